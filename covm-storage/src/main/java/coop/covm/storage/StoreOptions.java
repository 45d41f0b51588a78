package coop.covm.storage;

import java.time.Duration;

/**
 * How a store is opened.
 *
 * @param patience how long opening waits for another process that holds the store, where only one
 *     at a time may have it; zero does not wait
 * @param durability when a commit counts as done; of no meaning for a store in memory
 * @param cacheBytes how much memory the cache of decoded values may take, about; 0 keeps none
 */
public record StoreOptions(Duration patience, Durability durability, long cacheBytes) {
  /** 10 seconds, {@link Durability#SYNC}, 32 MiB. */
  public static final StoreOptions STANDARD =
      new StoreOptions(Duration.ofSeconds(10), Durability.SYNC, 32L << 20);

  /**
   * @throws IllegalArgumentException if the time or the size is negative
   */
  public StoreOptions {
    if (patience.isNegative() || cacheBytes < 0) {
      throw new IllegalArgumentException("patience " + patience + ", cache " + cacheBytes);
    }
  }

  public StoreOptions withPatience(Duration other) {
    return new StoreOptions(other, durability, cacheBytes);
  }

  public StoreOptions withDurability(Durability other) {
    return new StoreOptions(patience, other, cacheBytes);
  }

  public StoreOptions withCacheBytes(long other) {
    return new StoreOptions(patience, durability, other);
  }
}
