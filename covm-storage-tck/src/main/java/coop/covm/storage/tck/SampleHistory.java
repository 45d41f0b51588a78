package coop.covm.storage.tck;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Quota;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.access.Action;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.value.NumberValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A short history of a secured store that has something of everything, and where that stands. */
final class SampleHistory {
  static final String PROGRAM = "emit \"paid\"\n";

  private final List<CommitRecord> records;
  private final List<CommitRecord> other;
  private final Members members;
  private final SigningKey formerKey;
  private final Map<String, Long> places;

  private SampleHistory(
      List<CommitRecord> records,
      List<CommitRecord> other,
      Members members,
      SigningKey formerKey,
      Map<String, Long> places) {
    this.records = records;
    this.other = other;
    this.members = members;
    this.formerKey = formerKey;
    this.places = places;
  }

  static SampleHistory make() {
    Made one = made();
    return new SampleHistory(one.records, made().records, one.members, one.formerKey, one.places);
  }

  private record Made(
      List<CommitRecord> records,
      Members members,
      SigningKey formerKey,
      Map<String, Long> places) {}

  private static Made made() {
    MemoryBackend backend = new MemoryBackend();
    Map<String, Long> places = new HashMap<>();
    try (Store store = Store.over(backend, OpenMode.CREATE, InstantSource.system())) {
      Members members = Members.secure(store);
      members.add("alice");
      places.put("identity", store.revision());
      members.add("bob", "org/acme:clerk");
      members.add("gone");
      SigningKey former = members.key("bob");
      SigningKey fresh = SigningKey.generate();
      store.identities().rotateKey("bob", fresh.verifyingKey(), members.as("bob"));
      members.knowKey("bob", fresh);
      store.identities().disable("gone", members.as("root"));
      members.grant("member:alice", "org/acme", Action.READ, Action.WRITE);
      places.put("grant", store.revision());
      store
          .quotas()
          .set(
              KeyPrefix.parse("org/acme/q"),
              new Quota(OptionalLong.of(2), OptionalLong.empty()),
              members.as("root"));
      places.put("quota", store.revision());
      try (Session session = store.session(members.as("alice"))) {
        session.set(Key.parse("org/acme/paid"), NumberValue.of(40));
        places.put("payment", store.revision());
      }
      try (Session session = store.session(members.as("alice"))) {
        session.increment(Key.parse("org/acme/total"), NumberValue.of(5));
        places.put("increment", store.revision());
        session.set(Key.parse("org/acme/q/1"), NumberValue.of(1));
      }
      try (Session session = store.session(members.as("alice"))) {
        session.begin(1);
        session.set(Key.parse("org/acme/x"), NumberValue.of(1));
        session.set(Key.parse("org/acme/y"), NumberValue.of(1));
        session.commit();
        places.put("two", store.revision());
      }
      deniedRead(store, members);
      places.put("note", store.revision());
      try (Session session = store.session(program(members))) {
        session.set(Key.parse("org/acme/x"), NumberValue.of(2));
        places.put("program", store.revision());
        session.set(Key.parse("org/acme/x"), NumberValue.of(3));
      }
      try (Session session = store.session(members.as("alice"))) {
        session.set(Key.parse("org/acme/run"), NumberValue.of(1));
        places.put("run", store.revision());
        session.set(Key.parse("org/acme/run"), NumberValue.of(2));
        session.set(Key.parse("org/acme/run"), NumberValue.of(3));
      }
      return new Made(records(backend), members, former, places);
    }
  }

  private static void deniedRead(Store store, Members members) {
    try (Session session = store.session(members.as("bob"))) {
      session.get(Key.parse("org/secret/x"));
      throw new AssertionError("bob may read");
    } catch (StorageException e) {
      // noted when the session ended
    }
  }

  private static SessionOptions program(Members members) {
    RunStatement statement =
        new RunStatement(
            Optional.of(PROGRAM),
            Map.of("amount", NumberValue.of(40)),
            UUID.randomUUID(),
            7,
            Map.of("fuel", 1000L));
    return new SessionOptions(members.caller("alice"), Optional.empty(), statement);
  }

  private static List<CommitRecord> records(MemoryBackend backend) {
    List<CommitRecord> records = new ArrayList<>();
    try (BackendSnapshot snapshot = backend.snapshot()) {
      for (long revision = 1; revision <= snapshot.head().revision(); revision++) {
        records.add(snapshot.commit(revision));
      }
    }
    return List.copyOf(records);
  }

  List<CommitRecord> records() {
    return records;
  }

  /** The log of another store that was made in the same way. */
  List<CommitRecord> other() {
    return other;
  }

  long size() {
    return records.size();
  }

  SigningKey key(String member) {
    return members.key(member);
  }

  /** What bob signed with before. */
  SigningKey formerKey() {
    return formerKey;
  }

  Members members() {
    return members;
  }

  long identity() {
    return place("identity");
  }

  long grant() {
    return place("grant");
  }

  long quota() {
    return place("quota");
  }

  /** A session's only commit, which sets one key. */
  long payment() {
    return place("payment");
  }

  long increment() {
    return place("increment");
  }

  long twoChanges() {
    return place("two");
  }

  /** The store's note of a denial. */
  long note() {
    return place("note");
  }

  /** The first commit of a program. */
  long program() {
    return place("program");
  }

  /** The first of three commits of a run, the last of all. */
  long runFirst() {
    return place("run");
  }

  private long place(String name) {
    return Optional.ofNullable(places.get(name)).orElseThrow();
  }
}
