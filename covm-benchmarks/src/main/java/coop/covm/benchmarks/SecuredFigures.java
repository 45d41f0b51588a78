package coop.covm.benchmarks;

import coop.covm.storage.Caller;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Quota;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Subject;
import coop.covm.storage.identity.SigningKey;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What signatures, access checks, quotas and the store's own signatures cost: the same store open,
 * and secured with a member and a key of its own for each session, a rule that lets it in, and a
 * quota above what it writes.
 */
final class SecuredFigures {
  private static final int KEYS = 10_000;
  private static final int SESSIONS = 32;
  private static final Pairing TURNS = new Pairing(9, 1500);
  private static final Value PAYLOAD = StringValue.of("x".repeat(98)); // 100 bytes with its quotes

  private SecuredFigures() {}

  static void measure(Path place, Figures figures) throws Exception {
    try (Store open = Store.open("rocksdb:" + place.resolve("open"), OpenMode.CREATE);
        Store secured = Store.open("rocksdb:" + place.resolve("secured"), OpenMode.CREATE)) {
      List<Session> ofOpen = sessions(open, anybody());
      List<Session> ofSecured = sessions(secured, members(secured));
      load(ofOpen.getFirst());
      load(ofSecured.getFirst());
      Map<String, Double> commits =
          TURNS.measure(
              "Durable commits of one 100-byte value, %s sessions".formatted(SESSIONS),
              List.of(commits("open", ofOpen), commits("secured", ofSecured)));
      Map<String, Double> reads =
          TURNS.measure(
              "Reads of one of 10,000 keys at random, %s sessions".formatted(SESSIONS),
              List.of(reads("open", ofOpen), reads("secured", ofSecured)));
      figures.addRatio("secured-commit", commits, "covm rocksdb: secured", "covm rocksdb: open");
      figures.addRatio("secured-read", reads, "covm rocksdb: secured", "covm rocksdb: open");
      ofOpen.forEach(Session::close);
      ofSecured.forEach(Session::close);
    }
  }

  private static List<Caller> anybody() {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      callers.add(Caller.named("m" + i));
    }
    return callers;
  }

  /** Secures the store; members with keys, a rule for all, a quota. */
  private static List<Caller> members(Store store) {
    SessionOptions root = options(Caller.of("root", SigningKey.generate()));
    store.security().secure(root);
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      SigningKey key = SigningKey.generate();
      store.identities().create("m" + i, key.verifyingKey(), root);
      callers.add(Caller.of("m" + i, key));
    }
    Optional<KeyPrefix> bench = Optional.of(KeyPrefix.parse("org/bench"));
    List<AccessRule> rules = new ArrayList<>();
    for (Action action : List.of(Action.READ, Action.WRITE)) {
      rules.add(new AccessRule(new Subject.Everyone(), action, bench, true));
    }
    store.access().state(rules, root);
    Quota quota = new Quota(OptionalLong.of(1_000_000), OptionalLong.of(1L << 40));
    store.quotas().set(bench.get(), quota, root);
    return callers;
  }

  private static List<Session> sessions(Store store, List<Caller> callers) {
    List<Session> sessions = new ArrayList<>();
    callers.forEach(caller -> sessions.add(store.session(options(caller))));
    return sessions;
  }

  private static SessionOptions options(Caller caller) {
    return new SessionOptions(caller, Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }

  private static void load(Session session) {
    session.begin(1);
    for (int i = 0; i < KEYS; i++) {
      session.set(CovmStore.key(i), PAYLOAD);
    }
    session.commit();
  }

  private static Contender commits(String name, List<Session> sessions) {
    return contender(
        name,
        sessions,
        session -> session.set(CovmStore.key(ThreadLocalRandom.current().nextInt(KEYS)), PAYLOAD));
  }

  private static Contender reads(String name, List<Session> sessions) {
    return contender(
        name,
        sessions,
        session -> {
          if (session.get(CovmStore.key(ThreadLocalRandom.current().nextInt(KEYS))).isEmpty()) {
            throw new IllegalStateException("a key is missing");
          }
        });
  }

  private static Contender contender(String name, List<Session> sessions, Work work) {
    return Contender.of(
        "covm rocksdb: " + name,
        nanos ->
            Sessions.work(
                sessions.size(), false, nanos, (session, _) -> work.once(sessions.get(session))));
  }

  /** One commit, or one read. */
  @FunctionalInterface
  private interface Work {
    void once(Session session);
  }
}
