package coop.covm.storage;

import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.migration.Migration;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.StorageBackend;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A store: a log of commits, and what is derived from it. Safe for use by any number of threads;
 * each run takes a {@link Session} of its own.
 */
public final class Store implements AutoCloseable {
  private final EncryptedBackend backend;
  private final OpenMode mode;
  private final InstantSource clock;
  private final Salts salts = new Salts();
  private final ValueCache cache;
  private final Committer committer;
  private final OpenViews openViews = new OpenViews();
  private final StoreHistory history = new StoreHistory(this);
  private final CommitArrivals arrivals = new CommitArrivals();
  private final Policies policies;
  private final AuditNotes notes = new AuditNotes(this);
  private final StoreSecurity security;
  private final Timeline timeline = new LiveTimeline(this);
  private volatile boolean closed;

  private Store(
      EncryptedBackend backend,
      Policies policies,
      OpenMode mode,
      InstantSource clock,
      long cacheBytes,
      boolean signing) {
    this.backend = backend;
    this.policies = policies;
    this.mode = mode;
    this.clock = clock;
    this.cache = new ValueCache(cacheBytes);
    this.security = new StoreSecurity(this, backend, signing);
    this.committer =
        new Committer(backend, backend.keyring(), clock, salts, cache, policies, security);
  }

  /**
   * Opens the store that the URL names ({@code memory:}, {@code file:DIR}, {@code rocksdb:DIR}
   * where its backend is on the class path), with {@link StoreOptions#STANDARD}.
   *
   * @throws StorageException as {@link #open(String, OpenMode, StoreOptions)}
   */
  public static Store open(String url, OpenMode mode) {
    return open(url, mode, StoreOptions.STANDARD);
  }

  /**
   * Opens the store that the URL names.
   *
   * @throws StorageException {@code StoreUrl}, {@code StoreNotFound}, {@code StoreFormat}, {@code
   *     StoreDamaged}, {@code StoreFailed}, {@code StoreReadOnly}, {@code StoreUnfinished}, or
   *     {@code StoreBusy}, which names the process that holds it where that is known
   */
  public static Store open(String url, OpenMode mode, StoreOptions options) {
    return over(StoreUrls.open(url, mode, options), mode, InstantSource.system(), options);
  }

  /**
   * A store over a backend that has been opened, with a clock of one's own and {@link
   * StoreOptions#STANDARD}.
   *
   * @param backend closed together with the store
   * @param mode {@link OpenMode#READ_ONLY} refuses every change
   * @param clock where commits take their time from; it may go back, their times do not
   */
  public static Store over(StorageBackend backend, OpenMode mode, InstantSource clock) {
    return over(backend, mode, clock, StoreOptions.STANDARD);
  }

  /**
   * Like {@link #over(StorageBackend, OpenMode, InstantSource)}.
   *
   * @param options what of them concerns no backend: the size of the cache, the master keys
   */
  public static Store over(
      StorageBackend backend, OpenMode mode, InstantSource clock, StoreOptions options) {
    UnfinishedCopy.refuse(backend);
    Policies policies = new Policies();
    Keyring keyring = new Keyring(options.masterKeys());
    return new Store(
        new EncryptedBackend(backend, policies, keyring),
        policies,
        mode,
        clock,
        options.cacheBytes(),
        true);
  }

  /**
   * A store that reads what this one holds now and keeps all its commits in memory: what is done
   * there never reaches this store. It takes changes even if this store was opened for reading, and
   * has no cache. Closing it leaves this store open; close it first.
   */
  public Store overlay() {
    checkOpen();
    OpenViews.Pin pin = openViews.pin();
    Policies own = new Policies();
    return new Store(
        new EncryptedBackend(
            new MemoryBackend(new HeldSnapshot(backend.snapshot(), pin)), own, backend.keyring()),
        own,
        OpenMode.CREATE,
        clock,
        0,
        false);
  }

  /** A way in for one run; close it after use. */
  public Session session(SessionOptions options) {
    checkOpen();
    return new Session(this, timeline, options, new RunLedger(options, salts));
  }

