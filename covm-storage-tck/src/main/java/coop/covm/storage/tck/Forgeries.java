package coop.covm.storage.tck;

import static coop.covm.storage.Finding.Kind.ACCESS;
import static coop.covm.storage.Finding.Kind.CHAIN;
import static coop.covm.storage.Finding.Kind.HEAD;
import static coop.covm.storage.Finding.Kind.PROGRAM;
import static coop.covm.storage.Finding.Kind.QUOTA;
import static coop.covm.storage.Finding.Kind.RECORD;
import static coop.covm.storage.Finding.Kind.RUN;
import static coop.covm.storage.Finding.Kind.SIGNATURE;
import static coop.covm.storage.Finding.Kind.UPON;

import coop.covm.storage.Finding;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.identity.Signature;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Envelope;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.NamespaceUse;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.value.BooleanValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Ways to forge the log of {@link SampleHistory} by somebody who can write everything, and who
 * makes all digests and the chain fit again, but has not the keys of the members and of the store.
 */
final class Forgeries {
  private static final Key PAID = Key.parse("org/acme/paid");

  private static final String ANOTHER = "emit \"another\"\n";

  private final SampleHistory sample;
  private final SigningKey attacker = SigningKey.generate();
  private final Map<String, Forgery> all = new LinkedHashMap<>();

  Forgeries(SampleHistory sample) {
    this.sample = sample;
    edits();
    removals();
    moves();
    signatures();
    statements();
    policies();
    stores();
  }

  /**
   * @param forge makes the forged log
   * @param kind what verifying must find
   * @param position where
   */
  record Forgery(UnaryOperator<List<CommitRecord>> forge, Finding.Kind kind, long position) {}

  Map<String, Forgery> all() {
    return all;
  }

  private void edits() {
    long pay = sample.payment();
    editBody("another value in a signed commit", pay, SIGNATURE, body -> with(body, set(PAID, 1)));
    editBody(
        "another key in a signed commit",
        pay,
        SIGNATURE,
        body -> with(body, set(Key.parse("org/acme/other"), 40)));
    editBody(
        "one change more",
        pay,
        SIGNATURE,
        body -> body.with(plus(body.changes(), set(Key.parse("org/acme/zz"), 1))));
    editBody(
        "a change less",
        sample.twoChanges(),
        SIGNATURE,
        body -> body.with(body.changes().subList(0, 1)));
    editBody(
        "a removal in place of a value",
        pay,
        SIGNATURE,
        body -> with(body, new Change.Delete(PAID)));
    editBody(
        "another amount of an increment",
        sample.increment(),
        SIGNATURE,
        body -> with(body, increment(body.changes().getFirst().key(), 7, 7)));
    editBody(
        "another principal",
        pay,
        SIGNATURE,
        body -> BodyDraft.edited(body, draft -> draft.principal = Optional.of("bob")));
    editBody(
        "no principal",
        pay,
        SIGNATURE,
        body -> BodyDraft.edited(body, draft -> draft.principal = Optional.empty()));
    edit(
        "another program",
        sample.program(),
        SIGNATURE,
        record ->
            signedBody(
                    record,
                    BodyDraft.edited(
                        record.body(),
                        draft -> draft.program = Optional.of(RunRecord.programDigest(ANOTHER))),
                    record.envelope().signature())
                .withProgram(ANOTHER));
    editBody(
        "another now",
        sample.program(),
        SIGNATURE,
        body -> BodyDraft.edited(body, draft -> draft.nowSeconds = 99));
    editBody(
        "another parameter",
        sample.program(),
        SIGNATURE,
        body ->
            BodyDraft.edited(
                body, draft -> draft.parameters = Map.of("amount", salted(NumberValue.of(1)))));
    editBody(
        "another limit",
        sample.program(),
        SIGNATURE,
        body -> BodyDraft.edited(body, draft -> draft.limits = Map.of("fuel", 2L)));
    editBody(
        "another view",
        pay,
        SIGNATURE,
        body -> BodyDraft.edited(body, draft -> draft.views = List.of(new ReadView(1, 1))));
    editBody(
        "another namespace",
        pay,
        SIGNATURE,
        body ->
            BodyDraft.edited(
                body, draft -> draft.namespace = Optional.of(KeyPrefix.parse("org/acme"))));
    edit(
        "an earlier time than the commit before",
        pay,
        CHAIN,
        record -> envelope(record, record.revision(), 1, record.previous()));
    edit(
        "another revision",
        pay,
        CHAIN,
        record -> envelope(record, pay + 5, record.timeMillis(), record.previous()));
    edit(
        "the text of another program",
        sample.program(),
        PROGRAM,
        record ->
            new CommitRecord(
                record.envelope(),
                record.body(),
                record.digest(),
                record.headSignature(),
                Optional.empty()));
    edit(
        "a result that no digest covers",
        pay,
        RECORD,
        record ->
            new CommitRecord(
                record.envelope(),
                with(record.body(), set(PAID, 3)),
                record.digest(),
                record.headSignature(),
                record.programText()));
  }

