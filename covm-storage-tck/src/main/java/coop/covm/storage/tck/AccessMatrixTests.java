package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static coop.covm.storage.StorageError.SYSTEM_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import coop.covm.storage.Caller;
import coop.covm.storage.CommitStream;
import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Quota;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Role;
import coop.covm.storage.access.Subject;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.tck.RuleOracle.Rule;
import coop.covm.storage.tck.RuleOracle.Who;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every action, by everybody, at every namespace, by every way in: what the oracle allows happens,
 * and nothing else does.
 */
@Timeout(120)
public abstract class AccessMatrixTests extends StoreTesting {
  private static final List<String> PREFIXES =
      List.of("org", "org/acme", "org/acmes", "org/x", "org/x/deep", "member", "vote", "system");

  private static final List<String> NAMESPACES =
      List.of(
          "",
          "org",
          "org/acme",
          "org/acme/a",
          "org/acme-b",
          "org/acmes",
          "org/x",
          "org/x/deep",
          "member/plain",
          "member/other",
          "vote",
          "vote/sealed");

  private static final Who ROOT = Who.member("root", "admin");

  /** A way to touch a key through a session, outside a transaction and inside. */
  private interface SessionCall {
    void on(Session session, Key key);
  }

  private interface ViewCall {
    void on(StoreView view, Key key);
  }

  private interface TransactionCall {
    void on(StorageTransaction transaction, Key key);
  }

  private static final Map<String, SessionCall> SESSION_READS =
      Map.of(
          "get", Session::get,
          "contains", Session::contains,
          "versions", Session::versions,
          "getAt", (session, key) -> session.getAt(key, session.view()));

  private static final Map<String, ViewCall> VIEW_READS =
      Map.of(
          "get", StoreView::get,
          "contains", StoreView::contains,
          "versions", StoreView::versions,
          "getAt", (view, key) -> view.getAt(key, view.revision()),
          "lastChange", StoreView::lastChange,
          "compactedThrough", StoreView::compactedThrough);

  private static final Map<String, TransactionCall> TRANSACTION_READS =
      Map.of(
          "get", StorageTransaction::get,
          "contains", StorageTransaction::contains,
          "versions", StorageTransaction::versions,
          "getAt", (transaction, key) -> transaction.getAt(key, transaction.view()));

  private static final Map<String, SessionCall> SESSION_CHANGES =
      Map.of(
          "set write", (session, key) -> session.set(key, number(3)),
          "increment write", (session, key) -> session.increment(key, number(3)),
          "delete delete", Session::delete);

  private static final Map<String, TransactionCall> TRANSACTION_CHANGES =
      Map.of(
          "set write", (transaction, key) -> transaction.set(key, number(3)),
          "increment write", (transaction, key) -> transaction.increment(key, number(3)),
          "delete delete", StorageTransaction::delete);

  @Test
  void valuesAreReadByNobodyElse() {
    matrices(matrix -> {
      try (Store overlay = matrix.store.overlay()) {
        for (Who who : AccessMatrix.PEOPLE) {
          readBySession(matrix, matrix.store, who);
          readBySession(matrix, overlay, who);
          readByView(matrix, who);
          readByTransaction(matrix, who);
        }
      }
    });
  }

  private static void readBySession(AccessMatrix matrix, Store store, Who who) {
    try (Session session = store.session(matrix.as(who))) {
      for (boolean inside : List.of(false, true)) {
        if (inside) {
          session.begin(1);
        }
        for (Key key : allKeys()) {
          SESSION_READS.forEach((name, call) ->
              assertHappens(
                  matrix.allows(who, "read", key),
                  () -> call.on(session, key),
                  () ->
                      "%s: session.%s of %s, in a transaction: %s"
                          .formatted(who, name, key, inside)));
        }
      }
    }
  }

  private static void readByView(AccessMatrix matrix, Who who) {
    long newest = matrix.store.revision();
    try (StoreView now = matrix.store.view(matrix.caller(who));
        StoreView former = matrix.store.viewAt(matrix.caller(who), newest / 2)) {
      for (Key key : allKeys()) {
        for (StoreView view : List.of(now, former)) {
          VIEW_READS.forEach((name, call) ->
              assertHappens(
                  matrix.allows(who, "read", key),
                  () -> call.on(view, key),
                  () -> "%s: view.%s of %s as of %s".formatted(who, name, key, view.revision())));
        }
      }
    }
  }

