package coop.covm.storage;

import coop.covm.storage.encryption.MasterKeys;
import java.time.Duration;

/**
 * How a store is opened.
 *
 * @param patience how long opening waits for another process that holds the store, where only one
 *     at a time may have it; zero does not wait
 * @param durability when a commit counts as done; of no meaning for a store in memory
 * @param cacheBytes how much memory the cache of decoded values may take, about; 0 keeps none
 * @param masterKeys what unwraps the data keys of encrypted namespaces
 */
public record StoreOptions(
    Duration patience, Durability durability, long cacheBytes, MasterKeys masterKeys) {
  /** 10 seconds, {@link Durability#SYNC}, 32 MiB, no master keys. */
  public static final StoreOptions STANDARD =
      new StoreOptions(Duration.ofSeconds(10), Durability.SYNC, 32L << 20, MasterKeys.NONE);

  /**
   * @throws IllegalArgumentException if the time or the size is negative
   */
  public StoreOptions {
    if (patience.isNegative() || cacheBytes < 0) {
      throw new IllegalArgumentException("patience " + patience + ", cache " + cacheBytes);
    }
  }

  public StoreOptions withPatience(Duration other) {
    return new StoreOptions(other, durability, cacheBytes, masterKeys);
  }

  public StoreOptions withDurability(Durability other) {
    return new StoreOptions(patience, other, cacheBytes, masterKeys);
  }

  public StoreOptions withCacheBytes(long other) {
    return new StoreOptions(patience, durability, other, masterKeys);
  }

  public StoreOptions withMasterKeys(MasterKeys other) {
    return new StoreOptions(patience, durability, cacheBytes, other);
  }
}
