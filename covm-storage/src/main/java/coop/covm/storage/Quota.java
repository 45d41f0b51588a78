package coop.covm.storage;

import java.util.OptionalLong;

/**
 * How much the values below a namespace may take.
 *
 * @param keys how many keys may have a value; empty if any number
 * @param bytes how many bytes those keys and their values' canonical JSON may have together, in
 *     UTF-8; empty if any number
 */
public record Quota(OptionalLong keys, OptionalLong bytes) {
  /**
   * @throws IllegalArgumentException if a limit is negative, or there is none
   */
  public Quota {
    if (keys.orElse(0) < 0 || bytes.orElse(0) < 0 || (keys.isEmpty() && bytes.isEmpty())) {
      throw new IllegalArgumentException("a quota has a limit, not below 0");
    }
  }
}
