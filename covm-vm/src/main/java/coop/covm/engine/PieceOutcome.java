package coop.covm.engine;

import coop.covm.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a piece of a program ended.
 *
 * @param outcome as of any run, of this piece alone
 * @param variables what the variables of the main program hold at the end, by name: those that are
 *     set; empty if the piece was ended early
 * @param open the transaction that is open now, for the next piece to go on with
 */
public record PieceOutcome(
    Outcome outcome, Map<String, Value> variables, Optional<OpenTransaction> open) {
  public PieceOutcome {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }
}
