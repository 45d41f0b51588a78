package coop.covm.storage.log;

import coop.covm.storage.KeyPrefix;

/**
 * What the values below a namespace take.
 *
 * @param namespace one with a quota
 * @param keys how many keys have a value
 * @param bytes the bytes of those keys and of their values' canonical JSON, in UTF-8
 */
public record NamespaceUse(KeyPrefix namespace, long keys, long bytes) {
  public NamespaceUse {
    if (keys < 0 || bytes < 0) {
      throw new IllegalArgumentException("%s keys, %s bytes".formatted(keys, bytes));
    }
  }
}
