package coop.covm.lint;

import coop.covm.syntax.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that were read on the way to a place, each with the last place that read it. Only the
 * latest {@value #MOST} are known, so that no program makes this slow.
 */
final class KnownReads {
  private static final int MOST = 200;

  private final Map<KeyText, Read> reads = new LinkedHashMap<>();

  /**
   * @param value whether the value was read, not only whether there is one
   */
  record Read(Span place, boolean value) {}

  KnownReads copy() {
    KnownReads copy = new KnownReads();
    copy.reads.putAll(reads);
    return copy;
  }

  void add(KeyText key, Read read) {
    reads.remove(key);
    reads.put(key, read);
    if (reads.size() > MOST) {
      reads.remove(reads.keySet().iterator().next());
    }
  }

  /** Adds what is known where another path meets this one. */
  void meet(KnownReads other) {
    other.reads.forEach((key, read) -> {
      if (!reads.containsKey(key)) {
        add(key, read);
      }
    });
  }

  Optional<Read> of(KeyText key) {
    return Optional.ofNullable(reads.get(key));
  }

  void forget(KeyText key) {
    reads.remove(key);
  }

  /** The variable has another value from here on, so keys with it are other keys. */
  void forgetThoseWith(String variable) {
    reads.keySet().removeIf(key -> key.variables().contains(variable));
  }

  void forgetThoseWithVariables() {
    reads.keySet().removeIf(key -> !key.isFixed());
  }
}