  /**
   * A way in for the one run that applies a migration; close it after use. What the run changes is
   * recorded under {@code system/migration/} by the same commit, also if it changes nothing else.
   * It changes keys in a transaction only.
   *
   * @param options states the program of the migration; in a secured store only role {@code admin}
   *     records migrations, and needs the rights to what the program reads and changes besides
   * @throws StorageException {@code StoreReadOnly}; {@code AccessDenied} if the caller is not who
   *     it says
   */
  public Session migrate(Migration migration, SessionOptions options) {
    checkOpen();
    checkWritable("no migration can be applied");
    return new Session(
        this, timeline, options, new RunLedger(options, salts), Optional.of(migration));
  }

  /** A transaction of its own, at the newest revision; close it after use. */
  public StorageTransaction begin(SessionOptions options) {
    checkOpen();
    return begin(options, StorageTransaction.Kind.PLAIN);
  }

  private StorageTransaction begin(SessionOptions options, StorageTransaction.Kind kind) {
    return begin(new RunLedger(options, salts), kind);
  }

  private StorageTransaction begin(RunLedger ledger, StorageTransaction.Kind kind) {
    StoreView view =
        switch (kind) {
          case PLAIN -> view(ledger.caller());
          case SYSTEM -> viewOf(OptionalLong.empty(), Optional.of(ledger.caller()), false);
          case OWN -> ownView();
        };
    ledger.moved(view.head());
    return new StorageTransaction(this, timeline, ledger, view, Optional.empty(), kind);
  }

  /**
   * What the store holds now, for somebody without a name; close it after use. A secured store
   * shows what it shows everyone.
   */
  public StoreView view() {
    return view(Caller.NOBODY);
  }

  /**
   * What the store holds now; close it after use.
   *
   * @throws StorageException {@code AccessDenied} if the store is secured and the caller is not who
   *     it says
   */
  public StoreView view(Caller caller) {
    return viewOf(OptionalLong.empty(), Optional.of(caller), true);
  }

  /**
   * What the store held as of a revision, as {@link #view()}.
   *
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 0 and the
   *     newest
   */
  public StoreView viewAt(long revision) {
    return viewAt(Caller.NOBODY, revision);
  }

  /**
   * What the store held as of a revision; close it after use. What the caller may read of it is
   * decided by the rules of now.
   *
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 0 and the
   *     newest; {@code AccessDenied} as {@link #view(Caller)}
   */
  public StoreView viewAt(Caller caller, long revision) {
    return viewOf(OptionalLong.of(revision), Optional.of(caller), true);
  }

  /** A view as of a revision that is not guarded, for the store itself. */
  StoreView ownViewAt(long revision) {
    return viewOf(OptionalLong.of(revision), Optional.empty(), false);
  }

  /** A view that asks the caller's guard for nothing; whoever takes it asks for what matters. */
  StoreView viewBehind(Caller caller) {
    return viewOf(OptionalLong.empty(), Optional.of(caller), false);
  }

  /** A view that is not guarded, for the store itself. */
  StoreView ownView() {
    return viewOf(OptionalLong.empty(), Optional.empty(), false);
  }

  private StoreView viewOf(OptionalLong revision, Optional<Caller> caller, boolean guarded) {
    checkOpen();
    OpenViews.Pin pin = openViews.pin(); // before the snapshot, so that nothing slips between
    BackendSnapshot snapshot = null;
    boolean done = false;
    try {
      snapshot = backend.snapshot();
      long newest = snapshot.head().revision();
      long chosen = revision.orElse(newest);
      if (chosen < 0 || chosen > newest) {
        throw new StorageException(
            StorageError.REVISION_NOT_FOUND,
            "there is no revision %s; the newest is %s".formatted(chosen, newest));
      }
      Guard guard = caller.isEmpty() ? Guard.OPEN : guard(snapshot, caller.get());
      StoreView view = new StoreView(snapshot, chosen, cache, pin, guard, guarded);
      done = true;
      return view;
    } finally {
      if (!done) {
        pin.release();
        if (snapshot != null) {
          snapshot.close();
        }
      }
    }
  }

  private Guard guard(BackendSnapshot snapshot, Caller caller) {
    StorePolicy policy = policies.at(snapshot);
    return Guard.of(policy, new StoreView(snapshot, snapshot.head().revision()), caller, notes);
  }