  private void removals() {
    put(
        "the first payment dropped",
        UPON,
        sample.payment(),
        list -> without(list, sample.payment()));
    put("a note of denials dropped", UPON, sample.note(), list -> without(list, sample.note()));
    put("the grant dropped", UPON, sample.grant(), list -> without(list, sample.grant()));
    put("the identity dropped", UPON, sample.identity(), list -> without(list, sample.identity()));
    put("the quota dropped", UPON, sample.quota(), list -> without(list, sample.quota()));
    put(
        "the commit before a run's second dropped",
        UPON,
        sample.runFirst(),
        list -> without(list, sample.runFirst()));
  }

  private void moves() {
    long pay = sample.payment();
    put(
        "two commits exchanged",
        UPON,
        pay,
        list -> {
          List<CommitRecord> moved = new ArrayList<>(list);
          moved.set((int) pay - 1, list.get((int) pay));
          moved.set((int) pay, list.get((int) pay - 1));
          return rechained(moved);
        });
    put("a payment repeated", RUN, pay + 1, list -> inserted(list, pay, list.get((int) pay - 1)));
    put(
        "a payment repeated at the end",
        RUN,
        sample.size() + 1,
        list -> inserted(list, list.size(), list.get((int) pay - 1)));
    put(
        "the second commit of a run before its first",
        RUN,
        sample.runFirst(),
        list -> {
          List<CommitRecord> moved = new ArrayList<>(list);
          CommitRecord second = moved.remove((int) sample.runFirst());
          moved.add((int) sample.runFirst() - 1, second);
          return rechained(moved);
        });
    put(
        "bodies of two commits exchanged, with their signatures",
        UPON,
        pay,
        list -> {
          CommitRecord one = list.get((int) pay - 1);
          CommitRecord other = list.get((int) pay + 1);
          List<CommitRecord> moved = new ArrayList<>(list);
          moved.set((int) pay - 1, signedBody(one, other.body(), other.envelope().signature()));
          moved.set((int) pay + 1, signedBody(other, one.body(), one.envelope().signature()));
          return rechained(moved);
        });
    put(
        "the signature of another commit",
        SIGNATURE,
        pay,
        list ->
            replaced(
                list,
                pay,
                record ->
                    signedBody(
                        record,
                        record.body(),
                        list.get((int) sample.increment() - 1).envelope().signature())));
    put(
        "everything after a commit replaced by the history of another store",
        UPON,
        pay,
        list -> {
          List<CommitRecord> mixed = new ArrayList<>(list.subList(0, (int) pay - 1));
          mixed.addAll(sample.other().subList((int) pay - 1, (int) pay));
          return rechained(mixed);
        });
  }

