package coop.covm.storage.rocksdb;

import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * A walk over a range of the index, which ends before the entries of {@link IndexState}. For use by
 * one thread.
 */
final class RocksDbCursor implements IndexCursor {
  private final Path directory;
  private final Natives natives;
  private final RocksIterator iterator;
  private final Runnable end;
  private final byte[] from;
  private final byte[] to;
  private final Order order;
  private boolean begun;
  private boolean over;
  private byte @Nullable [] key;

  /** Fetched with the key, since hardly anybody asks for a key alone. */
  private byte[] value = {};

  /** Takes the iterator over; made inside {@link Natives#use}. */
  RocksDbCursor(
      Path directory, Natives natives, RocksIterator iterator, KeyRange range, Order order) {
    this.directory = directory;
    this.natives = natives;
    this.iterator = iterator;
    this.from = range.from();
    this.to = range.to().orElse(new byte[] {IndexState.OWN});
    this.order = order;
    this.end = iterator::close;
    natives.add(end);
  }

  @Override
  public boolean next() {
    if (!over) {
      key = natives.use(this::move);
      over = key == null;
    }
    return !over;
  }

  /** The next key of the range, or null at its end. */
  private byte @Nullable [] move() {
    if (begun) {
      step();
    } else {
      seek();
      begun = true;
    }
    if (!iterator.isValid()) {
      checkStatus();
      return null;
    }
    byte[] found = iterator.key();
    boolean inside =
        order == Order.ASCENDING
            ? Arrays.compareUnsigned(found, to) < 0
            : Arrays.compareUnsigned(found, from) >= 0;
    if (!inside) {
      return null;
    }
    value = iterator.value();
    return found;
  }

  private void step() {
    if (order == Order.ASCENDING) {
      iterator.next();
    } else {
      iterator.prev();
    }
  }

  private void seek() {
    if (order == Order.ASCENDING) {
      iterator.seek(from);
    } else {
      iterator.seekForPrev(to);
      if (iterator.isValid() && Arrays.equals(iterator.key(), to)) {
        iterator.prev();
      }
    }
  }

  /** An iterator that meets damage just ends, so it has to be asked. */
  private void checkStatus() {
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw Index.failed(directory, "reading the index", e);
    }
  }

  @Override
  public byte[] key() {
    byte[] here = key;
    if (here == null) {
      throw new IllegalStateException("the cursor stands on no entry");
    }
    return here;
  }

  @Override
  public byte[] value() {
    key();
    return value;
  }

  @Override
  public void close() {
    natives.end(end);
  }
}
