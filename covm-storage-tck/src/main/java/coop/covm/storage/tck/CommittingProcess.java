package coop.covm.storage.tck;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.value.NumberValue;
import java.util.Optional;
import java.util.UUID;

/**
 * Commits without end, from several threads, each commit two keys of its thread with the same
 * number; prints "thread number revision" after each. Arguments: the URL of the store, the
 * beginning of the names of its threads, the first number.
 */
public final class CommittingProcess {
  private static final int THREADS = 3;

  private CommittingProcess() {}

  public static void main(String[] arguments) {
    Store store = Store.open(arguments[0], OpenMode.CREATE);
    for (int i = 0; i < THREADS; i++) {
      String name = arguments[1] + i;
      int first = Integer.parseInt(arguments[2]);
      Thread.ofPlatform().start(() -> commit(store, name, first));
    }
  }

  private static void commit(Store store, String name, int first) {
    RunStatement statement = RunStatement.direct(UUID.randomUUID(), 0);
    Session session =
        store.session(new SessionOptions(Optional.empty(), Optional.empty(), statement));
    for (int number = first; ; number++) {
      session.begin(1);
      session.set(Key.parse("org/acme/" + name + "/one"), NumberValue.of(number));
      session.set(Key.parse("org/acme/" + name + "/two"), NumberValue.of(number));
      long revision = session.commit().orElseThrow();
      synchronized (CommittingProcess.class) {
        System.out.println(name + " " + number + " " + revision);
        System.out.flush();
      }
    }
  }
}
