package coop.covm.benchmarks;

import java.nio.file.Path;

/** Runs a suite: {@code store [DIRECTORY]}, which makes its stores below the directory. */
public final class Main {
  private Main() {}

  /**
   * Runs the suite that the arguments name.
   *
   * @throws IllegalArgumentException if they name none
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0 || arguments.length > 2 || !arguments[0].equals("store")) {
      throw new IllegalArgumentException(
          "usage: bench store [DIRECTORY]; stores are made below it, else below that of temporary files");
    }
    String below = arguments.length > 1 ? arguments[1] : System.getProperty("java.io.tmpdir");
    StoreSuite.run(Path.of(below));
  }
}
