package coop.covm.cli;

import coop.covm.bytecode.ModuleLimits;
import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.cli.repl.Surroundings;
import coop.covm.engine.Tracer;
import coop.covm.engine.Trap;
import coop.covm.error.CovmException;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.SourceDecoder;
import coop.covm.syntax.SourceException;
import coop.covm.syntax.SourceFile;
import coop.covm.value.Value;
import java.util.List;

/** How the shell shows things: as the other commands do. */
final class ShellSurroundings implements Surroundings {
  private final Terminal terminal;
  private final long traceLimit;

  /**
   * @param traceLimit how many instructions of an input are explained
   */
  ShellSurroundings(Terminal terminal, long traceLimit) {
    this.terminal = terminal;
    this.traceLimit = traceLimit;
  }

  @Override
  public String problem(CovmException error) {
    return ErrorReport.text(error);
  }

  @Override
  public String problem(Trap trap, SourceFile source) {
    return ErrorReport.text(trap, source);
  }

  @Override
  public String problems(SourceFile source, List<Diagnostic> diagnostics) {
    return ErrorReport.text(source, diagnostics);
  }

  @Override
  public String brief(Value value) {
    return BriefValue.of(value, BriefValue.LINE_CHARACTERS);
  }

  @Override
  public String stack(List<Value> values) {
    int shown = Math.min(BriefValue.SHOWN_VALUES, values.size());
    return BriefValue.stack(values.subList(values.size() - shown, values.size()), values.size());
  }

  @Override
  public String time(long millis) {
    return CommitTime.text(millis);
  }

  @Override
  public Tracer explaining(SourceFile source) {
    return new BoundedTracer(
        new ExplainingTracer(source, terminal.notes()), traceLimit, terminal.notes());
  }

  @Override
  public String file(String name) {
    byte[] bytes = InputBytes.readFile(name, ModuleLimits.FILE_BYTES + 1);
    try {
      return SourceDecoder.decode(name, bytes).text().replace("\r\n", "\n");
    } catch (SourceException e) {
      throw new CommandException(
          e.diagnostic().code(), "'%s': %s".formatted(name, e.diagnostic().message()));
    }
  }
}
