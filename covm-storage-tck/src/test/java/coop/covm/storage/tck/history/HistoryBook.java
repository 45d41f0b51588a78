package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.Digest;
import coop.covm.storage.tck.history.RecordedTransaction.Kind;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes a history by hand: the transactions one after the other, and the log beside them. */
final class HistoryBook {
  private final List<RecordedTransaction> transactions = new ArrayList<>();
  private final List<LoggedCommit> log = new ArrayList<>();
  private String digest = Digest.NONE.toString();

  static Key key(String name) {
    return Key.parse("org/" + name);
  }

  static Value text(String value) {
    return StringValue.of(value);
  }

  static Value number(double value) {
    return NumberValue.of(value);
  }

  static Action reads(String key, String value) {
    return new Action.Get(key(key), Optional.of(text(value)));
  }

  static Action reads(String key, double value) {
    return new Action.Get(key(key), Optional.of(number(value)));
  }

  static Action readsNothing(String key) {
    return new Action.Get(key(key), Optional.empty());
  }

  static Action lists(String... keys) {
    List<Key> seen = Stream.of(keys).map(HistoryBook::key).toList();
    return new Action.Listing(KeyPrefix.parse("org"), Optional.empty(), seen, true);
  }

  static Action sets(String key, String value) {
    return new Action.Set(key(key), text(value));
  }

  static Action deletes(String key) {
    return new Action.Delete(key(key));
  }

  static Action adds(String key, double amount) {
    return new Action.Increment(key(key), number(amount));
  }

  static LoggedChange set(String key, String value) {
    return new LoggedChange.Set(key(key), text(value));
  }

  static LoggedChange delete(String key) {
    return new LoggedChange.Delete(key(key));
  }

  static LoggedChange increment(String key, double amount, double sum) {
    return new LoggedChange.Increment(key(key), number(amount), number(sum));
  }

  /** The next transaction; it reads the revision, from one moment to another. */
  Entry from(long invoked, long completed, long view) {
    return new Entry(new UUID(0, transactions.size() + 1L), invoked, completed, view);
  }

  /** A commit of somebody who is not in the history. */
  HistoryBook log(LoggedChange... changes) {
    return log(new UUID(1, log.size()), 0, log.size() + 1L, digest, 0, changes);
  }

  HistoryBook log(
      UUID run, long view, long revision, String previous, long time, LoggedChange... changes) {
    digest = "digest" + log.size();
    log.add(new LoggedCommit(revision, time, previous, digest, run, 1, view, List.of(changes)));
    return this;
  }

  List<Anomaly> anomalies() {
    return HistoryChecker.check(history()).stream().map(Violation::anomaly).toList();
  }

  History history() {
    return new History(7, transactions, log);
  }

  String digest() {
    return digest;
  }

  /** A transaction whose outcome is still to be said. */
  final class Entry {
    private final UUID run;
    private final long invoked;
    private final long completed;
    private final long view;
    private Kind kind = Kind.CURRENT;
    private List<Action> actions = List.of();

    Entry(UUID run, long invoked, long completed, long view) {
      this.run = run;
      this.invoked = invoked;
      this.completed = completed;
      this.view = view;
    }

    Entry past() {
      kind = Kind.PAST;
      return this;
    }

    Entry did(Action... all) {
      actions = List.of(all);
      return this;
    }

    /** It was committed next, and the log says this of it. */
    HistoryBook committed(LoggedChange... changes) {
      long revision = log.size() + 1L;
      log(run, view, revision, digest, 0, changes);
      return ended(new Outcome.Committed(revision));
    }

    /** It is in the log, and this is what its caller was told. */
    HistoryBook loggedBut(Outcome told, LoggedChange... changes) {
      log(run, view, log.size() + 1L, digest, 0, changes);
      return ended(told);
    }

    HistoryBook ended(Outcome outcome) {
      transactions.add(
          new RecordedTransaction(run, 1, 0, kind, invoked, completed, view, actions, outcome));
      return HistoryBook.this;
    }

    HistoryBook readOnly() {
      return ended(new Outcome.Unchanged());
    }
  }
}
