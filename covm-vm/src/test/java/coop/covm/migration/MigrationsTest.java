package coop.covm.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.CompiledProgram;
import coop.covm.Covm;
import coop.covm.ProgramException;
import coop.covm.ProgramReplay;
import coop.covm.RunOptions;
import coop.covm.engine.EngineChoice;
import coop.covm.engine.Output;
import coop.covm.error.CovmException;
import coop.covm.error.ErrorCode;
import coop.covm.storage.Caller;
import coop.covm.storage.CommitKind;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Subject;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.migration.AppliedMigration;
import coop.covm.storage.migration.Migration;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each migration is applied once, in order, and recorded by the commit that it makes. */
final class MigrationsTest {
  private static final int ALL = Migration.MOST;

  @TempDir Path directory;

  private final Store store = Store.open("memory:", OpenMode.CREATE);
  private final Covm covm = Covm.over(store);

  @AfterEach
  void close() {
    covm.close();
  }

  @Test
  void eachIsOneCommitThatRecordsIt() throws IOException {
    write("V001__begin.covm", "push 1\nstorep org/a/x\npush 2\nstorep org/a/y\n");
    write("V002__rest.covm", "loadp org/a/x\npush 10\nadd\nstorep org/a/x\ndeletep org/a/y\n");
    assertThat(up(ALL)).isEmpty();

    assertThat(store.revision()).isEqualTo(2);
    assertThat(value("org/a/x")).contains(NumberValue.of(11));
    assertThat(value("org/a/y")).isEmpty();
    try (StoreView view = store.view()) {
      CommitRecord second = view.commit(2);
      assertThat(second.body().changes().stream().map(Change::key).map(Key::toString))
          .containsExactlyInAnyOrder("org/a/x", "org/a/y", "system/migration/000002");
      assertThat(second.programText()).contains(read("V002__rest.covm"));
      assertThat(CommitKind.of(second)).isEqualTo(CommitKind.PROGRAM);
      assertThat(AppliedMigration.all(view))
          .extracting(AppliedMigration::revision)
          .containsExactly(1L, 2L);
      assertThat(AppliedMigration.all(view).get(1).migration().program())
          .isEqualTo(second.body().run().program().orElseThrow());
    }
    assertThat(up(ALL)).isEmpty();
    assertThat(store.revision()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push 1\nstorep org/a/x\npush 2\nincrementp org/a/n\n",
        "# nothing\n",
        "deletep org/a/none\n",
        "listkeys org/\nstorep org/a/keys\nnow\nstorep org/a/when\n"
      })
  void theCommitIsReplayed(String program) throws IOException {
    covm.run("push 7\nstorep org/a/before\n");
    write("V001__m.covm", program);
    assertThat(up(ALL)).isEmpty();
    for (EngineChoice engine : EngineChoice.values()) {
      ProgramReplay.Result replay = new ProgramReplay(store).run(Caller.NOBODY, 2, engine);
      assertThat(replay.differences()).isEmpty();
      assertThat(replay.same()).containsExactly(2L);
    }
  }

  @Test
  void aReplayFindsAMarkOfAnotherProgram() {
    Migration forged = new Migration(1, "m", Digest.sha256(new byte[] {1}));
    covm.migrate(
        CompiledProgram.of("push 1\nstorep org/a/x\n"), forged, RunOptions.STANDARD, silent());
    assertThat(new ProgramReplay(store).run(Caller.NOBODY, 1, EngineChoice.AUTO).differences())
        .singleElement()
        .asString()
        .startsWith("revision 1: the value of system/migration/000001 is");
  }

  @Test
  void whatFailsLeavesNothingOfItselfAndAllOfThoseBefore() throws IOException {
    write("V001__good.covm", "push 1\nstorep org/a/x\n");
    write("V002__bad.covm", "push 2\nstorep org/a/x\n\nfail \"no\"\n");
    write("V003__never.covm", "push 3\nstorep org/a/x\n");
    Migrations.Failure failure = up(ALL).orElseThrow();

    assertThat(failure.file().file()).isEqualTo("V002__bad.covm");
    assertThat(failure.file().source().name()).endsWith("V002__bad.covm");
    assertThat(failure.file().source().line(failure.trap().calls().getFirst().start()))
        .isEqualTo(4);
    assertThat(value("org/a/x")).contains(NumberValue.of(1));
    assertThat(store.revision()).isEqualTo(1);
    assertThat(states()).containsExactly("1 applied", "2 pending", "3 pending");

    write("V002__bad.covm", "push 2\nstorep org/a/x\n");
    assertThat(up(ALL)).isEmpty();
    assertThat(value("org/a/x")).contains(NumberValue.of(3));
  }

