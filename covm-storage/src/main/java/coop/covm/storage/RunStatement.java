package coop.covm.storage;

import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run states about itself in the body of each of its commits, so that it can be judged and
 * run again later.
 *
 * @param program the source text of the program, if a program runs; the store keeps the text of
 *     each program once
 * @param parameters the parameters of the run by name, in the order given
 * @param runId one id for all commits of the run
 * @param nowSeconds what the instruction {@code now} gives, seconds since 1970
 * @param limits the limits of the run by name, in the order given
 */
public record RunStatement(
    Optional<String> program,
    Map<String, Value> parameters,
    UUID runId,
    long nowSeconds,
    Map<String, Long> limits) {
  /**
   * @throws coop.covm.value.ValueException {@code InvalidText} if a name holds half of a surrogate
   *     pair
   */
  public RunStatement {
    parameters.keySet().forEach(StringValue::of);
    limits.keySet().forEach(StringValue::of);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
  }

  /** A caller that runs no program: an embedder, a command. */
  public static RunStatement direct(UUID runId, long nowSeconds) {
    return new RunStatement(Optional.empty(), Map.of(), runId, nowSeconds, Map.of());
  }
}
