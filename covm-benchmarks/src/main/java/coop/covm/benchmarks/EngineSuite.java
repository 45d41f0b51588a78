package coop.covm.benchmarks;

import coop.covm.CompiledProgram;
import coop.covm.Covm;
import coop.covm.RunOptions;
import coop.covm.engine.EngineChoice;
import coop.covm.engine.RunLimits;
import coop.covm.value.NumberValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Our engines beside the same written in Java, and beside other languages' engines; storage in a
 * program, and start-up. Ends with one line {@code ratio NAME VALUE} a figure: of the engines how
 * many times as long as Java it takes.
 */
final class EngineSuite {
  private static final Pairing TURNS = new Pairing(5, 1000);
  private static final String JAVA = "Java";
  private static final String AUTO = "covm";
  private static final String INTERPRETER = "covm, interpreter alone";

  private EngineSuite() {}

  /**
   * @param launcher the script that starts the command
   */
  static void run(Path launcher) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "Java %s, %d processors; runs a second%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors());
    Figures figures = new Figures();
    try (Place place = Place.temporary();
        Covm covm = Covm.open("memory:")) {
      for (Kernel kernel : Kernel.values()) {
        measure(kernel, covm, place.path(), figures);
      }
      StorageFigures.measure(covm, figures);
      StartUpFigures.measure(launcher, place.path(), figures);
    }
    figures.print();
  }

  private static void measure(Kernel kernel, Covm covm, Path place, Figures figures)
      throws Exception {
    List<Peer> peers = new ArrayList<>();
    try {
      for (String command : List.of("luajit", "node", "lua5.4", "python3")) {
        String script =
            switch (command) {
              case "node" -> "kernels.js";
              case "python3" -> "kernels.py";
              default -> "kernels.lua";
            };
        Optional<Peer> peer = Peer.start(command, script, kernel, place);
        peer.ifPresent(peers::add);
      }
      List<Contender> contenders = new ArrayList<>();
      contenders.add(Contender.of(JAVA, nanos -> repeat(nanos, kernel, kernel::runInJava)));
      contenders.add(ours(AUTO, kernel, covm, EngineChoice.AUTO));
      contenders.add(ours(INTERPRETER, kernel, covm, EngineChoice.INTERPRETER));
      contenders.addAll(peers);
      Map<String, Double> rates = TURNS.measure(kernel.title(), contenders);
      figures.addRatio(kernel.title(), rates, JAVA, AUTO);
      figures.addRatio("interpreter-" + kernel.title(), rates, JAVA, INTERPRETER);
      for (Peer peer : peers) {
        figures.addRatio(peer.name() + "-" + kernel.title(), rates, JAVA, peer.name());
      }
    } finally {
      for (Peer peer : peers) {
        peer.close();
      }
    }
  }

  private static Contender ours(String name, Kernel kernel, Covm covm, EngineChoice engine)
      throws IOException {
    CompiledProgram program = CompiledProgram.of(Resource.text(kernel.title() + ".covm"));
    RunOptions options =
        RunOptions.STANDARD
            .withEngine(engine)
            .withLimits(
                new RunLimits(
                    Long.MAX_VALUE,
                    RunLimits.DEFAULT.callDepth(),
                    RunLimits.DEFAULT.valueBytes(),
                    RunLimits.DEFAULT.heldBytes(),
                    RunLimits.DEFAULT.emittedBytes(),
                    Optional.empty()));
    return Contender.of(
        name,
        nanos ->
            repeat(
                nanos,
                kernel,
                () ->
                    covm.run(program, options).stack().getLast() instanceof NumberValue number
                        ? number.value()
                        : Double.NaN));
  }

  /** Every run must come to the same. */
  private static long repeat(long nanos, Kernel kernel, DoubleSupplier run) throws Exception {
    return Contender.repeat(
        nanos,
        () -> {
          double result = run.getAsDouble();
          if (result != kernel.result()) {
            throw new IllegalStateException(kernel.title() + " came to " + result);
          }
        });
  }
}
