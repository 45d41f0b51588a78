package coop.covm.storage.file;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.value.NumberValue;
import java.util.Optional;
import java.util.UUID;

/**
 * Adds 1 to one key so many times, each time by reading and writing in a transaction that is tried
 * ten times at most. Prints "ready", waits for a line, and prints the greatest number of tries.
 */
final class IncrementingProcess {
  private static final int TRIES = 10;

  private IncrementingProcess() {}

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[1]);
    Key key = Key.parse("org/acme/count");
    int most = 0;
    RunStatement statement = RunStatement.direct(UUID.randomUUID(), 0);
    try (Store store = Store.open("file:" + arguments[0], OpenMode.CREATE);
        Session session =
            store.session(new SessionOptions(Optional.empty(), Optional.empty(), statement))) {
      System.out.println("ready");
      System.in.read();
      for (int i = 0; i < times; i++) {
        most = Math.max(most, increment(session, key));
      }
    }
    System.out.println(most);
  }

  private static int increment(Session session, Key key) {
    for (int attempt = 1; ; attempt++) {
      session.begin(attempt);
      double before = session.get(key).map(v -> ((NumberValue) v).value()).orElse(0.0);
      session.set(key, NumberValue.of(before + 1));
      try {
        session.commit();
        return attempt;
      } catch (StorageException e) {
        if (e.code() != StorageError.TRANSACTION_CONFLICT || attempt == TRIES) {
          throw e;
        }
      }
    }
  }
}
