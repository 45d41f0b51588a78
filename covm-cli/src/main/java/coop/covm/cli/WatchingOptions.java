package coop.covm.cli;

import coop.covm.CompiledProgram;
import coop.covm.cli.output.Channel;
import coop.covm.cli.output.CommandException;
import coop.covm.engine.Tracer;
import coop.covm.profile.Profiler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * How a run is watched, if at all: one of tracing, explaining and profiling.
 *
 * @param limit how many instructions are shown
 */
record WatchingOptions(Way way, long limit) {
  static final String LIMIT = "--trace-limit";

  private static final String TRACE = "--trace";
  private static final String EXPLAIN = "--explain";
  private static final String PROFILE = "--profile";
  private static final long USUAL_LIMIT = 10_000;

  /** What is shown of a run besides what it says itself. */
  enum Way {
    NONE,
    TRACE,
    EXPLAIN,
    PROFILE
  }

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Usage.flag(TRACE, "Show each instruction with its line and stack on standard error."))
        .addOption(
            Usage.flag(EXPLAIN, "Say on standard error in a sentence what each instruction does."))
        .addOption(
            Usage.option(LIMIT, "N", "Trace or explain at most this many instructions. [10,000]"))
        .addOption(
            Usage.flag(PROFILE, "Show at the end what lines and storage cost, on standard error."));
  }

  /**
   * @throws CommandException {@code Usage} for more than one way, and for a limit that is none or
   *     without anything to limit
   */
  static WatchingOptions of(ParseResult arguments) {
    List<String> given =
        Stream.of(TRACE, EXPLAIN, PROFILE).filter(name -> Usage.has(arguments, name)).toList();
    if (given.size() > 1) {
      throw CommandException.usage(
          "%s and %s exclude each other, for each would change what the other shows; run twice"
              .formatted(given.get(0), given.get(1)));
    }
    Way way = given.isEmpty() ? Way.NONE : way(given.getFirst());
    return new WatchingOptions(way, limit(arguments, way));
  }

  private static Way way(String option) {
    return switch (option) {
      case TRACE -> Way.TRACE;
      case EXPLAIN -> Way.EXPLAIN;
      default -> Way.PROFILE;
    };
  }

  private static long limit(ParseResult arguments, Way way) {
    boolean given = Usage.given(arguments, LIMIT).isPresent();
    if (given && way != Way.TRACE && way != Way.EXPLAIN) {
      throw CommandException.usage("%s needs %s or %s".formatted(LIMIT, TRACE, EXPLAIN));
    }
    return limit(arguments);
  }

  /**
   * How many instructions are shown.
   *
   * @throws CommandException {@code Usage} for what is no count, or 0
   */
  static long limit(ParseResult arguments) {
    Optional<String> text = Usage.given(arguments, LIMIT);
    if (text.isEmpty()) {
      return USUAL_LIMIT;
    }
    long limit = Quantity.count(LIMIT, text.get(), Long.MAX_VALUE);
    if (limit == 0) {
      throw CommandException.usage("%s is at least 1, not 0".formatted(LIMIT));
    }
    return limit;
  }

  /** What shows the run while it goes on, if that was asked for. */
  Optional<Tracer> tracer(CompiledProgram program, Channel notes) {
    return switch (way) {
      case NONE, PROFILE -> Optional.empty();
      case TRACE -> Optional.of(bounded(new TextTracer(program.source(), notes), notes));
      case EXPLAIN -> Optional.of(bounded(new ExplainingTracer(program.source(), notes), notes));
    };
  }

  private Tracer bounded(Tracer tracer, Channel notes) {
    return new BoundedTracer(tracer, limit, notes);
  }

  /** What measures the run from now on, if that was asked for. */
  Optional<Profiler> profiler(CompiledProgram program) {
    return way == Way.PROFILE ? Optional.of(new Profiler(program.module())) : Optional.empty();
  }
}