  @Test
  void aProgramThatDoesNotCompileKeepsAllFromBeginning() throws IOException {
    write("V001__good.covm", "push 1\nstorep org/a/x\n");
    write("V002__bad.covm", "push\n");
    assertThatThrownBy(() -> up(ALL))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("V002__bad.covm:1:");
    assertThat(store.revision()).isZero();
    assertThat(up(1)).isEmpty();
    assertThat(store.revision()).isEqualTo(1);
  }

  @Test
  void applyingGoesUpToANumber() throws IOException {
    write("V001__a.covm", "push 1\nstorep org/a/x\n");
    write("V002__b.covm", "push 2\nstorep org/a/x\n");
    assertThat(up(1)).isEmpty();
    assertThat(states()).containsExactly("1 applied", "2 pending");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begintx\npush 1\nstorep org/a/x\ncommittx\n",
        "push 1\nstorep org/a/x\npush true\nif:\n  committx\n",
        "def undo():\n  rollbacktx\npush 1\n",
        "transaction:\n  push 1\n  storep org/a/x\n"
      })
  void anOwnTransactionIsRefusedAtItsPlace(String program) throws IOException {
    write("V001__tx.covm", program);
    assertProblem(
        MigrationError.TRANSACTION,
        "V001__tx.covm:",
        "the whole program of a migration is one transaction already; take this out");
    assertThat(store.revision()).isZero();
  }

  @Test
  void lineEndsAndABlankEndAreNoChange() throws IOException {
    write("V001__a.covm", "push 1\nstorep org/a/x\n");
    up(ALL);
    write("V001__a.covm", "\uFEFFpush 1\r\nstorep org/a/x\r\n\r\n");
    assertThat(states()).containsExactly("1 applied");
    write("V001__a.covm", "push 1\nstorep org/a/x");
    assertThat(states()).containsExactly("1 applied");
    write("V001__a.covm", "push 1 \nstorep org/a/x\n");
    assertThat(states()).containsExactly("1 changed");
  }

  @Test
  void whatWasAppliedAndChangedIsRefusedWithTheWayBack() throws IOException {
    write("V001__a.covm", "push 1\nstorep org/a/x\n");
    up(ALL);
    write("V001__a.covm", "push 2\nstorep org/a/x\n");
    write("V002__b.covm", "push 3\nstorep org/a/x\n");
    assertProblem(
        MigrationError.CHANGED,
        "V001__a.covm",
        "has changed since it was applied at revision 1",
        "covm audit show 1 --program-text > " + directory.resolve("V001__a.covm"));
    assertThat(value("org/a/x")).contains(NumberValue.of(1));
  }

  @Test
  void whatWasAppliedAndIsRenamedOrGoneIsRefused() throws IOException {
    write("V001__a.covm", "push 1\nstorep org/a/x\n");
    up(ALL);
    Files.move(file("V001__a.covm"), file("V001__b.covm"));
    assertProblem(MigrationError.CHANGED, "under the name V001__a.covm; rename it back");
    write("V001__b.covm", "push 5\nstorep org/a/x\n");
    assertProblem(MigrationError.CHANGED, "is not what was applied as migration 1", "V002__b.covm");
    Files.delete(file("V001__b.covm"));
    assertProblem(MigrationError.MISSING, "V001__a.covm was applied at revision 1 and is not in");
    assertThat(states()).containsExactly("1 missing");
  }

  @Test
  void numbersHaveNoHolesAndStandOnce() throws IOException {
    write("V002__b.covm", "# b\n");
    assertProblem(
        MigrationError.NUMBER, "there is no migration 1 before V002__b.covm", "V001__b.covm");
    write("V001__a.covm", "# a\n");
    write("V004__d.covm", "# d\n");
    assertProblem(
        MigrationError.NUMBER, "there is no migration 3 before V004__d.covm", "V003__d.covm");
    Files.delete(file("V004__d.covm"));
    up(ALL);
    write("V2__c.covm", "# c\n");
    assertProblem(
        MigrationError.NUMBER,
        "V002__b.covm and V2__c.covm have the same number",
        "rename V2__c.covm to V003__c.covm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "V001_a.covm",
        "v001__a.covm",
        "V001__.covm",
        "V000__a.covm",
        "V1__a b.covm",
        "a.covm",
        "V001__a.cov",
        "V1234567__a.covm",
        "V-1__a.covm",
        "V001__ä.covm"
      })
  void whatIsNotNamedAsAMigrationIsNotPassedOver(String name) throws IOException {
    write(name, "# a\n");
    assertProblem(MigrationError.NAME, "'%s' in".formatted(name), "V003__split_funds.covm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", ".V001__a.covm.swp", "V001__a.covm~", ".gitkeep"})
  void whatIsMeantForOthersIsPassedOver(String name) throws IOException {
    write(name, "x");
    assertThat(up(ALL)).isEmpty();
  }

  @Test
  void aCompiledModuleAndADirectoryAreNoMigrations() throws IOException {
    Files.write(file("V001__a.covm"), new byte[] {(byte) 0xC0, 'V', 'M'});
    assertThatThrownBy(() -> up(ALL)).isInstanceOf(CovmException.class);
    Files.delete(file("V001__a.covm"));
    Files.createDirectory(file("V001__a.covm"));
    assertProblem(MigrationError.NAME, "V001__a.covm");
    assertThatThrownBy(() -> MigrationFiles.read(directory.resolve("none")))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("covm migrate new NAME writes the first");
  }

  @Test
  void aSessionThatMigratesChangesNothingOutsideItsTransactionAndOnlyInTurn() {
    Migration first = new Migration(1, "a", Digest.NONE);
    try (Session session = store.migrate(first, options(Caller.NOBODY))) {
      assertCode(
          StorageError.TRANSACTION_STATE,
          () -> session.set(Key.parse("org/a/x"), NumberValue.of(1)));
      session.begin(1);
      assertCode(
          StorageError.SYSTEM_KEY,
          () -> session.set(Key.parse("system/migration/000002"), NumberValue.of(1)));
      session.rollback();
    }
    Migration second = new Migration(2, "b", Digest.NONE);
    try (Session session = store.migrate(second, options(Caller.NOBODY))) {
      assertCode(StorageError.MIGRATION_NOT_NEXT, () -> session.begin(1));
      assertThat(session.inTransaction()).isFalse();
    }
    assertThat(store.revision()).isZero();
  }

  @Test
  void ofTwoAtOnceOnlyOneCommits() {
    Migration first = new Migration(1, "a", Digest.NONE);
    try (Session one = store.migrate(first, options(Caller.NOBODY));
        Session other = store.migrate(first, options(Caller.NOBODY))) {
      one.begin(1);
      other.begin(1);
      one.commit();
      assertCode(StorageError.TRANSACTION_CONFLICT, other::commit);
      assertCode(StorageError.MIGRATION_NOT_NEXT, () -> other.begin(2));
    }
    assertThat(store.revision()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void manyAtOnceApplyEachOnce(boolean oneStore) throws Exception {
    int migrations = 12;
    for (int i = 1; i <= migrations; i++) {
      write("V%03d__m.covm".formatted(i), "push 1\nincrementp org/a/n\n# %s\n".formatted(i));
    }
    int threads = 4;
    String url = "file:" + directory.resolve("store");
    Store shared = Store.open(url, OpenMode.CREATE);
    CyclicBarrier barrier = new CyclicBarrier(threads);
    List<Future<?>> futures = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        futures.add(
            executor.submit(() -> {
              Store own = oneStore ? shared : Store.open(url, OpenMode.EXISTING);
              try {
                barrier.await();
                assertThat(migrations(Covm.over(own), RunOptions.STANDARD).up(ALL, listener()))
                    .isEmpty();
              } finally {
                if (!oneStore) {
                  own.close();
                }
              }
              return null;
            }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
      assertThat(shared.revision()).isEqualTo(migrations);
      try (StoreView view = shared.view()) {
        assertThat(view.get(Key.parse("org/a/n"))).contains(NumberValue.of(migrations));
        assertThat(AppliedMigration.all(view)).hasSize(migrations);
      }
    } finally {
      shared.close();
    }
  }

  @Test
  void inASecuredStoreAnAdministratorAppliesWhatItMayChange() throws IOException {
    SigningKey rootKey = SigningKey.generate();
    SigningKey annKey = SigningKey.generate();
    Caller root = Caller.of("root", rootKey);
    Caller ann = Caller.of("ann", annKey);
    store.security().secure(options(root));
    store.identities().create("ann", annKey.verifyingKey(), options(root));
    grant(root, "ann", Action.WRITE);
    write("V001__a.covm", "push 1\nstorep org/a/x\n");

    for (Caller caller : List.of(Caller.NOBODY, ann)) {
      long before = store.revision();
      assertThatThrownBy(() -> migrations(covm, asking(caller)).up(ALL, listener()))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.code()).isEqualTo(StorageError.ACCESS_DENIED));
      assertThat(value(root, "system/migration/000001")).isEmpty();
      assertThat(store.revision() - before).isLessThanOrEqualTo(1); // the store's note of it
    }

    deny(root, "root");
    Migrations.Failure refused = migrations(covm, asking(root)).up(ALL, listener()).orElseThrow();
    assertThat(refused.trap().code()).isEqualTo(StorageError.ACCESS_DENIED);
    assertThat(value(root, "system/migration/000001")).isEmpty();

    grant(root, "root", Action.WRITE);
    assertThat(migrations(covm, asking(root)).up(ALL, listener())).isEmpty();
    assertThat(value(root, "org/a/x")).contains(NumberValue.of(1));
    try (StoreView view = store.view(root)) {
      assertThat(AppliedMigration.all(view))
          .singleElement()
          .satisfies(one -> assertThat(one.by()).contains("root"));
    }
    assertSound(root);
  }

  private void assertSound(Caller caller) {
    try {
      assertThat(store.audit().verify(caller, Optional.empty(), _ -> {}).findings()).isEmpty();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void grant(Caller by, String member, Action action) {
    state(by, member, action, true);
  }

  private void deny(Caller by, String member) {
    state(by, member, Action.WRITE, false);
  }

  private void state(Caller by, String member, Action action, boolean allowed) {
    Optional<KeyPrefix> namespace = Optional.of(KeyPrefix.parse("org/a"));
    store
        .access()
        .state(
            List.of(new AccessRule(new Subject.Member(member), action, namespace, allowed)),
            options(by));
  }

  private static RunOptions asking(Caller caller) {
    return RunOptions.STANDARD.withCaller(caller);
  }

  private static SessionOptions options(Caller caller) {
    return new SessionOptions(caller, Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }

  private Optional<Migrations.Failure> up(int to) {
    return migrations(covm, RunOptions.STANDARD).up(to, listener());
  }

  private Migrations migrations(Covm over, RunOptions options) {
    return new Migrations(over, MigrationFiles.read(directory), options);
  }

  private List<String> states() {
    return migrations(covm, RunOptions.STANDARD).plan().migrations().stream()
        .map(one -> one.number() + " " + one.state().label())
        .toList();
  }

  private void assertProblem(MigrationError code, String... parts) {
    assertThatThrownBy(() -> up(ALL))
        .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(parts);
  }

  private static void assertCode(ErrorCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(CovmException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private Optional<Value> value(String key) {
    return value(Caller.NOBODY, key);
  }

  private Optional<Value> value(Caller caller, String key) {
    try (StoreView view = store.view(caller)) {
      return view.get(Key.parse(key));
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(file(name), text);
  }

  private String read(String name) throws IOException {
    return Files.readString(file(name));
  }

  private static Migrations.Listener listener() {
    return new Migrations.Listener() {
      @Override
      public Output begins(MigrationFile file) {
        return silent();
      }

      @Override
      public void applied(MigrationFile file, AppliedMigration applied) {}
    };
  }

  private static Output silent() {
    return new Output() {
      @Override
      public void emit(String text) {}

      @Override
      public void event(String category, String message) {}

      @Override
      public void rolledBack(String text) {}

      @Override
      public void rolledBackEvent(String category, String message) {}

      @Override
      public void dump(String text) {}
    };
  }
}
