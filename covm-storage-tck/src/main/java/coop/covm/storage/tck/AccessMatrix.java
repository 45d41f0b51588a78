package coop.covm.storage.tck;

import coop.covm.storage.Caller;
import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Quota;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.spi.BackendSnapshot;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.RuleOracle.Rule;
import coop.covm.storage.tck.RuleOracle.Who;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A secured store full of keys, people of every kind who come to it, rules that meet at its
 * namespaces, and an oracle that knows what those come to.
 */
final class AccessMatrix {
  /** Rules of every kind, made to contradict each other. */
  static final List<Rule> CHOSEN_RULES =
      List.of(
          new Rule("everyone", "read", "org/acme", true),
          new Rule("everyone", "list", "org/acme", true),
          new Rule("everyone", "write", "org/acme", true),
          new Rule("everyone", "delete", "org/acme", true),
          new Rule("everyone", "admin", "org/acme", true),
          new Rule("everyone", "read", "org/acme/a", false),
          new Rule("everyone", "read", "org/acmes/open", true),
          new Rule("member:plain", "list", "org/acme-b", true),
          new Rule("member:plain", "read", "org", true),
          new Rule("member:plain", "read", "org/x", false),
          new Rule("member:plain", "delete", "org/x/deep/a", true),
          new Rule("member:other", "write", "member/other", false),
          new Rule("role:org/x:clerk", "read", "org/x", true),
          new Rule("role:org/x:clerk", "write", "org/x", true),
          new Rule("role:org/x:clerk", "list", "org/x", true),
          new Rule("role:org/x:clerk", "admin", "org/x", true),
          new Rule("role:org/x:banned", "write", "org/x", false),
          new Rule("role:org/x:banned", "list", "org/x/deep", false),
          new Rule("role:org/x/deep:clerk", "read", "org/x/deep", true),
          new Rule("role:org/x/deep:clerk", "write", "org/x/deep", true),
          new Rule("role:org/x/deep:clerk", "admin", "org/x/deep", true),
          new Rule("role:auditor", "read", "", true),
          new Rule("role:auditor", "list", "", true),
          new Rule("role:auditor", "write", "vote", true),
          new Rule("member:torn", "delete", "org/x", true),
          new Rule("member:torn", "read", "vote/v", false),
          new Rule("everyone", "read", "vote/v/a", true),
          new Rule("role:admin", "write", "vote/sealed", false),
          new Rule("everyone", "admin", "vote/sealed", false),
          new Rule("everyone", "list", "vote/sealed", false),
          new Rule("member:gone", "read", "org", true),
          new Rule("member:gone", "write", "org", true));

  /** Keys of the very names of namespaces, below them, and beside them. */
  static final List<Key> KEYS =
      StoreTesting.keys(
          "member/gone/a",
          "member/other/a",
          "member/plain",
          "member/plain/a",
          "member/plainer/a",
          "member/root/a",
          "org/acme",
          "org/acme+d/a",
          "org/acme-b/a",
          "org/acme.c/a",
          "org/acme/a",
          "org/acme/a/b/c",
          "org/acme/b",
          "org/acmes/a",
          "org/acmes/open/a",
          "org/x",
          "org/x/a",
          "org/x/deep",
          "org/x/deep/a",
          "org/x/deep/er/a",
          "org/x/deeper",
          "vote/sealed/a",
          "vote/v/a",
          "vote/v/b");

  static final List<Key> SYSTEM_KEYS =
      StoreTesting.keys(
          "system/access/org/x",
          "system/audit/denied",
          "system/history/org/x",
          "system/identity/plain",
          "system/identity/root",
          "system/quota/org/x",
          "system/reads/org/none",
          "system/store");

  static final List<Who> PEOPLE =
      List.of(
          Who.NOBODY,
          Who.member("plain"),
          Who.member("other"),
          Who.member("clerk", "org/x:clerk"),
          Who.member("deep", "org/x/deep:clerk"),
          Who.member("torn", "org/x:clerk", "org/x:banned", "auditor"),
          Who.member("root", "admin"));

  /** Has a key and a disabled identity. */
  static final String GONE = "gone";

  final StorageBackend backend;
  final Store store;
  final Members members;
  final RuleOracle oracle;

  AccessMatrix(BackendPlace place, List<Rule> rules) {
    backend = place.open(OpenMode.CREATE);
    store = Store.over(backend, OpenMode.CREATE, InstantSource.system());
    members = Members.secure(store);
    oracle = new RuleOracle(rules);
    for (Who who : PEOPLE) {
      if (who.member().isPresent() && !who.member().get().equals(Members.ADMIN)) {
        members.add(who.member().get(), who.roles().toArray(String[]::new));
      }
    }
    members.add(GONE, "org/x:clerk", "admin");
    store.identities().disable(GONE, members.as(Members.ADMIN));
    fill();
    store
        .access()
        .state(rules.stream().map(RandomRules::stated).toList(), members.as(Members.ADMIN));
  }

  /** Each key in a commit of its own, then all in one of a run with parameters. */
  private void fill() {
    RunStatement statement =
        new RunStatement(
            Optional.empty(),
            Map.of("parameter", StringValue.of("secret")),
            UUID.randomUUID(),
            0,
            Map.of());
    Caller root = members.caller(Members.ADMIN);
    try (Session session = store.session(new SessionOptions(root, Optional.empty(), statement))) {
      for (Key key : KEYS) {
        session.set(key, NumberValue.of(1));
      }
      session.begin(1);
      for (Key key : KEYS) {
        session.set(key, NumberValue.of(2));
      }
      session.commit();
    }
    store
        .history()
        .keep(
            Optional.of(StoreTesting.prefix("org/x")),
            HistoryPolicy.parse("9 versions"),
            members.as(Members.ADMIN));
    store
        .quotas()
        .set(
            StoreTesting.prefix("org/x"),
            new Quota(OptionalLong.of(1000), OptionalLong.empty()),
            members.as(Members.ADMIN));
  }

  Caller caller(Who who) {
    return who.member().map(members::caller).orElse(Caller.NOBODY);
  }

  SessionOptions as(Who who) {
    return Members.options(caller(who));
  }

  boolean allows(Who who, String action, Key key) {
    return oracle.allows(who, action, key.toString());
  }

  /** All commits as the log has them, by revision. */
  Map<Long, CommitRecord> log() {
    Map<Long, CommitRecord> log = new LinkedHashMap<>();
    try (BackendSnapshot snapshot = backend.snapshot()) {
      for (long revision = 1; revision <= snapshot.head().revision(); revision++) {
        log.put(revision, snapshot.commit(revision));
      }
    }
    return log;
  }

  /** The keys that somebody reads of a commit. */
  List<Key> readable(Who who, CommitRecord commit) {
    List<Key> keys = new ArrayList<>();
    commit
        .body()
        .changes()
        .forEach(change -> {
          if (allows(who, "read", change.key())) {
            keys.add(change.key());
          }
        });
    return keys;
  }
}
