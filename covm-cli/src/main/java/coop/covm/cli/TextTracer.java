package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.ControlCharacters;
import coop.covm.engine.TracePoint;
import coop.covm.engine.Tracer;
import coop.covm.syntax.SourceFile;
import java.util.Optional;

/**
 * Shows each instruction before it acts: its line, itself, deeper the more calls are open, and the
 * stack that it finds; and what it did to the store, when it has.
 */
final class TextTracer implements Tracer {
  /** Calls deeper than this are not shown further to the right. */
  static final int MAX_INDENT = 20;

  private static final int INSTRUCTION_COLUMNS = 32;

  private final Channel notes;
  private final Gutter gutter;
  private Optional<Sentence> storage = Optional.empty();
  private String indent = "";

  TextTracer(SourceFile source, Channel notes) {
    this.notes = notes;
    this.gutter = new Gutter(source);
  }

  @Override
  public void before(TracePoint point) {
    indent = "  ".repeat(Math.min(point.depth(), MAX_INDENT));
    String stack = BriefValue.stack(point.top(BriefValue.SHOWN_VALUES), point.height());
    String text =
        ("%-" + INSTRUCTION_COLUMNS + "s  %s")
            .formatted(indent + ControlCharacters.escaped(point.text()), stack);
    notes.line(gutter.line(point.line(), text));
    storage =
        point.instruction().opcode().reachesStore()
            ? Optional.of(Sentence.before(point))
            : Optional.empty();
  }

  @Override
  public void after(TracePoint point) {
    storage.ifPresent(told -> notes.line(gutter.more(indent + "  = " + told.after(point))));
  }

  @Override
  public void afterAtomic(TracePoint point, boolean committed) {
    notes.line(gutter.more("  = " + WholeRun.ended(point, committed)));
  }
}
