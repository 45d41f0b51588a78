package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds out where a value came from that a read should not have seen. */
final class Diagnosis {
  private final List<RecordedTransaction> transactions;
  private final StoreModel model;

  /** Who wrote each value; made when the first wrong read is met. */
  private @Nullable Map<Value, RecordedTransaction> writers;

  Diagnosis(List<RecordedTransaction> transactions, StoreModel model) {
    this.transactions = transactions;
    this.model = model;
  }

  /** What is wrong with a read that did not see what its view has. */
  Anomaly ofGet(RecordedTransaction transaction, OwnWrites own, Action.Get get) {
    Key key = get.key();
    if (!own.leavesOpen(key)) {
      return Anomaly.OWN_WRITE_NOT_SEEN;
    }
    return otherTime(transaction, key, stored -> own.over(key, stored).equals(get.seen()))
        .orElseGet(() -> ofUncommitted(get.seen().orElseThrow()));
  }

  /** What is wrong with a question that did not get the answer of its view. */
  Anomaly ofContains(RecordedTransaction transaction, OwnWrites own, Action.Contains contains) {
    if (own.of(contains.key()).isPresent()) {
      return Anomaly.OWN_WRITE_NOT_SEEN;
    }
    return otherTime(transaction, contains.key(), s -> s.isPresent() == contains.seen())
        .orElse(Anomaly.INVENTED_READ);
  }

  /** Whether it would have been right at another time. */
  private Optional<Anomaly> otherTime(
      RecordedTransaction transaction, Key key, Predicate<Optional<Value>> isSeen) {
    List<KeyVersion> all = model.versions(key, model.newest());
    if (isSeen.test(Optional.empty())
        || all.stream()
            .anyMatch(v -> v.revision() < transaction.view() && isSeen.test(v.value()))) {
      return Optional.of(Anomaly.STALE_READ);
    }
    return all.stream().anyMatch(v -> isSeen.test(v.value()))
        ? Optional.of(Anomaly.FUTURE_READ)
        : Optional.empty();
  }

  private Anomaly ofUncommitted(Value seen) {
    RecordedTransaction writer = writers().get(seen);
    if (writer == null) {
      return Anomaly.INVENTED_READ;
    }
    return writer.outcome() instanceof Outcome.Committed
        ? Anomaly.INTERMEDIATE_READ
        : Anomaly.DIRTY_READ;
  }

  private Map<Value, RecordedTransaction> writers() {
    Map<Value, RecordedTransaction> known = writers;
    if (known == null) {
      known = new HashMap<>();
      for (RecordedTransaction transaction : transactions) {
        for (Action action : transaction.actions()) {
          if (action instanceof Action.Set set) {
            known.put(set.value(), transaction);
          }
        }
      }
      writers = known;
    }
    return known;
  }
}
