package coop.covm.storage;

import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the store notes itself: denied attempts, and reads where a namespace asks for it. They are
 * gathered and become values of one commit of the store, under {@code system/audit/denied} and
 * {@code system/audit/reads}; the versions of these keys are the notes of all times. So an attempt
 * costs no write of its own, and a flood of them no more than the number of commits allowed a day.
 * Safe for use by any number of threads.
 *
 * <p>A batch is written when a session ends and the last one is a second old, when it is full, and
 * when the store is closed. What a process had not written when it was killed is lost.
 */
final class AuditNotes {
  static final Key DENIED = SystemKeys.of(SystemKeys.AUDIT, "denied");
  static final Key READS = SystemKeys.of(SystemKeys.AUDIT, "reads");

  private static final int MOST_DENIALS = 64;
  private static final int MOST_READS = 1_000;
  private static final int MOST_TRIES = 5;
  private static final int MOST_BATCHES_A_DAY = 1_000;
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Store store;
  private Map<Denial, Long> denials = new LinkedHashMap<>();
  private Map<Read, Long> reads = new LinkedHashMap<>();
  private long moreDenials;
  private long writtenNanos = System.nanoTime() - INTERVAL_NANOS;

  AuditNotes(Store store) {
    this.store = store;
  }

  private record Denial(Optional<String> principal, String action, String key, String rule) {}

  private record Read(Optional<String> principal, String place) {}

  /** Notes that somebody was refused. */
  synchronized void denied(Optional<String> principal, String action, String place, String rule) {
    Denial denial = new Denial(principal, action, place, rule);
    if (denials.size() < MOST_DENIALS || denials.containsKey(denial)) {
      denials.merge(denial, 1L, Long::sum);
    } else {
      moreDenials++;
    }
  }

  /** Notes a refusal by what the exception says of it. */
  void denied(Optional<String> principal, Map<String, String> facts) {
    denied(
        principal,
        facts.getOrDefault("action", ""),
        facts.getOrDefault("key", "/"),
        facts.getOrDefault("rule", "no active identity with this key"));
  }

  /** Notes that somebody read a key. */
  synchronized void read(Optional<String> principal, Key key) {
    reads.merge(new Read(principal, key.toString()), 1L, Long::sum);
  }

  /** Notes that somebody read all that a namespace holds and ever held. */
  synchronized void readAll(Optional<String> principal, KeyPrefix namespace) {
    reads.merge(new Read(principal, namespace + "/"), 1L, Long::sum);
  }

  /** Writes what was noted if it is time to. */
  void writeIfDue() {
    boolean due;
    synchronized (this) {
      due =
          isAny()
              && (System.nanoTime() - writtenNanos >= INTERVAL_NANOS
                  || denials.size() >= MOST_DENIALS
                  || reads.size() >= MOST_READS);
    }
    if (due) {
      write();
    }
  }

  /**
   * Writes what was noted, if there is anything and the store can be written. What could not be
   * written stays for the next time; that another process wrote notes meanwhile is nobody's fault.
   */
  void write() {
    boolean done = false;
    for (int left = MOST_TRIES; !done && left > 0; left--) {
      done = wrote();
    }
  }

  /** One try; false if another process came between. */
  private boolean wrote() {
    Map<Denial, Long> denied;
    Map<Read, Long> read;
    long more;
    synchronized (this) {
      if (!isAny() || !store.takesCommits()) {
        return true;
      }
      denied = denials;
      read = reads;
      more = moreDenials;
      denials = new LinkedHashMap<>();
      reads = new LinkedHashMap<>();
      moreDenials = 0;
      writtenNanos = System.nanoTime();
    }
    try (StorageTransaction transaction = store.beginOwn()) {
      writeDenials(transaction, denied, more);
      if (!read.isEmpty()) {
        transaction.set(READS, ListValue.of(shownReads(read)));
      }
      transaction.commit();
      return true;
    } catch (StorageException e) {
      putBack(denied, read, more);
      if (e.code() != StorageError.TRANSACTION_CONFLICT) {
        throw e;
      }
      return false;
    }
  }

  private synchronized void putBack(Map<Denial, Long> denied, Map<Read, Long> read, long more) {
    denied.forEach((denial, times) -> denials.merge(denial, times, Long::sum));
    read.forEach((one, times) -> reads.merge(one, times, Long::sum));
    moreDenials += more;
  }

  private boolean isAny() {
    return !denials.isEmpty() || !reads.isEmpty();
  }

  private void writeDenials(StorageTransaction transaction, Map<Denial, Long> denied, long more) {
    if (denied.isEmpty()) {
      return;
    }
    String day =
        Instant.ofEpochMilli(store.clock().millis())
            .atZone(ZoneOffset.UTC)
            .toLocalDate()
            .toString();
    long batch = batchesOf(day, transaction.get(DENIED)) + 1;
    if (batch > MOST_BATCHES_A_DAY) {
      return;
    }
    Map<String, Value> entries = new LinkedHashMap<>();
    entries.put("day", StringValue.of(day));
    entries.put("batch", NumberValue.of((double) batch));
    entries.put("denied", ListValue.of(shownDenials(denied)));
    entries.put("more", NumberValue.of((double) more));
    transaction.set(DENIED, MapValue.of(entries));
  }

  private static long batchesOf(String day, Optional<Value> last) {
    return last.filter(MapValue.class::isInstance)
        .map(MapValue.class::cast)
        .filter(map -> map.get("day").equals(Optional.of(StringValue.of(day))))
        .flatMap(map -> map.get("batch"))
        .map(batch -> (long) ((NumberValue) batch).value())
        .orElse(0L);
  }

  private static List<Value> shownDenials(Map<Denial, Long> denied) {
    List<Value> shown = new ArrayList<>();
    denied.forEach((denial, times) ->
        shown.add(
            note(
                denial.principal(),
                times,
                Map.entry("action", denial.action()),
                Map.entry("key", denial.key()),
                Map.entry("rule", denial.rule()))));
    return shown;
  }

  private static List<Value> shownReads(Map<Read, Long> read) {
    List<Value> shown = new ArrayList<>();
    read.forEach(
        (one, times) -> shown.add(note(one.principal(), times, Map.entry("key", one.place()))));
    return shown;
  }

  @SafeVarargs
  private static Value note(
      Optional<String> principal, long times, Map.Entry<String, String>... what) {
    Map<String, Value> entries = new LinkedHashMap<>();
    entries.put("principal", principal.<Value>map(StringValue::of).orElse(NullValue.NULL));
    for (Map.Entry<String, String> fact : what) {
      entries.put(fact.getKey(), StringValue.of(fact.getValue()));
    }
    entries.put("times", NumberValue.of((double) times));
    return MapValue.of(entries);
  }
}
