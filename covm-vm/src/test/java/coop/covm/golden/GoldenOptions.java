package coop.covm.golden;

import coop.covm.engine.RunLimits;
import coop.covm.storage.KeyPrefix;
import coop.covm.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a golden program wants to be run. */
record GoldenOptions(
    RunLimits limits,
    Map<String, Value> parameters,
    Optional<KeyPrefix> namespace,
    Optional<String> principal,
    boolean atomic,
    long nowSeconds,
    GoldenAccess access) {
  /** What {@code now} gives unless an option says otherwise: the first second of 2026. */
  static final long NOW_SECONDS = 1_767_225_600L;

  /** Every golden ends: a hang is an error after this. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static final GoldenOptions NONE = parse(List.of());

  /** Reads lines such as {@code --fuel 1000}. */
  static GoldenOptions parse(List<String> lines) {
    long fuel = RunLimits.DEFAULT.fuel();
    int callDepth = RunLimits.DEFAULT.callDepth();
    long valueBytes = RunLimits.DEFAULT.valueBytes();
    long heldBytes = RunLimits.DEFAULT.heldBytes();
    long emittedBytes = RunLimits.DEFAULT.emittedBytes();
    Duration wallClock = PATIENCE;
    Map<String, Value> parameters = new LinkedHashMap<>();
    Optional<KeyPrefix> namespace = Optional.empty();
    Optional<String> principal = Optional.empty();
    boolean atomic = false;
    long nowSeconds = NOW_SECONDS;
    GoldenAccess access = GoldenAccess.NONE;
    for (String line : lines) {
      int space = line.indexOf(' ');
      String name = space < 0 ? line : line.substring(0, space);
      String value = space < 0 ? "" : line.substring(space + 1).strip();
      switch (name) {
        case "--fuel" -> fuel = Long.parseLong(value);
        case "--max-calls" -> callDepth = Integer.parseInt(value);
        case "--max-value-bytes" -> valueBytes = Long.parseLong(value);
        case "--max-memory" -> heldBytes = Long.parseLong(value);
        case "--max-output" -> emittedBytes = Long.parseLong(value);
        case "--timeout" -> wallClock = milliseconds(value);
        case "--namespace" -> namespace = Optional.of(KeyPrefix.parse(value));
        case "--principal" -> principal = Optional.of(value);
        case "--secured" -> access = access.withSecured();
        case "--member" -> access = access.withMember(value);
        case "--allow" -> access = access.withRules(value, true);
        case "--deny" -> access = access.withRules(value, false);
        case "--atomic" -> atomic = true;
        case "--now" -> nowSeconds = Long.parseLong(value);
        case "--param" -> {
          int equals = value.indexOf('=');
          parameters.put(
              value.substring(0, equals), Programs.parameterValue(value.substring(equals + 1)));
        }
        default -> throw new IllegalArgumentException("no such option: " + line);
      }
    }
    RunLimits limits =
        new RunLimits(fuel, callDepth, valueBytes, heldBytes, emittedBytes, Optional.of(wallClock));
    return new GoldenOptions(limits, parameters, namespace, principal, atomic, nowSeconds, access);
  }

  /** Reads a time such as {@code 50ms}. */
  private static Duration milliseconds(String value) {
    if (!value.endsWith("ms")) {
      throw new IllegalArgumentException("a time ends in ms: " + value);
    }
    return Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)));
  }
}
