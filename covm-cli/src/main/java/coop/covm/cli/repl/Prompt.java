package coop.covm.cli.repl;

/** What stands before what is typed. */
final class Prompt {
  /** Before the further lines of an input. */
  static final String MORE = "....> ";

  private static final String PLAIN = "covm> ";
  private static final String IN_TRANSACTION = "covm tx> ";

  private Prompt() {}

  /** Before an input: shows whether a transaction is open. */
  static String of(Shell shell) {
    return shell.inTransaction() ? IN_TRANSACTION : PLAIN;
  }
}