  private static void readByTransaction(AccessMatrix matrix, Who who) {
    try (StorageTransaction transaction = matrix.store.begin(matrix.as(who))) {
      for (Key key : allKeys()) {
        TRANSACTION_READS.forEach((name, call) ->
            assertHappens(
                matrix.allows(who, "read", key),
                () -> call.on(transaction, key),
                () -> "%s: transaction.%s of %s".formatted(who, name, key)));
      }
    }
  }

  @Test
  void valuesAreChangedByNobodyElse() {
    matrices(matrix -> {
      try (Store overlay = matrix.store.overlay()) {
        for (Who who : AccessMatrix.PEOPLE) {
          for (Key key : allKeys()) {
            changeBySession(matrix, overlay, who, key);
            changeByTransaction(matrix, overlay, who, key);
            changeBySession(matrix, matrix.store, who, key);
          }
        }
      }
      for (CommitRecord commit : matrix.log().values()) {
        assertAllowed(matrix, commit);
      }
    });
  }

  private static void changeBySession(AccessMatrix matrix, Store store, Who who, Key key) {
    SESSION_CHANGES.forEach((name, call) -> {
      String action = name.substring(name.indexOf(' ') + 1);
      for (boolean inside : List.of(false, true)) {
        try (Session session = store.session(matrix.as(who))) {
          assertChanges(
              matrix,
              who,
              action,
              key,
              () -> {
                if (inside) {
                  session.begin(1);
                }
                call.on(session, key);
                if (inside) {
                  session.commit();
                }
              },
              () -> "%s: session.%s of %s, in a transaction: %s".formatted(who, name, key, inside));
        }
      }
    });
  }

  private static void changeByTransaction(AccessMatrix matrix, Store store, Who who, Key key) {
    TRANSACTION_CHANGES.forEach((name, call) -> {
      String action = name.substring(name.indexOf(' ') + 1);
      try (StorageTransaction transaction = store.begin(matrix.as(who))) {
        assertChanges(
            matrix,
            who,
            action,
            key,
            () -> {
              call.on(transaction, key);
              transaction.commit();
            },
            () -> "%s: transaction.%s of %s".formatted(who, name, key));
      }
    });
  }

  private static void assertChanges(
      AccessMatrix matrix, Who who, String action, Key key, Runnable call, Supplier<String> what) {
    if (key.isSystem()) {
      assertThat(assertFails(SYSTEM_KEY, call::run)).as(what).isNotNull();
    } else {
      assertHappens(matrix.allows(who, action, key), call, what);
    }
  }

  /** Every change in the log that is not of an administrator's setup is one the oracle allows. */
  private static void assertAllowed(AccessMatrix matrix, CommitRecord commit) {
    Optional<String> principal = commit.body().principal();
    if (principal.isEmpty() || principal.get().equals(Members.ADMIN)) {
      return;
    }
    Who who =
        AccessMatrix.PEOPLE.stream()
            .filter(known -> known.member().equals(principal))
            .findAny()
            .orElseThrow();
    for (Change change : commit.body().changes()) {
      String action = change instanceof Change.Delete ? "delete" : "write";
      assertThat(matrix.allows(who, action, change.key())).as("%s: %s", who, change).isTrue();
    }
  }

  @Test
  void keysAreListedToNobodyElse() {
    matrices(matrix -> {
      List<Key> present = presentKeys(matrix);
      for (Who who : AccessMatrix.PEOPLE) {
        for (String text : PREFIXES) {
          KeyPrefix prefix = prefix(text);
          List<Key> expected =
              present.stream()
                  .filter(prefix::contains)
                  .filter(key -> matrix.allows(who, "list", key))
                  .toList();
          listBySession(matrix.store, matrix.as(who), prefix, expected);
          try (Store overlay = matrix.store.overlay()) {
            listBySession(overlay, matrix.as(who), prefix, expected);
          }
          listByViews(matrix, who, prefix, expected);
        }
      }
    });
  }