  /**
   * The commits after a revision, those that are there and all that come; see {@link CommitStream}.
   * Any number of streams may be read at once; close each after use.
   *
   * @param afterRevision 0 for all; {@link #revision} for those that come from now on
   * @throws StorageException {@code RevisionNotFound} if the revision is not between 0 and the
   *     newest
   */
  public CommitStream watch(long afterRevision) {
    return watch(Caller.NOBODY, afterRevision, Optional.empty());
  }

  /**
   * The commits after a revision that change a key below the prefix, or the key of that name, as
   * {@link #watch(long)}.
   *
   * @throws StorageException as {@link #watch(long)}
   */
  public CommitStream watch(long afterRevision, KeyPrefix prefix) {
    return watch(Caller.NOBODY, afterRevision, Optional.of(prefix));
  }

  /**
   * As {@link #watch(long)}, or with a prefix as {@link #watch(long, KeyPrefix)}, for a caller.
   *
   * @throws StorageException {@code RevisionNotFound} as there; {@code AccessDenied} as {@link
   *     #view(Caller)}, also later from the stream when the caller may no longer enter
   */
  public CommitStream watch(Caller caller, long afterRevision, Optional<KeyPrefix> prefix) {
    viewAt(caller, afterRevision).close();
    return new CommitStream(this, caller, arrivals, afterRevision, prefix);
  }

  /** Whether other processes may commit to this store while it is open here. */
  public boolean isShared() {
    return backend.isShared();
  }

  /** The newest revision; 0 in a store without commits. */
  public long revision() {
    return head().revision();
  }

  /** The newest commit: revision, time and digest. */
  public Head head() {
    checkOpen();
    try (BackendSnapshot snapshot = backend.snapshot()) {
      return snapshot.head();
    }
  }

  /** Who has an identity in the store. */
  public StoreIdentities identities() {
    checkOpen();
    return new StoreIdentities(this);
  }

  /** Who may do what. */
  public StoreAccess access() {
    checkOpen();
    return new StoreAccess(this);
  }

  /** How much namespaces may hold. */
  public StoreQuotas quotas() {
    checkOpen();
    return new StoreQuotas(this);
  }

  /** What is encrypted. */
  public StoreEncryption encryption() {
    checkOpen();
    return new StoreEncryption(this);
  }

  /** Imports, whole or in parts that are resumed. */
  public StoreImports imports() {
    checkOpen();
    return new StoreImports(this);
  }

  /** Copies of the whole history. */
  public StoreCopies copies() {
    checkOpen();
    return new StoreCopies(this);
  }

  /** Destroys what a key ever held. */
  public StoreErasure erasure() {
    checkOpen();
    return new StoreErasure(this);
  }

  /** What proves the history of the store. */
  public StoreAudit audit() {
    checkOpen();
    return new StoreAudit(this);
  }

  /** Whether the store is secured, and how it becomes so. */
  public StoreSecurity security() {
    checkOpen();
    return security;
  }

  /** How much history the namespaces keep, and the compaction of what they do not. */
  public StoreHistory history() {
    checkOpen();
    return history;
  }

  /** Whether opening made the store anew. */
  public boolean created() {
    return backend.created();
  }

  /**
   * What the store's files take now, and what its cache did since this process opened it.
   *
   * @throws StorageException {@code StoreClosed}; {@code StoreFailed} if the files cannot be read
   */
  public StoreStatistics statistics() {
    checkOpen();
    return new StoreStatistics(backend.statistics(), cache.statistics());
  }

  /** Waits for commits under way and ends what is watched. Closing twice is harmless. */
  @Override
  public void close() {
    try {
      if (!closed) {
        notes.write();
      }
    } finally {
      closed = true;
      arrivals.stirAll();
      committer.close();
      cache.close();
      backend.close();
    }
  }

