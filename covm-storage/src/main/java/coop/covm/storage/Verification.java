package coop.covm.storage;

import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.Signature;
import coop.covm.storage.identity.VerifyingKey;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.NamespaceUse;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.log.ValuePlace;
import coop.covm.storage.spi.BackendSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Goes through a store's log from its first commit and checks all that can be checked without
 * believing anything: digests, chain, signatures, rules of the time, runs, quotas; then compares
 * the index with the log. Keeps of each run its id and the place of its last commit, and the
 * digests of programs; everything else is bounded. For use by one thread, once.
 */
final class Verification {
  private final BackendSnapshot snapshot;
  private final PolicyState policies = new PolicyState();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<UUID, Long> places = new HashMap<>();
  private final Set<Digest> programs = new HashSet<>();
  private final Map<KeyPrefix, NamespaceUse> uses = new HashMap<>();
  private Head before = Head.EMPTY;

  /** Where in the log it looks. */
  private long position;

  private long findingCount;
  private long signatures;
  private long headSignatures;
  private long erased;
  private long sealed;
  private boolean lastHeadSigned;
  private long securedAt;

  Verification(BackendSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * @param from a head that was written down earlier
   * @param progress told the revision now and then
   */
  VerificationReport run(Optional<HeadStatement> from, LongConsumer progress)
      throws InterruptedException {
    IndexVerification index = new IndexVerification(snapshot, this::find);
    long newest = snapshot.head().revision();
    from.ifPresent(statement -> checkReaches(statement, newest));
    for (long revision = 1; revision <= newest; revision++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      position = revision;
      Optional<CommitRecord> commit = read(revision);
      if (commit.isPresent()) {
        checkReadable(commit.get());
        index.check(commit.get());
        from.ifPresent(statement -> checkFrom(statement, commit.get()));
      } else {
        before = new Head(revision, before.timeMillis(), Digest.NONE);
      }
      progress.accept(revision);
    }
    checkNewest();
    index.finish();
    uses.forEach((namespace, use) -> index.checkUse(use));
    return new VerificationReport(
        snapshot.head(), signatures, headSignatures, erased, sealed, findings, findingCount);
  }

  private Optional<CommitRecord> read(long revision) {
    try {
      return Optional.of(snapshot.commit(revision));
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_DAMAGED) {
        throw e;
      }
      find(Finding.Kind.RECORD, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void checkReadable(CommitRecord commit) {
    try {
      check(commit);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_FORMAT && e.code() != StorageError.STORE_DAMAGED) {
        throw e;
      }
      find(Finding.Kind.RECORD, String.valueOf(e.getMessage()));
      before = commit.head();
    }
  }

  private void check(CommitRecord commit) {
    checkRecord(commit);
    checkChain(commit);
    StorePolicy known = policies.policy();
    Optional<Identity> identity = identity(commit, known);
    if (known.isSecured() || securesStore(commit)) {
      checkStatement(commit, identity);
    }
    if (known.isSecured()) {
      checkAllowed(commit, identity, known);
    }
    checkQuotas(commit, known);
    checkProgram(commit);
    commit.body().changes().forEach(this::countErased);
    checkSealed(commit);
    policies.apply(commit);
    if (securedAt == 0 && policies.policy().isSecured()) {
      securedAt = commit.revision();
    }
    checkHead(commit, known);
    before = commit.head();
  }

  private void checkRecord(CommitRecord commit) {
    Digest body = CommitRecord.bodyDigest(commit.body());
    Digest digest = CommitRecord.seal(commit.envelope(), commit.body()).digest();
    if (!body.equals(commit.bodyDigest()) || !digest.equals(commit.digest())) {
      find(Finding.Kind.RECORD, "its digests are not those of what it says");
    }
  }

  private void checkChain(CommitRecord commit) {
    if (commit.revision() != position) {
      find(
          Finding.Kind.CHAIN,
          "it calls itself revision %s and stands at %s".formatted(commit.revision(), position));
    }
    if (!commit.previous().equals(before.digest())) {
      find(
          Finding.Kind.CHAIN,
          "it follows a commit of the digest %s, and the one before it has %s"
              .formatted(commit.previous(), before.digest()));
    }
    if (commit.timeMillis() < before.timeMillis()) {
      find(Finding.Kind.CHAIN, "its time lies before that of the commit before it");
    }
  }

  private static boolean securesStore(CommitRecord commit) {
    return commit.body().change(StoreSecurity.KEY).isPresent();
  }

  /** The identity that signs, as of before; for the first administrator, as of the commit. */
  private Optional<Identity> identity(CommitRecord commit, StorePolicy known) {
    Optional<String> principal = commit.body().principal();
    if (principal.isEmpty()) {
      return Optional.empty();
    }
    if (known.isSecured()) {
      return known.identity(principal.get(), policies).filter(Identity::active);
    }
    Key key = Identities.key(principal.get());
    return commit
        .body()
        .change(key)
        .flatMap(Change::made)
        .filter(value -> !value.isErased())
        .map(value -> Identities.read(key, value.value()));
  }

  private void checkStatement(CommitRecord commit, Optional<Identity> identity) {
    CommitBody body = commit.body();
    Optional<Signature> signature = commit.envelope().signature();
    if (body.principal().isEmpty() && signature.isEmpty()) {
      if (!body.changes().stream().allMatch(SystemRules::isOwn)) {
        find(Finding.Kind.SIGNATURE, "nobody signed it, and it is none of the store's notes");
      }
      return;
    }
    if (signature.isEmpty()) {
      find(
          Finding.Kind.SIGNATURE,
          "%s did not sign it".formatted(body.principal().orElse("somebody")));
      return;
    }
    signatures++;
    if (identity.isEmpty()) {
      find(
          Finding.Kind.SIGNATURE,
          "%s had no active identity".formatted(body.principal().orElse("its principal")));
    } else if (!identity
        .get()
        .key()
        .verifies(CommitBody.statement(commit.envelope().body()), signature.get())) {
      find(
          Finding.Kind.SIGNATURE,
          "the signature is not that of the key of %s".formatted(identity.get().id()));
    }
    checkUpon(commit);
    checkPlace(commit);
  }

  private void checkUpon(CommitRecord commit) {
    ReadView last = commit.body().views().getLast();
    if (last.revision() >= commit.revision()) {
      find(Finding.Kind.UPON, "it was made upon revision " + last.revision());
      return;
    }
    Digest upon =
        last.revision() == before.revision()
            ? before.digest()
            : last.revision() == 0
                ? Digest.NONE
                : read(last.revision()).map(CommitRecord::digest).orElse(Digest.NONE);
    if (!commit.body().upon().equals(Optional.of(upon))) {
      find(
          Finding.Kind.UPON,
          "it was made upon a revision %s of the digest %s, which is here %s"
              .formatted(
                  last.revision(),
                  commit.body().upon().map(Digest::toString).orElse("none"),
                  upon));
    }
  }

  private void checkPlace(CommitRecord commit) {
    UUID run = commit.body().run().runId();
    long place = commit.body().place();
    long last = places.getOrDefault(run, 0L);
    if (place != last + 1) {
      find(
          Finding.Kind.RUN,
          "it states to be commit %s of its run, of which %s came before".formatted(place, last));
    }
    places.put(run, Math.max(place, last));
  }

  private void checkAllowed(CommitRecord commit, Optional<Identity> identity, StorePolicy known) {
    if (identity.isEmpty()) {
      return; // reported already, or the store's own
    }
    SystemRules rules = new SystemRules(known.access().rights(identity), identity.get(), policies);
    for (Change change : commit.body().changes()) {
      rules
          .refusal(change)
          .ifPresent(denied ->
              find(
                  Finding.Kind.ACCESS,
                  commit.revision(),
                  Optional.of(change.key()),
                  "%s might not %s %s: %s"
                      .formatted(
                          identity.get().id(), denied.action(), denied.place(), denied.rule())));
    }
  }

  private void checkQuotas(CommitRecord commit, StorePolicy known) {
    for (NamespaceUse use : commit.envelope().uses()) {
      NamespaceUse was = uses.getOrDefault(use.namespace(), use);
      if (known.quotas().has(use.namespace())) {
        Quota quota = known.quotas().of(use.namespace());
        if ((use.keys() > quota.keys().orElse(Long.MAX_VALUE) && use.keys() > was.keys())
            || (use.bytes() > quota.bytes().orElse(Long.MAX_VALUE) && use.bytes() > was.bytes())) {
          find(Finding.Kind.QUOTA, "it took more than the quota of " + use.namespace());
        }
      }
      uses.put(use.namespace(), use);
    }
    for (Change change : commit.body().changes()) {
      if (change instanceof Change.Delete
          && change.key().isSystem()
          && SystemKeys.area(change.key()).equals(SystemKeys.QUOTA)) {
        uses.remove(QuotaPolicy.namespace(change.key()));
      }
      for (KeyPrefix namespace : known.quotas().above(change.key())) {
        if (commit.envelope().uses().stream().noneMatch(use -> use.namespace().equals(namespace))) {
          find(Finding.Kind.QUOTA, "it does not say what %s takes".formatted(namespace));
        }
      }
    }
  }

  private void checkProgram(CommitRecord commit) {
    Optional<Digest> program = commit.body().run().program();
    if (program.isPresent() && programs.add(program.get()) && commit.programText().isEmpty()) {
      find(
          Finding.Kind.PROGRAM,
          "it is the first commit of the program %s, and has not its text"
              .formatted(program.get()));
    }
  }

  private void countErased(Change change) {
    if (change.made().map(SaltedValue::isErased).orElse(false)) {
      erased++;
    }
  }

  private void checkSealed(CommitRecord commit) {
    if (commit.body().hasSealedValues()) {
      commit.mapValues((place, value) -> {
        checkSealed(place, value);
        return value;
      });
    }
  }

  private void checkSealed(ValuePlace place, SaltedValue value) {
    try {
      value.opened();
    } catch (StorageException e) {
      if (e.code() == StorageError.ENCRYPTION_KEY) {
        sealed++;
      } else {
        Optional<Key> key =
            place.role() == ValuePlace.Role.PARAMETER
                ? Optional.empty()
                : Optional.of(Key.parse(place.name()));
        find(Finding.Kind.VALUE, place.revision(), key, String.valueOf(e.getMessage()));
      }
    }
  }

  private void checkHead(CommitRecord commit, StorePolicy known) {
    lastHeadSigned = commit.headSignature().isPresent();
    if (lastHeadSigned) {
      headSignatures++;
      Optional<VerifyingKey> key =
          known.isSecured() ? known.storeKey() : policies.policy().storeKey();
      if (key.isEmpty()
          || !key.get().verifies(commit.head().statement(), commit.headSignature().get())) {
        find(Finding.Kind.HEAD, "the store's signature is not that of its key");
      }
    }
  }

  /** What a secured store has acknowledged it has signed. */
  private void checkNewest() {
    if (securedAt > 0 && before.revision() > securedAt && !lastHeadSigned) {
      find(
          Finding.Kind.HEAD,
          before.revision(),
          Optional.empty(),
          "the store did not sign its newest commit");
    }
  }

  private void checkReaches(HeadStatement from, long newest) {
    if (from.head().revision() > newest) {
      find(
          Finding.Kind.FROM,
          newest,
          Optional.empty(),
          "the store ends here; a head of revision %s was written down"
              .formatted(from.head().revision()));
    }
  }

  private void checkFrom(HeadStatement from, CommitRecord commit) {
    if (commit.revision() != from.head().revision()) {
      return;
    }
    if (!commit.digest().equals(from.head().digest())) {
      find(
          Finding.Kind.FROM,
          "its digest is %s; %s was written down".formatted(commit.digest(), from.head().digest()));
    }
    Optional<VerifyingKey> key = policies.policy().storeKey();
    if (from.signature().isPresent()
        && !key.map(known -> known.verifies(from.head().statement(), from.signature().get()))
            .orElse(false)) {
      find(
          Finding.Kind.FROM,
          "the signature of the head that was written down is not that of this store's key");
    }
  }

  private void find(Finding.Kind kind, String message) {
    find(kind, position, Optional.empty(), message);
  }

  private void find(Finding.Kind kind, long revision, Optional<Key> key, String message) {
    findingCount++;
    if (findings.size() < VerificationReport.MOST_FINDINGS) {
      findings.add(new Finding(kind, revision, key, message));
    }
  }
}
