package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.log.CommitIndex.Current;
import coop.covm.storage.log.CommitIndex.State;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.log.NamespaceUse;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.IndexCursor;
import coop.covm.storage.spi.KeyRange;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a store held as of one revision. It never changes, whatever is committed meanwhile, and
 * until it is closed compaction leaves what it shows. Safe for use by several threads.
 *
 * <p>Every method throws a {@link StorageException}: {@code StoreFailed} or {@code StoreDamaged}
 * when the storage itself fails; {@link IllegalStateException} after {@link #close}.
 */
public final class StoreView implements AutoCloseable, PolicySource {
  private final BackendSnapshot snapshot;
  private final long revision;
  private final ValueCache cache;
  private final OpenViews.@Nullable Pin pin;

  /** The caller's. */
  private final Guard guard;

  private final RecentCommits recentCommits = new RecentCommits();

  /** Asked before anything is looked up. */
  private final Guard reading;

  /**
   * Whether the cache knows what the snapshot shows. Volatile: whoever sees it set must also see
   * what was dropped from the cache before.
   */
  private volatile boolean cacheKnows;

  private volatile boolean closed;

  /**
   * A view that asks the backend alone.
   *
   * @param revision not beyond the head of the snapshot
   */
  StoreView(BackendSnapshot snapshot, long revision) {
    this.snapshot = snapshot;
    this.revision = revision;
    this.cache = ValueCache.NONE;
    this.pin = null;
    this.guard = Guard.OPEN;
    this.reading = Guard.OPEN;
  }

  /**
   * @param revision not beyond the head of the snapshot
   * @param cache asked before the backend; that of the store which the snapshot is of
   * @param pin keeps what the view shows from being compacted; released when it is closed
   * @param guard the caller's
   * @param guarded whether it is asked before anything is looked up
   */
  StoreView(
      BackendSnapshot snapshot,
      long revision,
      ValueCache cache,
      OpenViews.Pin pin,
      Guard guard,
      boolean guarded) {
    this.snapshot = snapshot;
    this.revision = revision;
    this.cache = cache;
    this.pin = pin;
    this.guard = guard;
    this.reading = guarded ? guard : Guard.OPEN;
    pin.move(revision);
  }

  /** The revision; 0 in a store without commits. */
  public long revision() {
    return revision;
  }

  @Override
  public Optional<Value> get(Key key) {
    reading.check(Action.READ, key);
    Optional<Value> cached = cached(key);
    return cached.isPresent() ? cached : get(key, revision);
  }

  public boolean contains(Key key) {
    reading.check(Action.READ, key);
    return cached(key).isPresent()
        || current(key).map(current -> isPresent(key, current)).orElse(false);
  }

  /** Whether a listing shows the key: it has a value, and the caller may list it. */
  public boolean lists(Key key) {
    return reading.mayList(key)
        && current(key).map(current -> isPresent(key, current)).orElse(false);
  }

  /** All keys below the prefix by their UTF-8 bytes. */
  @Override
  public List<Key> listKeys(KeyPrefix prefix) {
    List<Key> keys = new ArrayList<>();
    try (KeyCursor cursor = keys(prefix, Optional.empty())) {
      while (cursor.next()) {
        keys.add(cursor.key());
      }
    }
    return keys;
  }

  /**
   * Lets through whom no key is hidden from, so that it may know how many there are.
   *
   * @throws StorageException {@code AccessDenied} if the store is secured and the caller may not
   *     list every key that is there or may come
   */
  public void checkListsAll() {
    reading.checkEverywhere(Action.LIST, "all keys of the store");
  }

  /** Whether {@link #checkListsAll} lets the caller through. Not noted as an attempt. */
  public boolean listsAll() {
    return reading.mayEverywhere(Action.LIST);
  }

  /**
   * Counts the keys below a prefix and the bytes that quotas count for them: each key's and its
   * value's as canonical JSON, encrypted or not. Reads the index, and for what changed after this
   * view the log.
   *
   * @throws StorageException {@code AccessDenied} as {@link #checkListsAll}; {@code
   *     RevisionCompacted} or {@code ValueErased} if it is not known any more what a key held as of
   *     this view
   */
  public NamespaceUse measure(KeyPrefix prefix) {
    checkListsAll();
    long keys = 0;
    long bytes = 0;
    try (IndexCursor cursor = snapshot.scan(CommitIndex.currentRange(prefix), Order.ASCENDING)) {
      while (cursor.next()) {
        Key key = CommitIndex.keyOfCurrent(cursor.key());
        OptionalLong held = valueBytes(key, current(key, cursor.value()));
        if (held.isPresent()) {
          keys++;
          bytes += QuotaLedger.size(key, held.getAsLong());
        }
      }
    }
    return new NamespaceUse(prefix, keys, bytes);
  }

  /** The bytes of what the key, whose newest state is given, held as of this view. */
  private OptionalLong valueBytes(Key key, Current current) {
    if (current.revision() > revision) {
      return history(key).valueBytes(revision);
    }
    return current.state() == State.PRESENT
        ? OptionalLong.of(current.valueBytes())
        : OptionalLong.empty();
  }

  /**
   * Walks the keys below the prefix.
   *
   * @param after begins behind this key, if one is given
   */
  public KeyCursor keys(KeyPrefix prefix, Optional<Key> after) {
    KeyRange range = CommitIndex.currentRange(prefix);
    if (after.isPresent()) {
      byte[] last = CommitIndex.currentKey(after.orElseThrow());
      byte[] behind = Arrays.copyOf(last, last.length + 1);
      if (Arrays.compareUnsigned(behind, range.from()) > 0) {
        range = new KeyRange(behind, range.to());
      }
    }
    return new ViewKeyCursor(this, reading, snapshot.scan(range, Order.ASCENDING));
  }

  /**
   * The value as of a revision, or empty if the key had none then.
   *
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 1 and this
   *     view's; {@code RevisionCompacted} if the policy of history has removed what it held then
   */
  public Optional<Value> getAt(Key key, long asOf) {
    reading.check(Action.READ, key);
    checkRevision(asOf);
    return get(key, asOf);
  }

  /** The versions of the key up to this view that were not compacted, oldest first. */
  public List<Version> versions(Key key) {
    reading.check(Action.READ, key);
    return history(key).versions(revision);
  }

  /**
   * The newest version of the key that was compacted, as all before it were; empty if all its
   * versions up to this view are there.
   */
  public OptionalLong compactedThrough(Key key) {
    reading.check(Action.READ, key);
    return history(key).compactedThrough(revision);
  }

  /**
   * The revision of the last change of the key up to this view; 0 if it never changed, or if
   * compaction has removed when.
   */
  public long lastChange(Key key) {
    reading.check(Action.READ, key);
    Optional<Current> current = current(key);
    if (current.isEmpty() || current.orElseThrow().revision() <= revision) {
      return current.map(Current::revision).orElse(0L);
    }
    return lastChange(key, revision);
  }

  /**
   * The revision of the last change of the key before a revision; 0 if there was none, or if
   * compaction has removed when. The commit may be one whose value was compacted.
   */
  public long changeBefore(Key key, long before) {
    reading.check(Action.READ, key);
    return lastChange(key, Math.min(before - 1, revision));
  }

  /**
   * The commit of a revision, or what the caller may read of it: the changes of those keys, without
   * the parameters of the run. Its digests are those of the whole commit.
   *
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 1 and this
   *     view's; {@code AccessDenied} if the caller may read none of its changes
   */
  public CommitRecord commit(long number) {
    return visibleCommit(number)
        .orElseThrow(() ->
            guard.denial(Action.READ, "revision " + number, "no rule allows to read its keys"));
  }

  /**
   * As {@link #commit}; empty if the caller may read none of its changes.
   *
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 1 and this
   *     view's
   */
  public Optional<CommitRecord> visibleCommit(long number) {
    return visibleCommit(number, _ -> true);
  }

  /**
   * As {@link #visibleCommit(long)}; empty too if what is visible is not wanted, which then does
   * not count as read.
   */
  Optional<CommitRecord> visibleCommit(long number, Predicate<CommitRecord> wanted) {
    checkRevision(number);
    Optional<CommitRecord> visible = reading.visible(snapshot.commit(number)).filter(wanted);
    visible.ifPresent(reading::shown);
    return visible;
  }

  /**
   * The commit of a revision as far as one key is concerned: with its change of that key alone, and
   * without the parameters of the run. The last few commits are remembered, so that many keys of
   * the same commits cost one reading of each.
   *
   * @param number one at which the key changed, as {@link #changeBefore} tells
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 1 and this
   *     view's; {@code StoreDamaged} if the commit did not change the key
   */
  public CommitRecord commitOf(Key key, long number) {
    reading.check(Action.READ, key);
    checkRevision(number);
    CommitRecord commit = recentCommits.commit(number, snapshot::commit);
    Change change = commit.body().change(key).orElseThrow(() -> KeyHistory.notChanged(key, number));
    return commit.withValues(commit.body().withoutParameters().with(List.of(change)));
  }

  /** The newest commit of this view. */
  public Head head() {
    if (revision == snapshot.head().revision()) {
      return snapshot.head();
    }
    return revision == 0 ? Head.EMPTY : snapshot.commit(revision).head();
  }

  /**
   * The newest revision, up to this view's, that is not later than the time; 0 if there is none.
   */
  public long revisionAt(long timeMillis) {
    long low = 0;
    long high = revision;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (snapshot.commit(middle).timeMillis() <= timeMillis) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Closing twice is harmless. */
  @Override
  public void close() {
    closed = true;
    snapshot.close();
    if (pin != null) {
      pin.release();
    }
  }

  /**
   * The revision of the last change of the key up to the given one, which may not exceed the view.
   */
  long lastChange(Key key, long upTo) {
    return history(key).lastChange(upTo);
  }

  /**
   * A key below the prefix that changed after the revision, with the revision that changed it.
   *
   * @param seen which keys count
   */
  Optional<Changed> changedBelow(KeyPrefix prefix, long since, Predicate<Key> seen) {
    try (IndexCursor cursor = snapshot.scan(CommitIndex.currentRange(prefix), Order.ASCENDING)) {
      while (cursor.next()) {
        long changed = current(CommitIndex.keyOfCurrent(cursor.key()), cursor.value()).revision();
        Key key = CommitIndex.keyOfCurrent(cursor.key());
        if (changed > since && seen.test(key)) {
          return Optional.of(new Changed(key, changed));
        }
      }
      return Optional.empty();
    }
  }

  /** The bytes of the key's value as canonical JSON; empty if it has none. Not guarded. */
  OptionalLong valueBytes(Key key) {
    Optional<Current> current = current(key);
    return current.isPresent() && current.get().state() == State.PRESENT
        ? OptionalLong.of(current.get().valueBytes())
        : OptionalLong.empty();
  }

  /** What the newest commit says that a namespace with a quota takes. Not guarded. */
  Optional<NamespaceUse> use(KeyPrefix namespace) {
    return snapshot
        .get(CommitIndex.useKey(namespace))
        .map(entry -> CommitIndex.use(namespace, entry));
  }

  /** Counts what the newest values below a namespace take. Not guarded. */
  NamespaceUse countUse(KeyPrefix namespace) {
    long keys = 0;
    long bytes = 0;
    try (IndexCursor cursor = snapshot.scan(CommitIndex.currentRange(namespace), Order.ASCENDING)) {
      while (cursor.next()) {
        Key key = CommitIndex.keyOfCurrent(cursor.key());
        Current current = current(key, cursor.value());
        if (current.state() == State.PRESENT) {
          keys++;
          bytes += QuotaLedger.size(key, current.valueBytes());
        }
      }
    }
    return new NamespaceUse(namespace, keys, bytes);
  }

  /** The revision of the first commit of a program, which holds its text; empty if none. */
  OptionalLong programRevision(Digest program) {
    Optional<byte[]> entry = snapshot.get(CommitIndex.programKey(program));
    return entry.isPresent()
        ? OptionalLong.of(CommitIndex.programRevision(entry.get()))
        : OptionalLong.empty();
  }

  /** What the caller may do. */
  Guard guard() {
    return guard;
  }

  /** What stands between the caller and what this view shows. */
  Guard reading() {
    return reading;
  }

  /** Compaction leaves the newest value, so this one was lost to damage. */
  private static StorageException lost(Key key, long changed) {
    return new StorageException(
        StorageError.REVISION_COMPACTED,
        "the value that revision %s gave the key %s was lost to damage before the store was repaired; set the key anew, or delete it"
            .formatted(changed, key),
        Map.of("key", key.toString(), "revision", Long.toString(changed)),
        null);
  }

  /** The active identity of a member. Not guarded. */
  Optional<Identity> identity(String member) {
    Key key = Identities.key(member);
    return get(key, revision).map(value -> Identities.read(key, value)).filter(Identity::active);
  }

  /** Whether the key, whose newest state is given, has a value as of this view. */
  boolean isPresent(Key key, Current current) {
    return current.revision() <= revision
        ? current.state() != State.REMOVED
        : history(key).isPresent(revision);
  }

  private void checkRevision(long asOf) {
    if (asOf < 1 || asOf > revision) {
      throw new StorageException(
          StorageError.REVISION_NOT_FOUND,
          revision == 0
              ? "there is no revision %s: the view has no commits yet".formatted(asOf)
              : "there is no revision %s in this view, which has 1 to %s"
                  .formatted(asOf, revision));
    }
  }

  private Optional<Value> get(Key key, long asOf) {
    Optional<Current> current = current(key);
    if (current.isEmpty()) {
      return Optional.empty();
    }
    if (current.orElseThrow().revision() > asOf) {
      return history(key).value(asOf);
    }
    if (current.orElseThrow().state() == State.COMPACTED) {
      throw lost(key, current.orElseThrow().revision());
    }
    try {
      Optional<Value> value =
          current.orElseThrow().isSealed()
              ? history(key).value(asOf) // which the log alone has
              : current.orElseThrow().value();
      if (cacheKnows && value.isPresent()) {
        long from = current.orElseThrow().revision();
        cache.add(key, value.orElseThrow(), from, snapshot.head().revision());
      }
      return value;
    } catch (MalformedRecordException e) {
      throw damaged(key, e);
    }
  }

  private Optional<Value> cached(Key key) {
    if (closed) {
      throw new IllegalStateException("the view has been closed");
    }
    if (!cacheKnows) {
      cacheKnows = cache.follow(snapshot);
    }
    return cacheKnows ? cache.find(key, revision) : Optional.empty();
  }

  private Optional<Current> current(Key key) {
    return snapshot.get(CommitIndex.currentKey(key)).map(entry -> current(key, entry));
  }

  /** Reads the current entry of the key. */
  static Current current(Key key, byte[] indexValue) {
    try {
      return CommitIndex.current(indexValue);
    } catch (MalformedRecordException e) {
      throw damaged(key, e);
    }
  }

  private KeyHistory history(Key key) {
    return new KeyHistory(snapshot, key);
  }

  private static StorageException damaged(Key key, MalformedRecordException cause) {
    return KeyHistory.damaged(key, String.valueOf(cause.getMessage()), cause);
  }

  /** A key and the revision that changed it last. */
  record Changed(Key key, long revision) {}
}