  /**
   * Commits changes made upon what was read as of a revision.
   *
   * @return the commit, or empty if there was nothing to change
   */
  Optional<CommitRecord> commit(
      CommitRequest.Author author,
      RunLedger ledger,
      long since,
      ReadSet reads,
      WriteSet writes,
      @Nullable FairTurn turn) {
    checkOpen();
    boolean signs = !author.own() && (author.guard().asksForSignatures() || securesStore(writes));
    try {
      Optional<CommitRecord> commit =
          committer.commit(
              CommitRequest.of(author, ledger, since, reads, writes, salts, turn, signs));
      commit.ifPresent(made -> arrivals.tell(made.revision()));
      return commit;
    } catch (StorageException e) {
      if (e.code() == StorageError.ACCESS_DENIED) {
        notes.denied(ledger.caller().principal(), e.facts());
      }
      throw e;
    }
  }

  /** The first administrator signs the commit that names it. */
  private static boolean securesStore(WriteSet writes) {
    return writes.get(StoreSecurity.KEY).isPresent();
  }

  Optional<FairTurn> takeTurn() {
    checkOpen();
    return mode == OpenMode.READ_ONLY ? Optional.empty() : committer.takeTurn();
  }

  void endTurn(FairTurn turn) {
    committer.endTurn(turn);
  }

  boolean isClosed() {
    return closed;
  }

  void checkOpen() {
    if (closed) {
      throw new StorageException(StorageError.STORE_CLOSED, "the store has been closed");
    }
  }

  OpenViews openViews() {
    return openViews;
  }

  StorageBackend backend() {
    return backend;
  }

  Keyring keyring() {
    return backend.keyring();
  }

  InstantSource clock() {
    return clock;
  }

  /**
   * A transaction that may change what lies under {@code system/}, for the store's own commands.
   */
  StorageTransaction beginSystem(SessionOptions options) {
    checkWritable("the store cannot be changed");
    return begin(ledgerOfCommand(options), StorageTransaction.Kind.SYSTEM);
  }

  /** As {@link #beginSystem(SessionOptions)}, in a run that commits more than once. */
  StorageTransaction beginSystem(RunLedger run) {
    checkWritable("the store cannot be changed");
    return begin(run, StorageTransaction.Kind.SYSTEM);
  }

  /** A run of the store's own commands that commits more than once. */
  SystemRun systemRun(SessionOptions options) {
    return new SystemRun(this, ledgerOfCommand(options));
  }

  /** Each call of a command is a run of its own, also where one caller asks for several. */
  private RunLedger ledgerOfCommand(SessionOptions options) {
    RunStatement asked = options.statement();
    RunStatement own =
        new RunStatement(
            asked.program(),
            asked.parameters(),
            UUID.randomUUID(),
            asked.nowSeconds(),
            asked.limits());
    return new RunLedger(new SessionOptions(options.caller(), options.namespace(), own), salts);
  }

  /** A transaction of the store itself, on nobody's behalf. */
  StorageTransaction beginOwn() {
    RunStatement statement =
        RunStatement.direct(UUID.randomUUID(), TimeUnit.MILLISECONDS.toSeconds(clock.millis()));
    return begin(
        new SessionOptions(Caller.NOBODY, Optional.empty(), statement),
        StorageTransaction.Kind.OWN);
  }

  /** The policy as of the newest commit. */
  StorePolicy policy() {
    checkOpen();
    try (BackendSnapshot snapshot = backend.snapshot()) {
      return policies.at(snapshot);
    }
  }

  AuditNotes notes() {
    return notes;
  }

  /** Whether the store was opened to be written, and nothing has failed. */
  boolean takesCommits() {
    return mode != OpenMode.READ_ONLY && !closed && committer.isSound();
  }

  void checkWritable(String what) {
    if (mode == OpenMode.READ_ONLY) {
      throw new StorageException(
          StorageError.STORE_READ_ONLY, "the store was opened for reading, so " + what);
    }
  }

  void checkMayChange(Key key) {
    checkWritable("the key %s cannot be changed".formatted(key));
    checkIsNoSystemKey(key);
  }

  static void checkIsNoSystemKey(Key key) {
    if (key.isSystem()) {
      throw new StorageException(
          StorageError.SYSTEM_KEY,
          "the key %s lies under system/, where no program writes".formatted(key),
          Map.of("key", key.toString()),
          null);
    }
  }
}
