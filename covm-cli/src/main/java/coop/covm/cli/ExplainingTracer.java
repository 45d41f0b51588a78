package coop.covm.cli;

import coop.covm.bytecode.Code;
import coop.covm.bytecode.Opcode;
import coop.covm.cli.output.Channel;
import coop.covm.engine.TracePoint;
import coop.covm.engine.Tracer;
import coop.covm.syntax.SourceFile;
import java.util.Optional;

/**
 * Tells what happens, for people who learn: each source line as the run comes to it, below it a
 * sentence for each instruction when it has acted, with the stack that it leaves. Written operands
 * are told of in the sentence of their instruction, not when they are pushed.
 */
final class ExplainingTracer implements Tracer {
  private static final int SENTENCE_COLUMNS = 52;
  private static final Place NOWHERE = new Place(0, 0, 0);

  /** A line of an open call. */
  private record Place(int function, int depth, int line) {}

  private final SourceFile source;
  private final Channel notes;
  private final Gutter gutter;
  private Place shown = NOWHERE;
  private String indent = "";
  private Optional<Sentence> sentence = Optional.empty();

  ExplainingTracer(SourceFile source, Channel notes) {
    this.source = source;
    this.notes = notes;
    this.gutter = new Gutter(source);
  }

  @Override
  public void before(TracePoint point) {
    Sentence next = Sentence.before(point);
    indent = "  ".repeat(Math.min(point.depth(), TextTracer.MAX_INDENT));
    if (isWritten(point, next.opcode())) {
      showLine(point);
    }
    sentence = isOperand(next.opcode()) ? Optional.empty() : Optional.of(next);
  }

  /** A jump is never written, the end of a program or function mostly not: they have no line. */
  private boolean isWritten(TracePoint point, Opcode opcode) {
    if (opcode != Opcode.RETURN) {
      return opcode != Opcode.JUMP;
    }
    Code code = point.function().code();
    int place = code.placeOf(point.offset());
    String written = source.text().substring(code.spanStart(place), code.spanEnd(place));
    return written.equalsIgnoreCase(Opcode.RETURN.mnemonic());
  }

  private static boolean isOperand(Opcode opcode) {
    return opcode == Opcode.OPERAND || opcode == Opcode.OPERANDVARIABLE;
  }

  /** Shows the line, unless it was the last that was shown for this call. */
  private void showLine(TracePoint point) {
    int line = source.number(point.line());
    Place place = new Place(point.functionIndex(), point.depth(), line);
    if (!place.equals(shown)) {
      notes.line(gutter.line(line, indent + source.shownLine(line)));
      shown = place;
    }
  }

  @Override
  public void after(TracePoint point) {
    sentence.ifPresent(told -> {
      String stack = BriefValue.stack(point.top(BriefValue.SHOWN_VALUES), point.height());
      String text =
          ("%-" + SENTENCE_COLUMNS + "s  %s").formatted(indent + "  " + told.after(point), stack);
      notes.line(gutter.more(text));
    });
  }

  @Override
  public void afterAtomic(TracePoint point, boolean committed) {
    notes.line(gutter.more("  " + WholeRun.ended(point, committed)));
    shown = NOWHERE;
  }
}
