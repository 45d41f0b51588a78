package coop.covm.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB by itself, with its own log, as somebody would use it without us. */
final class RawRocksDb implements AutoCloseable {
  private static final byte[] PAYLOAD = "x".repeat(100).getBytes(UTF_8);

  private final Options options = new Options().setCreateIfMissing(true);
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final RocksDB db;

  RawRocksDb(Path directory) throws RocksDBException {
    db = RocksDB.open(options, directory.toString());
  }

  private static byte[] key(int number) {
    return ("org/bench/k" + number).getBytes(UTF_8);
  }

  void load(int keys) throws RocksDBException {
    for (int i = 0; i < keys; i++) {
      db.put(key(i), PAYLOAD);
    }
  }

  /** Synced writes of one value each by one thread. */
  Contender commits(int keys) {
    return Contender.of(
        "raw RocksDB, synced",
        nanos ->
            Sessions.work(
                1,
                false,
                nanos,
                (_, _) -> db.put(synced, key(ThreadLocalRandom.current().nextInt(keys)), PAYLOAD)));
  }

  /** The same by many sessions that hand their writes to one thread, which writes them together. */
  Contender batchedCommits(int sessions, boolean virtual, int keys) {
    return Contender.of(
        "raw RocksDB, synced, one batching thread",
        nanos -> {
          LinkedBlockingQueue<Put> queue = new LinkedBlockingQueue<>();
          Thread writer = Thread.ofPlatform().start(() -> writeBatches(queue));
          try {
            return Sessions.work(
                sessions,
                virtual,
                nanos,
                (_, _) -> {
                  Put put =
                      new Put(
                          key(ThreadLocalRandom.current().nextInt(keys)),
                          new CompletableFuture<>());
                  queue.add(put);
                  put.done().get();
                });
          } finally {
            writer.interrupt();
            writer.join();
          }
        });
  }

  private void writeBatches(LinkedBlockingQueue<Put> queue) {
    List<Put> group = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        @Nullable Put first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        group.add(first);
        queue.drainTo(group);
        try (WriteBatch batch = new WriteBatch()) {
          for (Put put : group) {
            batch.put(put.key(), PAYLOAD);
          }
          db.write(synced, batch);
        }
        group.forEach(put -> put.done().complete(true));
        group.clear();
      } catch (InterruptedException e) {
        return;
      } catch (RocksDBException e) {
        group.forEach(put -> put.done().completeExceptionally(e));
        group.clear();
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
  private record Put(byte[] key, CompletableFuture<Boolean> done) {}

  Contender gets(int keys) {
    byte[][] all = new byte[keys][];
    for (int i = 0; i < keys; i++) {
      all[i] = key(i);
    }
    return Contender.of(
        "raw RocksDB",
        nanos ->
            Sessions.work(
                1,
                false,
                nanos,
                (_, _) -> {
                  if (db.get(all[ThreadLocalRandom.current().nextInt(keys)]) == null) {
                    throw new IllegalStateException("a key is missing");
                  }
                }));
  }

  Contender scans() {
    return Contender.of(
        "raw RocksDB",
        nanos -> {
          long end = System.nanoTime() + nanos;
          long met = 0;
          long bytes = 0;
          while (System.nanoTime() < end) {
            try (RocksIterator iterator = db.newIterator()) {
              for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                bytes += iterator.key().length;
                met++;
                if ((met & 0xFFF) == 0 && System.nanoTime() >= end) {
                  break;
                }
              }
            }
          }
          if (bytes == 0) {
            throw new IllegalStateException("nothing was met");
          }
          return met;
        });
  }

  @Override
  public void close() {
    db.close();
    synced.close();
    options.close();
  }
}
