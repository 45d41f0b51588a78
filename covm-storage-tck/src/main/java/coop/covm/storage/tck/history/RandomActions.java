package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What a worker does at random to a target, recorded with what it sees. A write is recorded before
 * it is tried, since it may have been done even if it fails.
 */
final class RandomActions {
  private final int worker;
  private final Random random;
  private final Keyspace keyspace;
  private long values;

  RandomActions(int worker, Random random, Keyspace keyspace) {
    this.worker = worker;
    this.random = random;
    this.keyspace = keyspace;
  }

  /** Up to so many reads and writes. */
  void readAndWrite(Target.Writable target, Draft draft, int most) {
    for (int i = random.nextInt(most); i >= 0; i--) {
      if (random.nextInt(5) < 2) {
        read(target, draft);
      } else {
        write(target, draft);
      }
      letOthersIn();
    }
    if (random.nextInt(40) == 0) {
      incrementAText(target, draft);
    }
  }

  /** Up to so many reads. */
  void readOnly(Target target, Draft draft, int most) {
    for (int i = random.nextInt(most); i >= 0; i--) {
      read(target, draft);
      letOthersIn();
    }
  }

  /** Increments alone, which conflict with nobody. */
  void incrementOnly(Target.Writable target, Draft draft, int most) {
    for (int i = random.nextInt(most); i >= 0; i--) {
      increment(target, draft, counter());
    }
  }

  /** Reads a key and changes it. */
  void readModifyWrite(Target.Writable target, Draft draft) {
    Key key = random.nextBoolean() ? text() : counter();
    get(target, draft, key);
    letOthersIn();
    change(target, draft, key);
  }

  /** Sets or removes a key without a look at it. */
  void changeBlindly(Target.Writable target, Draft draft) {
    change(target, draft, random.nextBoolean() ? text() : counter());
  }

  private void read(Target target, Draft draft) {
    Key key = random.nextBoolean() ? text() : counter();
    switch (random.nextInt(16)) {
      case 0, 1 -> draft.actions().add(new Action.Contains(key, target.contains(key)));
      case 2, 3 -> list(target, draft);
      case 4 -> listSome(target, draft);
      case 5 -> getAt(target, draft, key);
      default -> get(target, draft, key);
    }
  }

  private void write(Target.Writable target, Draft draft) {
    switch (random.nextInt(6)) {
      case 0 -> readModifyWrite(target, draft);
      case 1, 2 -> increment(target, draft, counter());
      default -> changeBlindly(target, draft);
    }
  }

  private void change(Target.Writable target, Draft draft, Key key) {
    if (random.nextInt(4) == 0) {
      draft.actions().add(new Action.Delete(key));
      target.delete(key);
      return;
    }
    Value value = keyspace.texts().contains(key) ? newText() : newNumber();
    draft.actions().add(new Action.Set(key, value));
    target.set(key, value);
  }

  private void increment(Target.Writable target, Draft draft, Key key) {
    Value amount = NumberValue.of(random.nextInt(-3, 10));
    draft.actions().add(new Action.Increment(key, amount));
    target.increment(key, amount);
  }

  /** Is refused at commit unless the text is missing then. */
  private void incrementAText(Target.Writable target, Draft draft) {
    Key key = text();
    boolean touched =
        draft.actions().stream()
            .anyMatch(action -> action instanceof Action.Writing w && w.key().equals(key));
    if (!touched) {
      increment(target, draft, key);
    }
  }

  private static void get(Target target, Draft draft, Key key) {
    draft.actions().add(new Action.Get(key, target.get(key)));
  }

  private void getAt(Target target, Draft draft, Key key) {
    if (draft.view() > 0) {
      long back = random.nextLong(Math.min(draft.view(), 1L << random.nextInt(20)));
      long revision = draft.view() - back;
      draft.actions().add(new Action.GetAt(key, revision, target.getAt(key, revision)));
    }
  }

  private void list(Target target, Draft draft) {
    KeyPrefix prefix = random.nextInt(6) == 0 ? keyspace.all() : prefix();
    draft
        .actions()
        .add(new Action.Listing(prefix, Optional.empty(), target.listKeys(prefix), true));
  }

  /** Walks a few keys from somewhere on. */
  private void listSome(Target target, Draft draft) {
    KeyPrefix prefix = prefix();
    Optional<Key> after = random.nextBoolean() ? Optional.of(text()) : Optional.empty();
    int most = random.nextInt(1, 6);
    List<Key> seen = new ArrayList<>();
    boolean whole = false;
    try (KeyCursor cursor = target.keys(prefix, after)) {
      while (!whole && seen.size() < most) {
        if (cursor.next()) {
          seen.add(cursor.key());
          letOthersIn();
        } else {
          whole = true;
        }
      }
    }
    draft.actions().add(new Action.Listing(prefix, after, seen, whole));
  }

  /** Now and then another worker goes on in the middle. */
  @SuppressWarnings("ThreadPriorityCheck") // makes more of them meet, and nothing depends on it
  private void letOthersIn() {
    if (random.nextInt(4) == 0) {
      Thread.yield();
    }
  }

  private Key text() {
    return keyspace.texts().get(random.nextInt(keyspace.texts().size()));
  }

  private Key counter() {
    return keyspace.counters().get(random.nextInt(keyspace.counters().size()));
  }

  private KeyPrefix prefix() {
    return keyspace.prefixes().get(random.nextInt(keyspace.prefixes().size()));
  }

  /** A text that nobody else writes. */
  private Value newText() {
    return StringValue.of("w" + worker + "-" + ++values);
  }

  /** A number that nobody else writes, and far from the others, so that sums differ too. */
  private Value newNumber() {
    return NumberValue.of((++values * 1024.0 + worker) * 4096.0);
  }
}
