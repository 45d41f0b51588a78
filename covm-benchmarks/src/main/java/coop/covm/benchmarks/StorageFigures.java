package coop.covm.benchmarks;

import coop.covm.CompiledProgram;
import coop.covm.Covm;
import coop.covm.RunOptions;
import coop.covm.value.NumberValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A program that mixes storage and arithmetic: half a million times it loads a key, adds 1 and
 * stores the sum, all in one transaction.
 */
final class StorageFigures {
  private static final Pairing TURNS = new Pairing(5, 1000);
  private static final int ROUNDS = 500_000;

  /** A load and a store a round. */
  private static final int INSTRUCTIONS_A_RUN = 2 * ROUNDS;

  private StorageFigures() {}

  /** Adds how many millions of storage instructions are executed in a second. */
  static void measure(Covm covm, Figures figures) throws Exception {
    CompiledProgram program = CompiledProgram.of(Resource.text("storage.covm"));
    String name = "covm memory:";
    Map<String, Double> rates =
        TURNS.measure(
            "Storage instructions in one transaction, loadp and storep by turns with an addition",
            List.of(
                Contender.of(
                    name,
                    nanos ->
                        Contender.repeat(nanos, () -> run(covm, program)) * INSTRUCTIONS_A_RUN)));
    double millions = Figures.rate(rates, name) / 1e6;
    System.out.printf(
        Locale.ROOT, "storage-million is millions of storage instructions a second; aim 1%n");
    figures.add("storage-million", millions);
  }

  /** Every run must come to the same. */
  private static void run(Covm covm, CompiledProgram program) {
    if (!(covm.run(program, RunOptions.STANDARD).stack().getLast() instanceof NumberValue total)
        || total.value() != ROUNDS) {
      throw new IllegalStateException("the program came to something else than " + ROUNDS);
    }
  }
}
