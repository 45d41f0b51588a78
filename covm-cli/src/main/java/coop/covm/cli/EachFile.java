package coop.covm.cli;

import coop.covm.cli.output.Terminal;
import coop.covm.error.CovmException;
import picocli.CommandLine.ParseResult;

/** Goes through all files that a command is given, also behind one that fails. */
final class EachFile {
  private EachFile() {}

  /** What is done with one file. */
  interface Work {
    /**
     * @return the exit code as far as this file is concerned
     */
    int with(String file);
  }

  /**
   * Does the work with each file, and reports what goes wrong with one as the command would.
   *
   * @return the first exit code that is not 0, if there is one
   */
  static int of(ParseResult arguments, Terminal terminal, Work work) {
    int exitCode = Exit.OK;
    for (String file : Usage.texts(arguments)) {
      int code = one(file, arguments, terminal, work);
      exitCode = exitCode == Exit.OK ? code : exitCode;
    }
    return exitCode;
  }

  private static int one(String file, ParseResult arguments, Terminal terminal, Work work) {
    try {
      return work.with(file);
    } catch (CovmException e) {
      if (JsonOption.isSet(arguments)) {
        terminal.out().json(ErrorReport.failed(e));
      }
      terminal.notes().line(ErrorReport.text(e));
      return e.code().kind().exitCode();
    }
  }
}
