package coop.covm.cli;

import coop.covm.storage.Durability;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.value.DecimalValue;
import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A store of many keys, each of which was set twice, every time in a commit of its own. */
final class TwiceSetKeys {
  private static final int SESSIONS = 200;

  private TwiceSetKeys() {}

  static Key key(int number) {
    return Key.parse("org/large/k%07d".formatted(number));
  }

  /** What a key holds in the end. */
  static Value value(int number) {
    Map<String, Value> entries = new LinkedHashMap<>();
    entries.put("number", NumberValue.of(number));
    entries.put("paid", DecimalValue.of(BigDecimal.valueOf(number, 2)));
    entries.put("name", StringValue.of("the member of number " + number));
    return MapValue.of(entries);
  }

  static void fill(String url, int keys) throws Exception {
    StoreOptions options = StoreOptions.STANDARD.withDurability(Durability.BUFFERED);
    try (Store store = Store.open(url, OpenMode.CREATE, options);
        ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?>[] all = new Future<?>[SESSIONS];
      for (int i = 0; i < SESSIONS; i++) {
        int first = i;
        all[i] = sessions.submit(() -> fill(store, first, keys));
      }
      for (Future<?> one : all) {
        one.get();
      }
      if (store.revision() != 2L * keys) {
        throw new AssertionError("revision " + store.revision());
      }
    }
  }

  private static void fill(Store store, int first, int keys) {
    RunStatement statement = RunStatement.direct(UUID.randomUUID(), 0);
    try (Session session =
        store.session(new SessionOptions(Optional.empty(), Optional.empty(), statement))) {
      for (int number = first; number < keys; number += SESSIONS) {
        session.set(key(number), NumberValue.of(number));
        session.set(key(number), value(number));
      }
    }
  }
}
