package coop.covm.storage.tck.history;

import java.util.List;

/**
 * What workers did to a store and what the store says of it.
 *
 * @param seed what the workers' random choices began with
 * @param transactions everything that anybody did, in any order
 * @param log every commit, the first one first
 */
public record History(long seed, List<RecordedTransaction> transactions, List<LoggedCommit> log) {
  public History {
    transactions = List.copyOf(transactions);
    log = List.copyOf(log);
  }
}
