package coop.covm.storage.file;

/** Where the backend says what an operator should know though nothing has failed. */
@FunctionalInterface
interface Warnings {
  void warn(String message);

  /** The logger {@code coop.covm.storage.file}, at level WARNING. */
  static Warnings logged() {
    System.Logger logger = System.getLogger("coop.covm.storage.file");
    return message -> logger.log(System.Logger.Level.WARNING, message);
  }
}