  private static List<Key> presentKeys(AccessMatrix matrix) {
    List<Key> keys = new ArrayList<>();
    matrix
        .log()
        .values()
        .forEach(commit ->
            commit
                .body()
                .changes()
                .forEach(change -> {
                  keys.remove(change.key());
                  if (!(change instanceof Change.Delete)) {
                    keys.add(change.key());
                  }
                }));
    keys.sort(null);
    return keys;
  }

  private static void listBySession(
      Store store, SessionOptions options, KeyPrefix prefix, List<Key> expected) {
    try (Session session = store.session(options);
        StorageTransaction transaction = store.begin(options)) {
      assertLists(after -> session.keys(prefix, after), expected, options, prefix);
      assertThat(session.listKeys(prefix)).isEqualTo(expected);
      session.begin(1);
      assertLists(after -> session.keys(prefix, after), expected, options, prefix);
      assertThat(session.listKeys(prefix)).isEqualTo(expected);
      assertLists(after -> transaction.keys(prefix, after), expected, options, prefix);
      assertThat(transaction.listKeys(prefix)).isEqualTo(expected);
    }
  }

  private static void listByViews(
      AccessMatrix matrix, Who who, KeyPrefix prefix, List<Key> expected) {
    try (StoreView now = matrix.store.view(matrix.caller(who));
        StoreView then = matrix.store.viewAt(matrix.caller(who), now.revision())) {
      for (StoreView view : List.of(now, then)) {
        assertLists(after -> view.keys(prefix, after), expected, matrix.as(who), prefix);
        assertThat(view.listKeys(prefix)).isEqualTo(expected);
      }
    }
  }

  private interface Cursors {
    KeyCursor behind(Optional<Key> after);
  }

  /** From the beginning, and behind every key there is, whether it is shown or not. */
  private static void assertLists(
      Cursors cursors, List<Key> expected, SessionOptions who, KeyPrefix prefix) {
    List<Optional<Key>> begins = new ArrayList<>(List.of(Optional.empty()));
    begins.add(Optional.of(key(prefix + "/0")));
    allKeys().stream().filter(prefix::contains).map(Optional::of).forEach(begins::add);
    for (Optional<Key> after : begins) {
      List<Key> listed = new ArrayList<>();
      try (KeyCursor cursor = cursors.behind(after)) {
        while (cursor.next()) {
          listed.add(cursor.key());
        }
      }
      assertThat(listed)
          .as("%s: keys below %s behind %s", who.caller().principal(), prefix, after)
          .isEqualTo(
              expected.stream()
                  .filter(key -> after.isEmpty() || key.compareTo(after.get()) > 0)
                  .toList());
    }
  }

  @Test
  void aTransactionListsOfItsOwnChangesWhatMayBeListed() {
    matrices(matrix -> {
      for (Who who : AccessMatrix.PEOPLE) {
        try (StorageTransaction transaction = matrix.store.begin(matrix.as(who))) {
          Key made = key("org/x/deep/made");
          if (matrix.allows(who, "write", made)) {
            transaction.set(made, number(1));
            assertThat(transaction.listKeys(prefix("org/x/deep")).contains(made))
                .as("%s", who)
                .isEqualTo(matrix.allows(who, "list", made));
          }
        }
      }
    });
  }

  @Test
  void commitsAreShownAsFarAsTheirKeysMayBeRead() throws Exception {
    for (List<Rule> rules : ruleSets()) {
      AccessMatrix matrix = matrix(rules);
      Map<Long, CommitRecord> log = matrix.log();
      for (Who who : AccessMatrix.PEOPLE) {
        showCommits(matrix, log, who);
        assertStream(matrix, log, who, Optional.empty());
        for (String text : PREFIXES) {
          assertStream(matrix, log, who, Optional.of(prefix(text)));
        }
      }
    }
  }

