package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;

/** What a transaction saw is what its view has, under its own writes. */
final class ReadCheck {
  private final StoreModel model;
  private final Diagnosis diagnosis;
  private final Violations violations;

  ReadCheck(StoreModel model, Diagnosis diagnosis, Violations violations) {
    this.model = model;
    this.diagnosis = diagnosis;
    this.violations = violations;
  }

  void check(RecordedTransaction transaction) {
    if (transaction.view() > model.newest()) {
      violations.add(
          Anomaly.LOST_COMMIT,
          "%s read revision %s, and the log ends at %s",
          transaction.name(),
          transaction.view(),
          model.newest());
      return;
    }
    OwnWrites own = new OwnWrites();
    for (Action action : transaction.actions()) {
      switch (action) {
        case Action.Get get -> check(transaction, own, get);
        case Action.Contains contains -> check(transaction, own, contains);
        case Action.Listing listing -> check(transaction, own, listing);
        case Action.GetAt get -> check(transaction, get);
        case Action.Versions versions -> check(transaction, versions);
        case Action.Writing writing -> own.add(writing);
      }
    }
  }

  private void check(RecordedTransaction transaction, OwnWrites own, Action.Get get) {
    Optional<Value> expected = own.over(get.key(), model.valueAt(get.key(), transaction.view()));
    if (!get.seen().equals(expected)) {
      violations.add(
          diagnosis.ofGet(transaction, own, get),
          "%s read %s = %s as of revision %s, where it is %s",
          transaction.name(),
          get.key(),
          shown(get.seen()),
          transaction.view(),
          shown(expected));
    }
  }

  private void check(RecordedTransaction transaction, OwnWrites own, Action.Contains contains) {
    Key key = contains.key();
    boolean expected = own.over(key, model.valueAt(key, transaction.view())).isPresent();
    if (contains.seen() != expected) {
      violations.add(
          diagnosis.ofContains(transaction, own, contains),
          "%s saw that %s is %s as of revision %s, where it is not",
          transaction.name(),
          key,
          contains.seen() ? "there" : "not there",
          transaction.view());
    }
  }

  private void check(RecordedTransaction transaction, OwnWrites own, Action.Listing listing) {
    List<Key> expected =
        own.over(listing.prefix(), model.keysAt(listing.prefix(), transaction.view())).stream()
            .filter(key -> listing.after().map(after -> key.compareTo(after) > 0).orElse(true))
            .toList();
    List<Key> comparable =
        listing.whole()
            ? expected
            : expected.subList(0, Math.min(expected.size(), listing.seen().size()));
    if (!listing.seen().equals(comparable)) {
      violations.add(
          Anomaly.PHANTOM,
          "%s listed %s behind %s as of revision %s and saw %s, where there is %s",
          transaction.name(),
          listing.prefix(),
          listing.after(),
          transaction.view(),
          listing.seen(),
          expected);
    }
  }

  private void check(RecordedTransaction transaction, Action.GetAt get) {
    Optional<Value> expected = model.valueAt(get.key(), get.revision());
    if (!get.seen().equals(expected)) {
      violations.add(
          Anomaly.WRONG_PAST,
          "%s read %s = %s as of the former revision %s, where it was %s",
          transaction.name(),
          get.key(),
          shown(get.seen()),
          get.revision(),
          shown(expected));
    }
  }

  private void check(RecordedTransaction transaction, Action.Versions versions) {
    List<KeyVersion> expected = model.versions(versions.key(), transaction.view());
    if (!versions.seen().equals(expected)) {
      violations.add(
          Anomaly.WRONG_PAST,
          "%s read %s versions of %s as of revision %s, which are not the %s of the log",
          transaction.name(),
          versions.seen().size(),
          versions.key(),
          transaction.view(),
          expected.size());
    }
  }

  private static String shown(Optional<Value> value) {
    return value.map(Value::toString).orElse("nothing");
  }
}
