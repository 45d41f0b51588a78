package coop.covm.engine;

import coop.covm.error.ErrorCode;
import java.util.List;
import java.util.Map;

/**
 * What ended a run early, with the program's own call stack.
 *
 * @param code a code of values, storage or of the run itself
 * @param message one sentence without a full stop; where it happened within the standard library,
 *     behind the name of the function that the program called
 * @param facts named facts for machines
 * @param calls where it happened, innermost first; never empty; functions of the library have no
 *     place of their own, so the first is the call that led there
 */
public record Trap(
    ErrorCode code, String message, Map<String, String> facts, List<CallSite> calls) {
  public Trap {
    facts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(facts));
    calls = List.copyOf(calls);
  }

  /**
   * A place in an open call.
   *
   * @param function the function's name, {@code main} for the program itself
   * @param start where the instruction begins in the source text, in UTF-16 units
   * @param end where it ends, exclusive
   */
  public record CallSite(String function, int start, int end) {}
}
