package coop.covm.benchmarks;

import java.nio.file.Path;

/**
 * Runs a suite: {@code store [DIRECTORY]}, which makes its stores below the directory, or {@code
 * engine LAUNCHER}, the script that starts the command.
 */
public final class Main {
  private Main() {}

  /**
   * Runs the suite that the arguments name.
   *
   * @throws IllegalArgumentException if they name none
   */
  public static void main(String[] arguments) throws Exception {
    String suite = arguments.length > 0 ? arguments[0] : "";
    if (suite.equals("engine") && arguments.length == 2) {
      EngineSuite.run(Path.of(arguments[1]).toAbsolutePath());
    } else if (suite.equals("store") && arguments.length <= 2) {
      String below = arguments.length > 1 ? arguments[1] : System.getProperty("java.io.tmpdir");
      StoreSuite.run(Path.of(below));
    } else {
      throw new IllegalArgumentException("usage: store [DIRECTORY], or engine LAUNCHER");
    }
  }
}
