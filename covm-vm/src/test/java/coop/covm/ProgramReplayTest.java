package coop.covm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.engine.EngineChoice;
import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is replayed sees what it saw and comes to what it came to, or says what differs. */
final class ProgramReplayTest {
  private final Store store = Store.open("memory:", OpenMode.CREATE);
  private final Covm covm = Covm.over(store);

  @ParameterizedTest
  @EnumSource(EngineChoice.class)
  void everyCommitOfARunComesOutAsItWas(EngineChoice engine) {
    String program =
        """
        push 100
        storep org/acme/balance
        transaction:
          loadp org/acme/balance
          push 40
          sub
          storep org/acme/balance
          push 40
          incrementp org/acme/paid
          deletep org/acme/none
        now
        storep org/acme/when
        load who
        storep org/acme/who
        """;
    covm.run(
        CompiledProgram.of(program),
        RunOptions.STANDARD
            .withParameter("who", StringValue.of("ana"))
            .withPrincipal("treasurer")
            .withNamespace(KeyPrefix.parse("org/acme")));
    assertThat(store.revision()).isEqualTo(4);
    for (long revision = 1; revision <= 4; revision++) {
      ProgramReplay.Result result = replay(revision, engine);
      assertThat(result.differences()).isEmpty();
      assertThat(result.same()).hasSize((int) revision).endsWith(revision);
      assertThat(result.program()).isEqualTo(program);
    }
    assertThat(store.revision()).isEqualTo(4);
  }

  @Test
  void whatOthersCommittedSinceMakesNoDifference() {
    set("org/acme/rate", 3);
    covm.run("loadp org/acme/rate\npush 2\nmul\nstorep org/acme/fee\n");
    set("org/acme/rate", 4);
    set("org/acme/fee", 1);
    assertThat(replay(2, EngineChoice.AUTO).isSame()).isTrue();
  }

  @Test
  void aConflictThatTheRunMetIsMetAgain() {
    set("org/acme/n", 1);
    String program =
        """
        transaction:
          loadp org/acme/n
          push 1
          add
          storep org/acme/n
        """;
    try (Session session = store.session(options(statement(program)))) {
      session.begin(1);
      double seen = ((NumberValue) session.get(key("org/acme/n")).orElseThrow()).value();
      set("org/acme/n", 10);
      session.set(key("org/acme/n"), NumberValue.of(seen + 1));
      assertThatThrownBy(session::commit).isInstanceOf(StorageException.class);
      session.begin(2);
      double again = ((NumberValue) session.get(key("org/acme/n")).orElseThrow()).value();
      session.set(key("org/acme/n"), NumberValue.of(again + 1));
      session.commit();
    }
    assertThat(replay(3, EngineChoice.AUTO).differences()).isEmpty();
  }

  @Test
  void aRunThatWasOneTransactionIsOneAgain() {
    covm.run(
        CompiledProgram.of("push 1\nstorep org/a\npush 2\nstorep org/b\n"),
        RunOptions.STANDARD.withAtomic(true));
    assertThat(store.revision()).isEqualTo(1);
    assertThat(replay(1, EngineChoice.AUTO).isSame()).isTrue();
  }

  @Test
  void aCommitThatTheProgramDoesNotYieldIsReported() {
    String program = "push 1\nstorep org/a\n";
    assertDiffers(program, session -> session.set(key("org/a"), NumberValue.of(2)), "was 2");
    assertDiffers(
        program, session -> session.set(key("org/b"), NumberValue.of(1)), "does not set org/b");
    assertDiffers(program, session -> session.delete(key("org/a")), "does not remove org/a");
    assertDiffers(program, session -> session.increment(key("org/n"), NumberValue.of(1)), "org/n");
    assertDiffers(
        "emit \"nothing\"\n",
        session -> session.set(key("org/a"), NumberValue.of(1)),
        "the program ended (at its end) without");
    assertDiffers(
        "fail \"no\"\n", session -> session.set(key("org/a"), NumberValue.of(1)), "the error");
    assertDiffers(
        "push 1\nstorep org/a\npush 2\nstorep org/c\n",
        session -> {
          session.begin(1);
          session.set(key("org/a"), NumberValue.of(1));
          session.set(key("org/c"), NumberValue.of(2));
          session.commit();
        },
        "met a conflict here");
    assertDiffers(
        "transaction:\n  push 1\n  storep org/a\n",
        session -> session.set(key("org/a"), NumberValue.of(1)),
        "once more");
  }

  private void assertDiffers(String program, Consumer<Session> run, String message) {
    try (Session session = store.session(options(statement(program)))) {
      run.accept(session);
    }
    ProgramReplay.Result result = replay(store.revision(), EngineChoice.AUTO);
    assertThat(result.isSame()).as(program).isFalse();
    assertThat(result.differences().toString()).contains(message);
  }

  @Test
  void whatNoProgramMadeIsNotReplayable() {
    set("org/a", 1);
    assertThatThrownBy(() -> replay(1, EngineChoice.AUTO))
        .isInstanceOf(StorageException.class)
        .satisfies(
            e -> assertThat(((StorageException) e).code()).isEqualTo(StorageError.NOT_REPLAYABLE));
    assertThatThrownBy(() -> replay(9, EngineChoice.AUTO)).isInstanceOf(StorageException.class);
  }

  private ProgramReplay.Result replay(long revision, EngineChoice engine) {
    return new ProgramReplay(store).run(Caller.NOBODY, revision, engine);
  }

  private void set(String key, double value) {
    RunStatement direct = RunStatement.direct(UUID.randomUUID(), 0);
    try (StorageTransaction transaction = store.begin(options(direct))) {
      transaction.set(key(key), NumberValue.of(value));
      transaction.commit();
    }
  }

  private static RunStatement statement(String program) {
    return new RunStatement(Optional.of(program), Map.of(), UUID.randomUUID(), 0, Map.of());
  }

  private static SessionOptions options(RunStatement statement) {
    return new SessionOptions(Optional.empty(), Optional.empty(), statement);
  }

  private static Key key(String text) {
    return Key.parse(text);
  }
}