  private static void showCommits(AccessMatrix matrix, Map<Long, CommitRecord> log, Who who) {
    try (StoreView view = matrix.store.view(matrix.caller(who))) {
      log.forEach((revision, whole) -> {
        List<Key> readable = matrix.readable(who, whole);
        String what = "%s: commit %s".formatted(who, revision);
        assertHappens(!readable.isEmpty(), () -> view.commit(revision), () -> what);
        Optional<CommitRecord> visible = view.visibleCommit(revision);
        assertThat(visible.isPresent()).as(what).isEqualTo(!readable.isEmpty());
        visible.ifPresent(commit -> assertShows(whole, commit, readable, what));
      });
    }
  }

  private static void assertShows(
      CommitRecord whole, CommitRecord shown, List<Key> readable, String what) {
    assertThat(keysOf(shown)).as(what).isEqualTo(readable);
    assertThat(shown.digest()).as(what).isEqualTo(whole.digest());
    boolean all = readable.size() == whole.body().changes().size();
    shown
        .body()
        .run()
        .parameters()
        .forEach((name, value) -> assertThat(value.isErased()).as(what + name).isEqualTo(!all));
  }

  private static void assertStream(
      AccessMatrix matrix, Map<Long, CommitRecord> log, Who who, Optional<KeyPrefix> prefix)
      throws InterruptedException {
    Map<Long, List<Key>> expected = new LinkedHashMap<>();
    log.forEach((revision, commit) -> {
      List<Key> readable = matrix.readable(who, commit);
      if (readable.stream().anyMatch(key -> prefix.isEmpty() || prefix.get().covers(key))) {
        expected.put(revision, readable);
      }
    });
    Map<Long, List<Key>> shown = new LinkedHashMap<>();
    try (CommitStream stream = matrix.store.watch(matrix.caller(who), 0, prefix)) {
      Optional<CommitRecord> next = stream.next(Duration.ZERO);
      while (next.isPresent() && log.containsKey(next.get().revision())) {
        shown.put(next.get().revision(), keysOf(next.get()));
        next = stream.next(Duration.ZERO);
      }
    }
    assertThat(shown).as("%s watches %s", who, prefix).isEqualTo(expected);
  }

  private static List<Key> keysOf(CommitRecord commit) {
    return commit.body().changes().stream().map(Change::key).toList();
  }

  /** A command on a copy of the store that nobody else sees. */
  private interface Command {
    void on(Store store, SessionOptions by);
  }

  @Test
  void namespacesAreAdministeredByNobodyElse() {
    matrices(matrix -> {
      for (Who who : AccessMatrix.PEOPLE) {
        for (String text : NAMESPACES) {
          boolean administers = matrix.oracle.administers(who, text);
          administer(matrix, who, text, administers);
          if (!text.isEmpty()) {
            String above = text.contains("/") ? text.substring(0, text.lastIndexOf('/')) : "";
            setQuotas(matrix, who, prefix(text), matrix.oracle.administers(who, above));
          }
        }
      }
    });
  }

  private static void administer(AccessMatrix matrix, Who who, String text, boolean expected) {
    Optional<KeyPrefix> namespace = text.isEmpty() ? Optional.empty() : Optional.of(prefix(text));
    Rule rule = new Rule("member:other", "read", text, true);
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put(
        "history.keep",
        (store, by) -> store.history().keep(namespace, HistoryPolicy.parse("3 versions"), by));
    commands.put(
        "access.state", (store, by) -> store.access().state(List.of(RandomRules.stated(rule)), by));
    commands.put(
        "access.takeBack",
        (store, by) -> store.access().takeBack(List.of(RandomRules.stated(rule)), by));
    namespace.ifPresent(place -> {
      commands.put(
          "access.recordReads", (store, by) -> store.access().recordReads(place, true, by));
      commands.put(
          "identities.grantRole",
          (store, by) -> store.identities().grantRole("other", Role.parse(place + ":guest"), by));
      commands.put(
          "identities.revokeRole",
          (store, by) -> store.identities().revokeRole("torn", Role.parse(place + ":clerk"), by));
    });
    commands.forEach((name, command) -> onCopy(matrix, who, name + " " + text, command, expected));
  }

