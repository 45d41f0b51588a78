package coop.covm.engine;

import coop.covm.storage.Session;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run depends on besides its program.
 *
 * @param session the way into the store; for this run alone, and not closed by it
 * @param parameters variables of the main program from its start, in order
 * @param nowSeconds what {@code now} gives: seconds since 1970
 * @param atomic whether the whole run is one transaction, run again on a conflict as a {@code
 *     transaction:} block is
 * @param output where emits, events and dumps go
 * @param tracer told of each instruction, if somebody watches
 */
public record RunRequest(
    Session session,
    Map<String, Value> parameters,
    RunLimits limits,
    long nowSeconds,
    boolean atomic,
    Output output,
    Optional<Tracer> tracer) {
  public RunRequest {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
