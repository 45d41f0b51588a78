package coop.covm.storage;

import coop.covm.storage.CommitRequest.Outcome;
import coop.covm.storage.StoreView.Changed;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Envelope;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.NamespaceUse;
import coop.covm.storage.log.SaltedValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One try at committing requests together, one after the other upon one newest view: each is
 * checked against what came after its reads, also against those before it in the group, then its
 * increments are applied, and it is numbered and chained. Nothing is written here.
 */
final class CommitGroup {
  private final StoreView newest;
  private final Head base;
  private final RecentChanges recent;
  private final long nowMillis;
  private final Salts salts;
  private final Authority authority;
  private final ValueSealing sealing;
  private final QuotaLedger quotas;
  private final List<CommitRecord> records = new ArrayList<>();

  /** The programs whose text the group keeps so far. */
  private final Set<Digest> keptPrograms = new HashSet<>();

  /** What the group made of keys so far: the value, or empty if removed. */
  private final Map<Key, Optional<Value>> made = new HashMap<>();

  /** The keys that the group changed so far. */
  private final RecentChanges changed = new RecentChanges();

  private Head head;

  /**
   * @param newest the newest view, of the revision of {@code base}
   * @param recent has caught up with {@code base}
   * @param policy as of {@code base}; nothing in the group changes it but its last request
   */
  CommitGroup(
      StoreView newest,
      Head base,
      RecentChanges recent,
      StorePolicy policy,
      Keyring keyring,
      long nowMillis,
      Salts salts) {
    this.newest = newest;
    this.base = base;
    this.recent = recent;
    this.nowMillis = nowMillis;
    this.salts = salts;
    this.authority = new Authority(policy, newest);
    this.sealing = new ValueSealing(policy.encryption(), keyring);
    this.quotas = new QuotaLedger(policy.quotas(), newest, recent);
    this.head = base;
  }

  /** The commits so far, to be written together upon {@link #base}. */
  List<CommitRecord> records() {
    return records;
  }

  Head base() {
    return base;
  }

  /** Adds a request; the outcome holds only if the records are then written. */
  Outcome add(CommitRequest request) {
    List<Change> changes;
    List<NamespaceUse> uses;
    try {
      Optional<Changed> conflict = conflict(request);
      if (conflict.isPresent()) {
        return new Outcome.Refused(conflict(request, conflict.orElseThrow()));
      }
      authority.check(request);
      sealing.check(request.stated());
      changes = changes(request.stated());
      Optional<Outcome> other = restated(request, changes);
      if (other.isPresent()) {
        return other.get();
      }
      uses = quotas.after(changes);
    } catch (StorageException | IncrementException e) {
      return new Outcome.Refused(e);
    }
    CommitRecord record = seal(request, changes, uses);
    head = record.head();
    records.add(record);
    changed.add(record);
    changes.forEach(change -> made.put(change.key(), change.made().map(SaltedValue::value)));
    return new Outcome.Committed(record);
  }

  /** What becomes of a request whose removals are not those that take place, or that has none. */
  private Optional<Outcome> restated(CommitRequest request, List<Change> changes) {
    boolean nothingToRemove = request.absent().stream().noneMatch(this::isPresent);
    if (changes.isEmpty() && nothingToRemove) {
      return Optional.of(new Outcome.Unchanged());
    }
    boolean exact = changes.size() == request.stated().changes().size() && nothingToRemove;
    if (exact || request.signature().isEmpty()) {
      return Optional.empty();
    }
    Set<Key> absent = new HashSet<>(request.absent());
    request.stated().changes().forEach(change -> absent.add(change.key()));
    changes.forEach(change -> absent.remove(change.key()));
    absent.removeIf(this::isPresent);
    return Optional.of(new Outcome.Restate(absent));
  }

  private CommitRecord seal(CommitRequest request, List<Change> changes, List<NamespaceUse> uses) {
    CommitBody stated = request.stated();
    CommitBody body = stated.with(changes);
    Envelope envelope =
        new Envelope(
            head.revision() + 1,
            Math.max(nowMillis, head.timeMillis()),
            head.digest(),
            // Only a removal of what was not there makes it another body.
            changes.size() == stated.changes().size()
                ? request.statedDigest()
                : CommitRecord.bodyDigest(body),
            request.signature(),
            uses);
    CommitRecord record = CommitRecord.seal(envelope, body);
    return isNewProgram(body) ? record.withProgram(request.programText().orElseThrow()) : record;
  }

  private boolean isNewProgram(CommitBody body) {
    Optional<Digest> program = body.run().program();
    return program.isPresent()
        && body.place() == 1 // a run that has committed has kept it
        && newest.programRevision(program.get()).isEmpty()
        && keptPrograms.add(program.get());
  }

  private Optional<Changed> conflict(CommitRequest request) {
    ReadSet reads = request.reads();
    if (reads.isEmpty()) {
      return Optional.empty();
    }
    Predicate<Key> seen = request.author().guard()::mayList;
    Optional<Changed> inGroup = changed.conflict(reads, request.since(), seen);
    if (inGroup.isPresent() || request.since() == base.revision()) {
      return inGroup;
    }
    return recent.knowsSince(request.since())
        ? recent.conflict(reads, request.since(), seen)
        : conflictInIndex(reads, request.since(), seen);
  }

  private Optional<Changed> conflictInIndex(ReadSet reads, long since, Predicate<Key> seen) {
    for (Key key : reads.keys()) {
      long lastChange = newest.lastChange(key);
      if (lastChange > since) {
        return Optional.of(new Changed(key, lastChange));
      }
    }
    for (KeyPrefix prefix : reads.prefixes()) {
      Optional<Changed> below = newest.changedBelow(prefix, since, seen);
      if (below.isPresent()) {
        return below;
      }
    }
    return Optional.empty();
  }

  private static StorageException conflict(CommitRequest request, Changed changed) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("key", changed.key().toString());
    facts.put("revision", Long.toString(changed.revision()));
    facts.put("readAt", Long.toString(request.since()));
    return new StorageException(
        StorageError.TRANSACTION_CONFLICT,
        "revision %s changed the key %s, which was read as of revision %s; run it again"
            .formatted(changed.revision(), changed.key(), request.since()),
        facts,
        null);
  }

  /** What is changed in the store as it is now; removing what is not there is nothing. */
  private List<Change> changes(CommitBody stated) {
    List<Change> changes = new ArrayList<>(stated.changes().size());
    for (Change change : stated.changes()) {
      switch (change) {
        case Change.Set set -> changes.add(set);
        case Change.Delete delete -> {
          if (isPresent(delete.key())) {
            changes.add(delete);
          }
        }
        case Change.Increment(Key key, SaltedValue amount, SaltedValue _) -> {
          Value result = Increments.apply(key, current(key), amount.value());
          changes.add(new Change.Increment(key, amount, new SaltedValue(salts.next(), result)));
        }
      }
    }
    return changes;
  }

  private boolean isPresent(Key key) {
    Optional<Value> value = made.get(key);
    return value != null ? value.isPresent() : newest.contains(key);
  }

  private Optional<Value> current(Key key) {
    Optional<Value> value = made.get(key);
    return value != null ? value : newest.get(key);
  }
}