  private static void setQuotas(
      AccessMatrix matrix, Who who, KeyPrefix namespace, boolean expected) {
    Quota quota = new Quota(OptionalLong.of(77), OptionalLong.empty());
    onCopy(
        matrix,
        who,
        "quotas.set " + namespace,
        (store, by) -> store.quotas().set(namespace, quota, by),
        expected);
    onCopy(
        matrix,
        who,
        "quotas.clear " + namespace,
        (store, by) -> store.quotas().clear(namespace, by),
        expected);
  }

  private static void onCopy(
      AccessMatrix matrix, Who who, String name, Command command, boolean expected) {
    try (Store copy = matrix.store.overlay()) {
      assertHappens(expected, () -> command.on(copy, matrix.as(who)), () -> who + ": " + name);
    }
  }

  @Test
  void identitiesAreChangedAndSeenByAdministratorsAndOneself() {
    AccessMatrix matrix = matrix(AccessMatrix.CHOSEN_RULES);
    SigningKey key = SigningKey.generate();
    for (Who who : AccessMatrix.PEOPLE) {
      onCopy(
          matrix,
          who,
          "identities.create",
          (store, by) -> store.identities().create("fresh", key.verifyingKey(), by),
          who.isAdmin());
      for (String member : List.of("plain", "other", "torn")) {
        boolean self = who.member().equals(Optional.of(member));
        onCopy(
            matrix,
            who,
            "identities.rotateKey " + member,
            (store, by) -> store.identities().rotateKey(member, key.verifyingKey(), by),
            who.isAdmin() || self);
        onCopy(
            matrix,
            who,
            "identities.disable " + member,
            (store, by) -> store.identities().disable(member, by),
            who.isAdmin());
        onCopy(
            matrix,
            who,
            "identities.grantRole admin " + member,
            (store, by) -> store.identities().grantRole(member, Role.ADMIN, by),
            who.isAdmin());
        assertHappens(
            matrix.allows(who, "read", key("system/identity/" + member)),
            () -> matrix.store.identities().find(matrix.caller(who), member),
            () -> "%s: identities.find %s".formatted(who, member));
      }
      assertThat(matrix.store.identities().list(matrix.caller(who)))
          .as("%s: identities.list", who)
          .extracting(Identity::id)
          .isEqualTo(
              who.isAdmin()
                  ? List.of("clerk", "deep", "gone", "other", "plain", "root", "torn")
                  : who.member().stream().toList());
    }
  }

  @Test
  void whatTheStoreSaysOfItselfIsShownToAdministrators() {
    AccessMatrix matrix = matrix(AccessMatrix.CHOSEN_RULES);
    for (Who who : AccessMatrix.PEOPLE) {
      int rules = matrix.store.access().rules(matrix.caller(who)).size();
      assertThat(rules).as("%s", who).isEqualTo(who.isAdmin() ? 32 : 0);
      assertThat(matrix.store.quotas().list(matrix.caller(who)))
          .as("%s", who)
          .hasSize(who.isAdmin() ? 1 : 0);
      assertThat(matrix.store.access().recordedReads(matrix.caller(who))).isEmpty();
    }
  }

  @Test
  void onlyWhoAdministersAllCompacts() {
    AccessMatrix matrix = matrix(List.of(new Rule("role:auditor", "admin", "", true)));
    for (Who who : AccessMatrix.PEOPLE) {
      assertHappens(
          who.isAdmin(),
          () -> matrix.store.history().compact(matrix.as(who)),
          () -> who + ": history.compact");
    }
  }

  @Test
  void whatIsExplainedIsWhatHappens() {
    matrices(matrix -> {
      for (Who asking : List.of(Who.NOBODY, Who.member("clerk", "org/x:clerk"), ROOT)) {
        for (Who asked : AccessMatrix.PEOPLE) {
          for (Key key : allKeys()) {
            explain(matrix, asking, asked, key);
          }
        }
      }
    });
  }

