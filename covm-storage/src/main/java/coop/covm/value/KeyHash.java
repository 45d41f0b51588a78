package coop.covm.value;

import java.security.SecureRandom;

/**
 * Hashes of keys, as many as are needed to tell two keys apart. The first is the one that strings
 * know already. Whoever chooses the keys can make many that agree in it; those are told apart by
 * the others, which depend on a secret of this process.
 *
 * <p>Source: polynomials over a prime field, evaluated at a secret place, after J. L. Carter and M.
 * N. Wegman, "Universal Classes of Hash Functions", 1979; two texts of n characters agree for at
 * most n of the 2^61 places.
 */
final class KeyHash {
  private static final long PRIME = (1L << 61) - 1;
  private static final long SECRET = new SecureRandom().nextLong();

  private KeyHash() {}

  /** 32 bits, of which the low ones depend on all of the key's own hash. */
  static int first(String key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 15);
  }

  /**
   * 32 bits.
   *
   * @param number of the hash, from 1
   */
  static int further(String key, int number) {
    long place = mixed(SECRET + number) & PRIME;
    long hash = 0;
    for (int i = 0; i < key.length(); i++) {
      hash = timesPlus(hash, place, key.charAt(i) + 1);
    }
    return (int) mixed(hash);
  }

  /** {@code a * b + c} modulo the prime, for factors below 2^61. */
  private static long timesPlus(long a, long b, int c) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    long sum = (low & PRIME) + ((high << 3) | (low >>> 61)) + c;
    return sum >= PRIME ? (sum - PRIME) % PRIME : sum;
  }

  /** Spreads what differs in any bit over all; the finisher of SplitMix64. */
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
