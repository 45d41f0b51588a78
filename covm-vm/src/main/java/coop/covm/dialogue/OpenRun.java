package coop.covm.dialogue;

import coop.covm.engine.OpenTransaction;
import coop.covm.engine.RunLimits;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A run that is not over, because its inputs left a transaction open.
 *
 * @param session of this run alone
 * @param nowSeconds what {@code now} gives in all of its inputs
 * @param inputs those that it has done, in order; none before its first
 * @param before what the first of them found
 * @param transaction that is open; none before the first input
 */
record OpenRun(
    Session session,
    UUID id,
    long nowSeconds,
    List<Input> inputs,
    Memory before,
    Optional<OpenTransaction> transaction) {
  OpenRun {
    inputs = List.copyOf(inputs);
  }

  /** The same behind one more input. */
  OpenRun after(Input input, OpenTransaction open) {
    return new OpenRun(session, id, nowSeconds, with(input), before, Optional.of(open));
  }

  /** All inputs, and one more. */
  List<Input> with(Input input) {
    List<Input> all = new ArrayList<>(inputs);
    all.add(input);
    return all;
  }

  /** Whether its transaction is open still. */
  boolean isAlive() {
    return transaction.filter(open -> session.isWithin(open.savepoint())).isPresent();
  }

  /**
   * What its commits say of it when its next input commits.
   *
   * @param whole all of its inputs, also the next
   * @param limits of each input; what they spend adds up
   */
  RunStatement statement(Piece whole, RunLimits limits) {
    int count = inputs.size() + 1;
    RunLimits all =
        new RunLimits(
            times(limits.fuel(), count),
            limits.callDepth(),
            limits.valueBytes(),
            times(limits.heldBytes(), count),
            times(limits.emittedBytes(), count),
            limits.wallClock());
    return new RunStatement(
        Optional.of(whole.source().text()), whole.parameters(), id, nowSeconds, all.stated());
  }

  private static long times(long limit, int count) {
    return limit > Long.MAX_VALUE / count ? Long.MAX_VALUE : limit * count;
  }

  /** What commits say of the run before anything is known of it. */
  static RunStatement unknown(UUID id, long nowSeconds) {
    return new RunStatement(Optional.empty(), Map.of(), id, nowSeconds, Map.of());
  }
}
