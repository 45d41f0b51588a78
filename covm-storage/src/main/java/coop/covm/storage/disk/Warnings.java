package coop.covm.storage.disk;

/** Where the backend says what an operator should know though nothing has failed. */
@FunctionalInterface
public interface Warnings {
  void warn(String message);

  /** Warnings of a logger, at level WARNING. */
  static Warnings logged(String name) {
    System.Logger logger = System.getLogger(name);
    return message -> logger.log(System.Logger.Level.WARNING, message);
  }
}
