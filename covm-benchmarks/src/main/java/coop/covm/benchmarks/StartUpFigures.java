package coop.covm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How long a command takes that prints one line, from its start to its end. */
final class StartUpFigures {
  /** So short that each turn is one run. */
  private static final Pairing TURNS = new Pairing(30, 0);

  private static final String LINE = "hello\n";
  private static final String NODE = "node -e";
  private static final String COVM = "covm run";
  private static final String COVM_IN_MEMORY = "covm run --store memory:";

  private StartUpFigures() {}

  /**
   * Adds how many times as long as Node the launcher takes.
   *
   * @param launcher the script {@code covm}
   * @param place a directory, where a program and a store are put
   */
  static void measure(Path launcher, Path place, Figures figures) throws Exception {
    String program =
        Files.writeString(place.resolve("hello.covm"), "push \"hello\"; emit\n").toString();
    String covm = launcher.toString();
    Command node = new Command(NODE, List.of("node", "-e", "console.log('hello')"), place, LINE);
    Command stored = new Command(COVM, List.of(covm, "run", program), place, LINE);
    Command inMemory =
        new Command(
            COVM_IN_MEMORY, List.of(covm, "run", "--store", "memory:", program), place, LINE);
    try {
      node.run();
    } catch (IOException e) {
      System.out.printf(
          "skipped start-up beside node, which is not installed: %s%n", e.getMessage());
      return;
    }
    stored.run(); // the first run builds, makes the store and keeps the classes of the next ones
    Map<String, Double> rates =
        TURNS.measure("Start-up: programs that print one line", List.of(node, stored, inMemory));
    figures.addRatio("start-up", rates, NODE, COVM);
    figures.addRatio("start-up-memory", rates, NODE, COVM_IN_MEMORY);
  }
}