  private void signatures() {
    long pay = sample.payment();
    put(
        "a commit signed by another key",
        SIGNATURE,
        pay,
        list ->
            replaced(
                list,
                pay,
                record -> resigned(record, with(record.body(), set(PAID, 1)), attacker)));
    put(
        "no signature",
        SIGNATURE,
        pay,
        list -> replaced(list, pay, record -> signedBody(record, record.body(), Optional.empty())));
    put(
        "no signature and no principal",
        SIGNATURE,
        pay,
        list ->
            replaced(
                list,
                pay,
                record ->
                    signedBody(
                        record,
                        BodyDraft.edited(
                            record.body(), draft -> draft.principal = Optional.empty()),
                        Optional.empty())));
    add(
        "a new commit of the attacker under a member's name",
        SIGNATURE,
        list -> appended(list, body("alice", list, set(PAID, 0)), attacker));
    add(
        "a new commit of somebody without an identity",
        SIGNATURE,
        list -> appended(list, body("eve", list, set(PAID, 0)), attacker));
    put(
        "the store's signature by another key",
        HEAD,
        sample.size(),
        list ->
            replaced(
                list,
                sample.size(),
                record -> record.withHeadSignature(attacker.sign(record.head().statement()))));
    put(
        "the store's signature of another commit",
        HEAD,
        sample.size(),
        list ->
            replaced(
                list,
                sample.size(),
                record ->
                    record.withHeadSignature(
                        list.get((int) pay - 1).headSignature().orElseThrow())));
    put(
        "no signature of the store",
        HEAD,
        sample.size(),
        list ->
            replaced(
                list,
                sample.size(),
                record ->
                    new CommitRecord(
                        record.envelope(),
                        record.body(),
                        record.digest(),
                        Optional.empty(),
                        record.programText())));
    put(
        "other times, all digests made anew",
        HEAD,
        sample.size(),
        list ->
            rechained(
                list.stream()
                    .map(record ->
                        envelope(
                            record,
                            record.revision(),
                            record.timeMillis() + 1_000,
                            record.previous()))
                    .toList()));
    put(
        "a member's signature with one bit changed",
        SIGNATURE,
        pay,
        list ->
            replaced(
                list,
                pay,
                record -> {
                  byte[] bytes = record.envelope().signature().orElseThrow().bytes();
                  bytes[3] ^= 1;
                  return signedBody(record, record.body(), Optional.of(Signature.of(bytes)));
                }));
  }

  /** By a member who signs what the rules do not allow: a store that was made to look away. */
  private void statements() {
    add(
        "a member writes where no rule allows it",
        ACCESS,
        list ->
            appended(
                list, body("alice", list, set(Key.parse("org/other/x"), 1)), sample.key("alice")));
    add(
        "a member removes what it may only write",
        ACCESS,
        list -> appended(list, body("alice", list, new Change.Delete(PAID)), sample.key("alice")));
    add(
        "a disabled member goes on",
        SIGNATURE,
        list ->
            appended(
                list, body("gone", list, set(Key.parse("member/gone/x"), 1)), sample.key("gone")));
    add(
        "a former key goes on",
        SIGNATURE,
        list ->
            appended(
                list, body("bob", list, set(Key.parse("member/bob/x"), 1)), sample.formerKey()));
    add(
        "a commit beyond the quota",
        QUOTA,
        list ->
            appendedWith(
                list,
                body("alice", list, set(Key.parse("org/acme/q/9"), 1)),
                sample.key("alice"),
                List.of(new NamespaceUse(KeyPrefix.parse("org/acme/q"), 3, 30))));
    add(
        "a commit that hides what a namespace takes",
        QUOTA,
        list ->
            appended(
                list, body("alice", list, set(Key.parse("org/acme/q/9"), 1)), sample.key("alice")));
    add(
        "a commit that states a smaller use",
        QUOTA,
        list ->
            appendedWith(
                list,
                body("alice", list, set(Key.parse("org/acme/q/9"), 1)),
                sample.key("alice"),
                List.of(new NamespaceUse(KeyPrefix.parse("org/acme/q"), 1, 1))));
    add(
        "a commit made upon a history that was not",
        UPON,
        list ->
            appended(
                list,
                BodyDraft.edited(
                    body("alice", list, set(PAID, 2)),
                    draft -> draft.upon = Optional.of(Digest.sha256(new byte[1]))),
                sample.key("alice")));
    add(
        "a commit made upon the future",
        UPON,
        list ->
            appended(
                list,
                BodyDraft.edited(
                    body("alice", list, set(PAID, 2)),
                    draft -> draft.views = List.of(new ReadView(sample.size() + 3, 1))),
                sample.key("alice")));
    add(
        "a commit that skips a place of its run",
        RUN,
        list ->
            appended(
                list,
                BodyDraft.edited(body("alice", list, set(PAID, 2)), draft -> draft.place = 2),
                sample.key("alice")));
  }