  private static void explain(AccessMatrix matrix, Who asking, Who asked, Key key) {
    boolean self = asking.member().isPresent() && asking.member().equals(asked.member());
    Subject subject =
        asked.member().<Subject>map(Subject.Member::new).orElseGet(Subject.Everyone::new);
    boolean may =
        self || (key.isSystem() ? asking.isAdmin() : matrix.oracle.administers(asking, key + ""));
    for (Action action : Action.values()) {
      assertHappens(
          may,
          () ->
              assertThat(
                      matrix
                          .store
                          .access()
                          .explain(matrix.caller(asking), subject, action, key)
                          .allowed())
                  .as("%s %s %s", asked, action, key)
                  .isEqualTo(matrix.allows(asked, action.label(), key)),
          () -> "%s explains %s of %s".formatted(asking, asked, key));
    }
  }

  @Test
  void aDisabledMemberEntersNowhere() {
    AccessMatrix matrix = matrix(AccessMatrix.CHOSEN_RULES);
    Caller gone = matrix.members.caller(AccessMatrix.GONE);
    SessionOptions by = Members.options(gone);
    Store store = matrix.store;
    Quota quota = new Quota(OptionalLong.of(1), OptionalLong.empty());
    SigningKey key = SigningKey.generate();
    Map<String, Runnable> ways = new LinkedHashMap<>();
    ways.put("session", () -> store.session(by));
    ways.put("begin", () -> store.begin(by));
    ways.put("view", () -> store.view(gone));
    ways.put("viewAt", () -> store.viewAt(gone, 1));
    ways.put("watch", () -> store.watch(gone, 0, Optional.empty()));
    ways.put("keep", () -> store.history().keep(Optional.empty(), Optional.empty(), by));
    ways.put("compact", () -> store.history().compact(by));
    ways.put("rules", () -> store.access().rules(gone));
    ways.put("state", () -> store.access().state(List.of(), by));
    ways.put("takeBack", () -> store.access().takeBack(List.of(), by));
    ways.put("recordedReads", () -> store.access().recordedReads(gone));
    ways.put("recordReads", () -> store.access().recordReads(prefix("org"), true, by));
    ways.put(
        "explain",
        () ->
            store
                .access()
                .explain(
                    gone,
                    new Subject.Member(AccessMatrix.GONE),
                    Action.READ,
                    key("member/gone/a")));
    ways.put("quotas", () -> store.quotas().list(gone));
    ways.put("quota", () -> store.quotas().set(prefix("org"), quota, by));
    ways.put("clear", () -> store.quotas().clear(prefix("org/x"), by));
    ways.put("identities", () -> store.identities().list(gone));
    ways.put("find", () -> store.identities().find(gone, "gone"));
    ways.put("create", () -> store.identities().create("new", key.verifyingKey(), by));
    ways.put("rotate", () -> store.identities().rotateKey("gone", key.verifyingKey(), by));
    try (Store overlay = store.overlay()) {
      ways.put("overlay", () -> overlay.session(by));
      ways.forEach((name, way) -> assertHappens(false, way, () -> name));
    }
  }

  private interface MatrixTest {
    void on(AccessMatrix matrix);
  }

  private void matrices(MatrixTest test) {
    for (List<Rule> rules : ruleSets()) {
      test.on(matrix(rules));
    }
  }

  private static List<List<Rule>> ruleSets() {
    long seed = System.nanoTime();
    System.out.println("AccessMatrixTests: seed " + seed);
    return List.of(AccessMatrix.CHOSEN_RULES, new RandomRules(new Random(seed)).rules(60));
  }

  private AccessMatrix matrix(List<Rule> rules) {
    AccessMatrix matrix = new AccessMatrix(newPlace(), rules);
    closing(matrix.store);
    return matrix;
  }

  private static List<Key> allKeys() {
    return Stream.concat(AccessMatrix.KEYS.stream(), AccessMatrix.SYSTEM_KEYS.stream()).toList();
  }

  /** It happens, or it is refused as a denial. */
  private static void assertHappens(boolean expected, Runnable call, Supplier<String> what) {
    Optional<StorageException> refused = Optional.empty();
    try {
      call.run();
    } catch (StorageException e) {
      assertThat(e.code()).as(() -> what.get() + ": " + e.getMessage()).isEqualTo(ACCESS_DENIED);
      refused = Optional.of(e);
    }
    if (refused.isEmpty() != expected) {
      String message = refused.map(StorageException::getMessage).orElse("it happened");
      fail("%s: %s".formatted(what.get(), message));
    }
  }
}
