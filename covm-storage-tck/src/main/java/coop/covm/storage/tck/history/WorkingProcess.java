package coop.covm.storage.tck.history;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A process of workers on a store that other processes use too. It prints "ready", waits for a
 * line, works, writes what it recorded as a history without a log, and prints "done". Arguments:
 * the URL of the store, the file of the {@link Ticks}, the file for the history, the seed, the
 * number of the first worker, how many workers, how many transactions, how many prefixes, how many
 * keys of each sort below each.
 */
public final class WorkingProcess {
  private WorkingProcess() {}

  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[3]);
    Keyspace keyspace = Keyspace.of(Integer.parseInt(arguments[7]), Integer.parseInt(arguments[8]));
    Ticks ticks = new Ticks(Path.of(arguments[1]));
    try (Store store = Store.open(arguments[0], OpenMode.CREATE)) {
      Crew crew =
          new Crew(
              Integer.parseInt(arguments[4]),
              Integer.parseInt(arguments[5]),
              Long.parseLong(arguments[6]),
              keyspace,
              ticks);
      System.out.println("ready");
      System.in.read();
      crew.work(List.of(store), new Random(seed));
      HistoryFile.write(Path.of(arguments[2]), new History(seed, crew.recorded(), List.of()));
      crew.failure().ifPresent(cause -> cause.printStackTrace());
      System.out.println(crew.failure().map(cause -> "failed: " + cause).orElse("done"));
    }
  }
}
