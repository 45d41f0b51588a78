package coop.covm.benchmarks;

import coop.covm.storage.CacheStatistics;
import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A store of ours under load. */
final class CovmStore implements AutoCloseable {
  private static final Value PAYLOAD = StringValue.of("x".repeat(98)); // 100 bytes with its quotes
  private static final int LOAD_BATCH = 1000;

  private final Store store;
  private final String url;

  /** Without a cache, so that a read is one of the backend. */
  CovmStore(String url) {
    this(url, 0);
  }

  CovmStore(String url, long cacheBytes) {
    this.url = url;
    this.store = Store.open(url, OpenMode.CREATE, StoreOptions.STANDARD.withCacheBytes(cacheBytes));
  }

  private Session session() {
    return store.session(options());
  }

  private static SessionOptions options() {
    return new SessionOptions(
        Optional.empty(), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }

  static Key key(int number) {
    return Key.parse("org/bench/k" + number);
  }

  /** Puts keys 0 to so many. */
  void load(int keys) {
    for (int from = 0; from < keys; from += LOAD_BATCH) {
      try (StorageTransaction transaction = store.begin(options())) {
        for (int i = from; i < Math.min(keys, from + LOAD_BATCH); i++) {
          transaction.set(key(i), PAYLOAD);
        }
        transaction.commit();
      }
    }
  }

  /** Commits of one value each, by so many sessions, keys at random. */
  Contender commits(int sessions, boolean virtual, int keys) {
    Session[] open = new Session[sessions];
    for (int i = 0; i < sessions; i++) {
      open[i] = session();
    }
    return contender(nanos ->
        Sessions.work(
            sessions,
            virtual,
            nanos,
            (session, _) ->
                open[session].set(key(ThreadLocalRandom.current().nextInt(keys)), PAYLOAD)));
  }

  /**
   * Commits of one value each, so many in all, as quickly as many sessions can.
   *
   * @return how many there are then
   */
  long commitTimes(int commits, int sessions, int keys) throws Exception {
    Contender contender = commits(sessions, false, keys);
    long done = 0;
    while (done < commits) {
      done += contender.work(TimeUnit.MILLISECONDS.toNanos(500));
    }
    return done;
  }

  /** Keeps history by the policy alone. */
  void compact(HistoryPolicy policy) {
    store.history().keep(Optional.empty(), Optional.of(policy), options());
    store.history().compact(options());
  }

  /** Reads for a while, so that RocksDB can end what loading has begun in the background. */
  void settle() throws Exception {
    scans().work(TimeUnit.SECONDS.toNanos(10));
  }

  void readOne(int number) {
    try (StoreView view = store.view()) {
      if (view.get(key(number)).isEmpty()) {
        throw new IllegalStateException("a key is missing");
      }
    }
  }

  /** Reads of one key at random through a session. */
  Contender gets(int keys) {
    Session session = session();
    Key[] all = new Key[keys];
    for (int i = 0; i < keys; i++) {
      all[i] = key(i);
    }
    return contender(nanos ->
        Sessions.work(
            1,
            false,
            nanos,
            (_, _) -> {
              if (session.get(all[ThreadLocalRandom.current().nextInt(keys)]).isEmpty()) {
                throw new IllegalStateException("a key is missing");
              }
            }));
  }

  /** The same with all of them in the cache. */
  Contender cachedGets(int keys) {
    Contender gets = gets(keys);
    try (StoreView view = store.view()) {
      for (int i = 0; i < keys; i++) {
        view.get(key(i));
      }
    }
    CacheStatistics cache = store.statistics().cache();
    if (cache.entries() < keys) {
      throw new IllegalStateException("the cache is too small: " + cache);
    }
    return Contender.of(gets.name() + " cached", gets::work);
  }

  /** Keys met while walking over all. */
  Contender scans() {
    Session session = session();
    KeyPrefix prefix = KeyPrefix.parse("org/bench");
    return contender(nanos -> {
      long end = System.nanoTime() + nanos;
      long met = 0;
      while (System.nanoTime() < end) {
        try (KeyCursor cursor = session.keys(prefix, Optional.empty())) {
          while (cursor.next()) {
            met++;
            if ((met & 0xFFF) == 0 && System.nanoTime() >= end) {
              break;
            }
          }
        }
      }
      return met;
    });
  }

  private Contender contender(Contender.Work work) {
    return Contender.of("covm " + url.substring(0, url.indexOf(':') + 1), work);
  }

  @Override
  public void close() {
    store.close();
  }
}