  private void policies() {
    Map<String, Value> admin =
        Map.of(
            "key", StringValue.of(attacker.verifyingKey().toString()),
            "roles", ListValue.of(StringValue.of("admin")),
            "active", BooleanValue.TRUE);
    Key eve = Key.parse("system/identity/eve");
    Change makesEve = new Change.Set(eve, salted(MapValue.of(admin)));
    add(
        "a member makes an administrator",
        ACCESS,
        list -> appended(list, body("alice", list, makesEve), sample.key("alice")));
    add(
        "an administrator appears without a signature",
        SIGNATURE,
        list ->
            appendedUnsigned(
                list,
                BodyDraft.edited(
                    body("x", list, makesEve), draft -> draft.principal = Optional.empty())));
    add(
        "an administrator makes itself",
        SIGNATURE,
        list -> appended(list, body("eve", list, makesEve), attacker));
    Key rules = Key.parse("system/access/org/other");
    Value everything =
        MapValue.of(Map.of("everyone", MapValue.of(Map.of("write", BooleanValue.TRUE))));
    add(
        "a member grants itself access",
        ACCESS,
        list ->
            appended(
                list,
                body("alice", list, new Change.Set(rules, salted(everything))),
                sample.key("alice")));
    add(
        "a member raises its quota",
        ACCESS,
        list ->
            appended(
                list,
                body(
                    "alice",
                    list,
                    new Change.Set(
                        Key.parse("system/quota/member/alice"),
                        salted(MapValue.of(Map.of("keys", NumberValue.of(9)))))),
                sample.key("alice")));
    add(
        "a member writes the store's notes",
        ACCESS,
        list ->
            appended(
                list,
                body(
                    "alice",
                    list,
                    new Change.Set(
                        Key.parse("system/audit/denied"), salted(StringValue.of("none")))),
                sample.key("alice")));
    add(
        "another key of the store",
        ACCESS,
        list ->
            appended(
                list,
                body(
                    "alice",
                    list,
                    new Change.Set(
                        Key.parse("system/store"),
                        salted(
                            MapValue.of(
                                Map.of(
                                    "key", StringValue.of(attacker.verifyingKey().toString())))))),
                sample.key("alice")));
    add(
        "a rule that is none",
        RECORD,
        list ->
            appended(
                list,
                body("root", list, new Change.Set(rules, salted(StringValue.of("all")))),
                sample.key("root")));
  }

  private void stores() {
    put(
        "the store made open again, from its beginning",
        SIGNATURE,
        1,
        list -> {
          List<CommitRecord> opened = new ArrayList<>();
          for (CommitRecord record : list) {
            opened.add(signedBody(record, record.body(), Optional.empty()));
          }
          return rechained(opened);
        });
    put(
        "the whole history signed again by the attacker as administrator",
        SIGNATURE,
        1,
        list -> replaced(list, 1, record -> resigned(record, record.body(), attacker)));
  }

  private void put(
      String name, Finding.Kind kind, long position, UnaryOperator<List<CommitRecord>> forge) {
    if (all.put(name, new Forgery(forge, kind, position)) != null) {
      throw new IllegalStateException("twice: " + name);
    }
  }

  /** A commit behind all others. */
  private void add(String name, Finding.Kind kind, UnaryOperator<List<CommitRecord>> forge) {
    put(name, kind, sample.size() + 1, forge);
  }

  private void edit(
      String name, long position, Finding.Kind kind, UnaryOperator<CommitRecord> forge) {
    put(name, kind, position, list -> replaced(list, position, forge));
  }

  private void editBody(
      String name, long position, Finding.Kind kind, UnaryOperator<CommitBody> forge) {
    edit(
        name,
        position,
        kind,
        record -> signedBody(record, forge.apply(record.body()), record.envelope().signature()));
  }

  private static List<CommitRecord> replaced(
      List<CommitRecord> list, long position, UnaryOperator<CommitRecord> forge) {
    List<CommitRecord> forged = new ArrayList<>(list);
    forged.set((int) position - 1, forge.apply(list.get((int) position - 1)));
    return position == list.size() ? forged : rechainedAfter(forged, position);
  }

  private static List<CommitRecord> without(List<CommitRecord> list, long position) {
    List<CommitRecord> forged = new ArrayList<>(list);
    forged.remove((int) position - 1);
    return rechained(forged);
  }

  private static List<CommitRecord> inserted(
      List<CommitRecord> list, long after, CommitRecord record) {
    List<CommitRecord> forged = new ArrayList<>(list);
    forged.add((int) after, record);
    return rechained(forged);
  }

