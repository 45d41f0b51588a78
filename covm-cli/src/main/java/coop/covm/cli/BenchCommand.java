package coop.covm.cli;

import coop.covm.cli.bench.Bench;
import coop.covm.cli.bench.Figures;
import coop.covm.cli.bench.ScratchStore;
import coop.covm.cli.bench.Settings;
import coop.covm.cli.bench.Workload;
import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Progress;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.StoreOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm bench}: measures what stores do in a second, and how long that takes. */
final class BenchCommand implements Command {
  private static final String SESSIONS = "--sessions";
  private static final String VALUE_SIZE = "--value-size";
  private static final String KEYS = "--keys";
  private static final String DURATION = "--duration";
  private static final String OPERATIONS = "--operations";
  private static final String RATE = "--rate";
  private static final String SEED = "--seed";

  private static final int MOST_SESSIONS = 1_024;
  private static final int MOST_KEYS = 10_000_000;
  private static final long MOST_VALUE_BYTES = 1 << 20;
  private static final long MOST_OPERATIONS = 1_000_000_000_000L;
  private static final long MOST_RATE = 100_000_000;
  private static final long SHORTEST_MILLIS = 100;
  private static final int MOST_SEED = Integer.MAX_VALUE;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "bench",
                "Measure how much stores do in a second, in scratch stores beside those named.",
                "covm bench",
                "covm bench commits --store file:./data --store rocksdb:./data --sessions 32")
            .addPositional(
                Usage.parameters(
                    "0..*", "WORKLOAD", "commits, reads, scans or mixed, in their order. [all]"))
            .addOption(
                Usage.repeated(
                    StoreOption.STORE,
                    "URL",
                    "Kind and place; may be repeated to compare. [COVM_STORE, rocksdb:./.covm]"))
            .addOption(Usage.option(SESSIONS, "N", "How many work on a store at once. [8]"))
            .addOption(Usage.option(VALUE_SIZE, "SIZE", "How large each value is. [100]"))
            .addOption(Usage.option(KEYS, "N", "How many keys a store has. [10000]"))
            .addOption(Usage.option(DURATION, "TIME", "How long each works at a workload. [5s]"))
            .addOption(Usage.option(OPERATIONS, "N", "So many operations instead of --duration."))
            .addOption(
                Usage.option(
                    RATE,
                    "N",
                    "Begin so many operations a second, however long they take. [all that can]"))
            .addOption(
                Usage.option(SEED, "N", "Which keys are chosen. [another each time, shown]"));
    return StoreOption.addDurabilityTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Settings settings = settings(arguments);
    List<String> urls = urls(arguments);
    StoreOptions options = StoreOptions.STANDARD.withDurability(StoreOption.durability(arguments));
    boolean interrupted = false;
    List<Figures> figures;
    try (Interruption _ = Interruption.begin()) {
      List<ScratchStore> stores = new ArrayList<>();
      try {
        for (String url : urls) {
          stores.add(ScratchStore.of(url, options));
        }
        try (Progress progress = terminal.progress()) {
          Bench bench = new Bench(settings, stores, shownOn(progress));
          try {
            bench.run();
          } catch (InterruptedException e) {
            interrupted = true;
          }
          figures = bench.figures();
        }
        ShownFigures shown = new ShownFigures(settings, figures, interrupted);
        if (JsonOption.isSet(arguments)) {
          terminal.out().json(shown.json());
        } else {
          terminal.notes().line(shown.settings());
          shown.lines().forEach(terminal.out()::line);
        }
      } finally {
        Collections.reverse(stores);
        closeAll(stores);
      }
    }
    return interrupted ? Exit.INTERRUPTED : Exit.OK;
  }

  private static void closeAll(List<ScratchStore> stores) {
    if (!stores.isEmpty()) {
      try {
        stores.getFirst().close();
      } finally {
        closeAll(stores.subList(1, stores.size()));
      }
    }
  }

  private static Bench.Listener shownOn(Progress progress) {
    return new Bench.Listener() {
      @Override
      public void filled(long keys, long of) {
        progress.show("filled", Progress.Unit.KEYS, keys, of);
      }

      @Override
      public void worked(Workload workload, int slices, int of) {
        progress.show(workload.label(), Progress.Unit.SLICES, slices, of);
      }
    };
  }

  private static List<String> urls(ParseResult arguments) {
    List<String> given = arguments.matchedOptionValue(StoreOption.STORE, List.of());
    return given.isEmpty() ? List.of(StoreOption.urlWithoutOption(System.getenv())) : given;
  }

  private static Settings settings(ParseResult arguments) {
    return new Settings(
        workloads(Usage.texts(arguments)),
        (int) count(arguments, SESSIONS, MOST_SESSIONS).orElse(8),
        (int) valueBytes(arguments),
        (int) count(arguments, KEYS, MOST_KEYS).orElse(10_000),
        length(arguments),
        count(arguments, RATE, MOST_RATE),
        seed(arguments));
  }

  private static List<Workload> workloads(List<String> given) {
    List<Workload> workloads = new ArrayList<>();
    for (String text : given) {
      Workload workload =
          Workload.parse(text)
              .orElseThrow(() ->
                  CommandException.usage(
                      "there is no workload '%s'; there are %s"
                          .formatted(
                              text,
                              Arrays.stream(Workload.values())
                                  .map(Workload::label)
                                  .collect(Collectors.joining(", ")))));
      if (workloads.contains(workload)) {
        throw CommandException.usage("the workload %s is named twice".formatted(text));
      }
      workloads.add(workload);
    }
    return workloads.isEmpty() ? List.of(Workload.values()) : workloads;
  }

  private static OptionalLong count(ParseResult arguments, String option, long most) {
    Optional<String> given = Usage.given(arguments, option);
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    long count = Quantity.count(option, given.get(), most);
    if (count == 0) {
      throw CommandException.usage("%s is at least 1".formatted(option));
    }
    return OptionalLong.of(count);
  }

  private static long valueBytes(ParseResult arguments) {
    Optional<String> given = Usage.given(arguments, VALUE_SIZE);
    if (given.isEmpty()) {
      return 100;
    }
    long bytes = Quantity.bytes(VALUE_SIZE, given.get());
    if (bytes < 1 || bytes > MOST_VALUE_BYTES) {
      throw CommandException.usage(
          "%s is 1 to %,d bytes, not %s".formatted(VALUE_SIZE, MOST_VALUE_BYTES, given.get()));
    }
    return bytes;
  }

  private static Settings.Length length(ParseResult arguments) {
    OptionalLong operations = count(arguments, OPERATIONS, MOST_OPERATIONS);
    Optional<String> duration = Usage.given(arguments, DURATION);
    if (operations.isPresent()) {
      if (duration.isPresent()) {
        throw CommandException.usage(
            "%s and %s exclude each other".formatted(DURATION, OPERATIONS));
      }
      return new Settings.Count(operations.getAsLong());
    }
    var length = Quantity.duration(DURATION, duration.orElse("5s"));
    if (length.toMillis() < SHORTEST_MILLIS) {
      throw CommandException.usage("%s is at least %sms".formatted(DURATION, SHORTEST_MILLIS));
    }
    return new Settings.Nanos(length.toNanos());
  }

  private static long seed(ParseResult arguments) {
    return Usage.given(arguments, SEED)
        .map(text -> Quantity.count(SEED, text, MOST_SEED))
        .orElseGet(() -> (long) ThreadLocalRandom.current().nextInt(MOST_SEED));
  }
}
