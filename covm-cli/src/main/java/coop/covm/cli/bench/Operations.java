package coop.covm.cli.bench;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** What one session does on one store, operation by operation. For use by one thread. */
final class Operations {
  static final int SCANNED_KEYS = 100;

  private static final KeyPrefix NAMESPACE = KeyPrefix.parse("org/bench");
  private static final int READS_OF_TEN = 8;
  private static final int VALUES = 64;
  private static final int FIRST_LETTER = 'a';
  private static final int LETTERS = 26;

  private final Store store;
  private final Settings settings;
  private final SplittableRandom random;
  private final Value[] values = new Value[VALUES];
  private long conflicts;

  /**
   * @param random which keys and values are chosen
   */
  Operations(Store store, Settings settings, SplittableRandom random) {
    this.store = store;
    this.settings = settings;
    this.random = random;
    for (int i = 0; i < VALUES; i++) {
      values[i] = text(settings.valueBytes());
    }
  }

  private Value text(int bytes) {
    StringBuilder text = new StringBuilder(bytes);
    for (int i = 0; i < bytes; i++) {
      text.append((char) (FIRST_LETTER + random.nextInt(LETTERS)));
    }
    return StringValue.of(text.toString());
  }

  /** Does one operation. */
  void run(Workload workload) {
    switch (workload) {
      case COMMITS -> commit();
      case READS -> read();
      case SCANS -> scan();
      case MIXED -> {
        if (random.nextInt(10) < READS_OF_TEN) {
          read();
        } else {
          update();
        }
      }
    }
  }

  /** How often a transaction met another. */
  long conflicts() {
    return conflicts;
  }

  /** Sets keys from one on, in one transaction. */
  void fill(int from, int count) {
    try (StorageTransaction transaction = begin()) {
      for (int i = from; i < from + count; i++) {
        transaction.set(key(i), value());
      }
      transaction.commit();
    }
  }

  private void commit() {
    try (StorageTransaction transaction = begin()) {
      transaction.set(anyKey(), value());
      transaction.commit();
    }
  }

  private void read() {
    try (StoreView view = store.view()) {
      check(view.get(anyKey()));
    }
  }

  private void scan() {
    Optional<Key> after = Optional.of(anyKey());
    try (StoreView view = store.view();
        KeyCursor cursor = view.keys(NAMESPACE, after)) {
      for (int i = 0; i < SCANNED_KEYS && cursor.next(); i++) {
        check(view.get(cursor.key()));
      }
    }
  }

  private void update() {
    Key key = anyKey();
    boolean done = false;
    while (!done) {
      try (StorageTransaction transaction = begin()) {
        check(transaction.get(key));
        transaction.set(key, value());
        transaction.commit();
        done = true;
      } catch (StorageException e) {
        if (e.code() != StorageError.TRANSACTION_CONFLICT) {
          throw e;
        }
        conflicts++;
      }
    }
  }

  private static void check(Optional<Value> value) {
    if (value.isEmpty()) {
      throw new AssertionError("a key that was set has no value");
    }
  }

  private StorageTransaction begin() {
    RunStatement statement = RunStatement.direct(UUID.randomUUID(), 0);
    return store.begin(new SessionOptions(Optional.empty(), Optional.empty(), statement));
  }

  private Key anyKey() {
    return key(random.nextInt(settings.keys()));
  }

  private static Key key(int number) {
    return Key.parse("%s/k%08d".formatted(NAMESPACE, number));
  }

  private Value value() {
    return values[random.nextInt(VALUES)];
  }
}
