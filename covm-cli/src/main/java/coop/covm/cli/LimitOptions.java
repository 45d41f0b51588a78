package coop.covm.cli;

import coop.covm.engine.RunLimits;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The bounds of a run as options. */
final class LimitOptions {
  private static final String FUEL = "--fuel";
  private static final String CALLS = "--max-calls";
  private static final String VALUE = "--max-value-bytes";
  private static final String MEMORY = "--max-memory";
  private static final String OUTPUT = "--max-output";
  private static final String TIMEOUT = "--timeout";

  private LimitOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Usage.option(
                FUEL, "N", "At most this much fuel; an instruction costs 1 or more. [100 million]"))
        .addOption(Usage.option(CALLS, "N", "At most this many calls open at once. [1,000]"))
        .addOption(Usage.option(VALUE, "SIZE", "At most this many bytes in one value. [16M]"))
        .addOption(
            Usage.option(
                MEMORY,
                "SIZE",
                "At most this many bytes in stacks, variables and open changes. [256M]"))
        .addOption(Usage.option(OUTPUT, "SIZE", "At most this many bytes emitted. [64M]"))
        .addOption(
            Usage.option(
                TIMEOUT, "TIME", "At most this long, such as 500ms, 5s or 2m. [no bound]"));
  }

  /**
   * @throws coop.covm.cli.output.CommandException {@code Usage} for what is no count, size or
   *     duration
   */
  static RunLimits of(ParseResult arguments) {
    RunLimits usual = RunLimits.DEFAULT;
    return new RunLimits(
        Usage.given(arguments, FUEL)
            .map(text -> Quantity.count(FUEL, text, Long.MAX_VALUE))
            .orElse(usual.fuel()),
        Usage.given(arguments, CALLS)
            .map(text -> (int) Quantity.count(CALLS, text, RunLimits.MAX_CALL_DEPTH))
            .orElse(usual.callDepth()),
        Usage.given(arguments, VALUE)
            .map(text -> Quantity.bytes(VALUE, text))
            .orElse(usual.valueBytes()),
        Usage.given(arguments, MEMORY)
            .map(text -> Quantity.bytes(MEMORY, text))
            .orElse(usual.heldBytes()),
        Usage.given(arguments, OUTPUT)
            .map(text -> Quantity.bytes(OUTPUT, text))
            .orElse(usual.emittedBytes()),
        Usage.given(arguments, TIMEOUT)
            .map(text -> Quantity.duration(TIMEOUT, text))
            .or(usual::wallClock));
  }
}
