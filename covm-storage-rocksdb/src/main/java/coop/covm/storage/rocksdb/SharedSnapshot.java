package coop.covm.storage.rocksdb;

import coop.covm.storage.log.Head;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/**
 * A snapshot of RocksDB's as of one commit, for all who read as of that commit. It ends when the
 * last of them lets go.
 */
final class SharedSnapshot {
  private final Natives natives;
  private final Head head;
  private final RocksDB db;
  private final Snapshot snapshot;
  private final ReadOptions options;
  private final Runnable end = this::end;
  private final AtomicInteger users = new AtomicInteger(1);

  /** Used by the one who makes it, who lets go of it by {@link #release}. */
  SharedSnapshot(Natives natives, RocksDB db, Head head) {
    this.natives = natives;
    this.db = db;
    this.head = head;
    this.snapshot = db.getSnapshot();
    this.options = new ReadOptions().setSnapshot(snapshot);
    natives.add(end);
  }

  Head head() {
    return head;
  }

  /** To be given to RocksDB inside {@link Natives#use} only. */
  ReadOptions options() {
    return options;
  }

  /** Takes part in it; false if it has ended already. */
  boolean retain() {
    int now = users.get();
    while (now > 0) {
      if (users.compareAndSet(now, now + 1)) {
        return true;
      }
      now = users.get();
    }
    return false;
  }

  /** Takes part in it, so that another thread that closes it does not end it meanwhile. */
  void retainOrFail() {
    if (!retain()) {
      throw new IllegalStateException("the snapshot has been closed");
    }
  }

  /** Lets go of it, once for each who took part. */
  void release() {
    if (users.decrementAndGet() == 0) {
      natives.end(end);
    }
  }

  private void end() {
    options.close();
    db.releaseSnapshot(snapshot);
    snapshot.close();
  }
}