  private List<CommitRecord> appended(List<CommitRecord> list, CommitBody body, SigningKey key) {
    return appendedWith(list, body, key, List.of());
  }

  private static List<CommitRecord> appendedUnsigned(List<CommitRecord> list, CommitBody body) {
    return append(list, body, Optional.empty(), List.of());
  }

  private static List<CommitRecord> appendedWith(
      List<CommitRecord> list, CommitBody body, SigningKey key, List<NamespaceUse> uses) {
    return append(list, body, Optional.of(signature(body, key)), uses);
  }

  private static Signature signature(CommitBody body, SigningKey key) {
    return key.sign(CommitBody.statement(CommitRecord.bodyDigest(body)));
  }

  private static List<CommitRecord> append(
      List<CommitRecord> list,
      CommitBody body,
      Optional<Signature> signature,
      List<NamespaceUse> uses) {
    CommitRecord last = list.getLast();
    Envelope envelope =
        new Envelope(
            last.revision() + 1,
            last.timeMillis(),
            last.digest(),
            CommitRecord.bodyDigest(body),
            signature,
            uses);
    List<CommitRecord> forged = new ArrayList<>(list);
    forged.add(CommitRecord.seal(envelope, body));
    return forged;
  }

  /** Revisions, predecessors and digests made to fit. */
  private static List<CommitRecord> rechained(List<CommitRecord> list) {
    return rechainedAfter(list, 0);
  }

  private static List<CommitRecord> rechainedAfter(List<CommitRecord> list, long first) {
    List<CommitRecord> chained = new ArrayList<>(list.subList(0, (int) first));
    Head head = first == 0 ? Head.EMPTY : list.get((int) first - 1).head();
    for (CommitRecord record : list.subList((int) first, list.size())) {
      CommitRecord next =
          envelope(
              record,
              chained.size() + 1,
              Math.max(record.timeMillis(), head.timeMillis()),
              head.digest());
      chained.add(next);
      head = next.head();
    }
    return chained;
  }

  private static CommitRecord envelope(
      CommitRecord record, long revision, long timeMillis, Digest previous) {
    Envelope old = record.envelope();
    Envelope envelope =
        new Envelope(revision, timeMillis, previous, old.body(), old.signature(), old.uses());
    return like(record, CommitRecord.seal(envelope, record.body()));
  }

  private static CommitRecord signedBody(
      CommitRecord record, CommitBody body, Optional<Signature> signature) {
    Envelope old = record.envelope();
    Envelope envelope =
        new Envelope(
            old.revision(),
            old.timeMillis(),
            old.previous(),
            CommitRecord.bodyDigest(body),
            signature,
            old.uses());
    return like(record, CommitRecord.seal(envelope, body));
  }

  private static CommitRecord resigned(CommitRecord record, CommitBody body, SigningKey key) {
    return signedBody(record, body, Optional.of(signature(body, key)));
  }

  private static CommitRecord like(CommitRecord old, CommitRecord record) {
    return new CommitRecord(
        record.envelope(), record.body(), record.digest(), old.headSignature(), old.programText());
  }

  private CommitBody body(String principal, List<CommitRecord> list, Change change) {
    CommitRecord last = list.getLast();
    return new CommitBody(
        Optional.of(principal),
        Optional.empty(),
        new RunRecord(Optional.empty(), Map.of(), UUID.randomUUID(), 0, Map.of()),
        1,
        List.of(new ReadView(last.revision(), 1)),
        Optional.of(last.digest()),
        List.of(change));
  }

  private static CommitBody with(CommitBody body, Change change) {
    return body.with(List.of(change));
  }

  private static List<Change> plus(List<Change> changes, Change change) {
    List<Change> more = new ArrayList<>(changes);
    more.add(change);
    return more;
  }

  private static Change set(Key key, double value) {
    return new Change.Set(key, salted(NumberValue.of(value)));
  }

  private static Change increment(Key key, double amount, double result) {
    return new Change.Increment(
        key, salted(NumberValue.of(amount)), salted(NumberValue.of(result)));
  }

  private static SaltedValue salted(Value value) {
    return new SaltedValue(new byte[SaltedValue.SALT_BYTES], value);
  }
}
