package coop.covm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.covm.bytecode.ModuleFile;
import coop.covm.engine.EngineChoice;
import coop.covm.engine.RunLimits;
import coop.covm.engine.TrapCode;
import coop.covm.error.ErrorKind;
import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreView;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.CommitBody;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CovmTest {
  @TempDir Path directory = Path.of(".");
  private final Covm covm = Covm.open("memory:");

  @AfterEach
  void close() {
    covm.close();
  }

  @Test
  void aRunGivesWhatItDid() {
    RunResult result =
        covm.run("push 1\nstorep org/a/b\nemit \"x\"\nemitevent \"c\" \"m\"\npush 2\npush 3");
    assertThat(result.output()).containsExactly("x");
    assertThat(result.events()).containsExactly(new RunResult.Event("c", "m"));
    assertThat(result.stack()).containsExactly(NumberValue.of(2), NumberValue.of(3));
    assertThat(result.revision()).isEqualTo(1);
    assertThat(result.writes()).isEqualTo(1);
    assertThat(result.fuel()).isPositive();
  }

  @Test
  void aSecuredStoreRunsProgramsForWhoComesWithItsKey() {
    Caller ana = Caller.of("ana", SigningKey.generate());
    covm.store()
        .security()
        .secure(
            new SessionOptions(
                ana, Optional.empty(), RunStatement.direct(UUID.randomUUID(), 1_767_225_600)));
    CompiledProgram program =
        CompiledProgram.of("requirerole admin\npush 1\nstorep org/a/b\ngetcaller");
    RunResult result = covm.run(program, RunOptions.STANDARD.withCaller(ana));
    assertThat(result.stack()).containsExactly(StringValue.of("ana"));
    try (StoreView view = covm.store().view(ana)) {
      assertThat(view.commit(result.revision()).envelope().signature()).isPresent();
    }
    assertThat(
            catchThrowableOfType(
                    StorageException.class,
                    () -> covm.run(program, RunOptions.STANDARD.withPrincipal("ana")))
                .code())
        .isEqualTo(StorageError.ACCESS_DENIED);
    RunFailedException denied =
        catchThrowableOfType(
            RunFailedException.class, () -> covm.run(program, RunOptions.STANDARD));
    assertThat(denied.code()).isEqualTo(StorageError.ACCESS_DENIED);
    assertThat(denied.code().kind().exitCode()).isEqualTo(77);
    assertThat(denied.facts()).isEqualTo(Map.of("action", "requirerole", "role", "admin"));
  }

  @Test
  void theCallerOfOptionsIsOneHoweverItIsNamed() {
    RunOptions named =
        new RunOptions(
            Map.of(),
            Optional.of("ana"),
            Optional.empty(),
            RunLimits.DEFAULT,
            false,
            EngineChoice.AUTO);
    assertThat(named).isEqualTo(RunOptions.STANDARD.withCaller(Caller.named("ana")));
    assertThat(named.principal()).contains("ana");
    assertThat(RunOptions.STANDARD.principal()).isEmpty();
    assertThatThrownBy(() -> RunOptions.STANDARD.withPrincipal("a/b"))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void aCommitTellsWhoRanWhatAndHow() {
    CompiledProgram program = CompiledProgram.of("load name\nstorep greeting");
    covm.run(
        program,
        RunOptions.STANDARD
            .withPrincipal("ana")
            .withNamespace(KeyPrefix.parse("org/a"))
            .withParameter("name", StringValue.of("Ana"))
            .withLimits(RunLimits.DEFAULT.withFuel(1_234)));
    try (StoreView view = covm.store().view()) {
      CommitBody body = view.commit(1).body();
      assertThat(body.principal()).contains("ana");
      assertThat(body.namespace()).contains(KeyPrefix.parse("org/a"));
      assertThat(body.run().program().orElseThrow()).hasToString(program.module().programDigest());
      assertThat(body.run().parameters()).containsOnlyKeys("name");
      assertThat(body.run().limits()).containsEntry("fuel", 1_234L);
      assertThat(view.get(Key.parse("org/a/greeting"))).contains(StringValue.of("Ana"));
    }
  }

  @Test
  void aProgramThatDoesNotCompileIsReportedWholeAndChangesNothing() {
    ProgramException thrown =
        catchThrowableOfType(
            ProgramException.class, () -> covm.run("push 1\nstorep org/a/b\npsuh 1\nadd"));
    assertThat(thrown.code().kind()).isEqualTo(ErrorKind.PROGRAM);
    assertThat(thrown).hasMessageStartingWith("program:3:1: ");
    assertThat(thrown.report()).contains("program:3:1: error E0").contains("| psuh 1");
    assertThat(covm.store().revision()).isZero();
  }

  @Test
  void aRunThatFailsTellsWhereAndWhatItHadDone() {
    RunFailedException thrown =
        catchThrowableOfType(
            RunFailedException.class,
            () -> covm.run("push 1\nstorep org/a/b\nemit \"kept\"\nfail \"no more\""));
    assertThat(thrown).hasMessageStartingWith("program:4:1: ").hasMessageContaining("no more");
    assertThat(thrown.code().kind()).isEqualTo(ErrorKind.RUN);
    assertThat(thrown.trap().code()).isEqualTo(thrown.code());
    assertThat(thrown.result().output()).containsExactly("kept");
    assertThat(thrown.result().revision()).isEqualTo(1);
    assertThat(covm.store().revision()).isEqualTo(1);
  }

  @Test
  void anAtomicRunThatFailsChangesNothing() {
    CompiledProgram program = CompiledProgram.of("push 1\nstorep org/a/b\nfail \"no\"");
    assertThatThrownBy(() -> covm.run(program, RunOptions.STANDARD.withAtomic(true)))
        .isInstanceOf(RunFailedException.class);
    assertThat(covm.store().revision()).isZero();
  }

  @Test
  void aLimitEndsARun() {
    CompiledProgram program = CompiledProgram.of("while:\n  condition:\n    push true\n  nop");
    RunOptions little = RunOptions.STANDARD.withLimits(RunLimits.DEFAULT.withFuel(1_000));
    RunFailedException thrown =
        catchThrowableOfType(RunFailedException.class, () -> covm.run(program, little));
    assertThat(thrown.code()).isEqualTo(TrapCode.FUEL_EXHAUSTED);
  }

  @Test
  void aFileOfSourceAndItsModuleRunAlike() throws Exception {
    Path source = directory.resolve("add.covm");
    Files.writeString(source, "push 1\npush 2\nadd");
    CompiledProgram fromSource = CompiledProgram.read(source);
    Path module = directory.resolve("add.covmc");
    Files.write(module, ModuleFile.write(fromSource.module()));
    CompiledProgram fromModule = CompiledProgram.read(module);
    assertThat(fromSource.fromSource()).isTrue();
    assertThat(fromModule.fromSource()).isFalse();
    assertThat(covm.run(fromModule, RunOptions.STANDARD))
        .isEqualTo(covm.run(fromSource, RunOptions.STANDARD));
  }

  @Test
  void aNameOfAParameterIsThatOfAVariable() {
    assertThatThrownBy(() -> RunOptions.STANDARD.withParameter("1a", NumberValue.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'1a' is no name of a parameter");
    RunOptions decomposed = RunOptions.STANDARD.withParameter("e\u0301", NumberValue.of(1));
    assertThat(decomposed.parameters()).containsOnlyKeys("\u00e9");
  }

  @Test
  void manyThreadsRunOneProgram() throws Exception {
    CompiledProgram program = CompiledProgram.of("loop 25:\n  push 1\n  incrementp org/a/n");
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<RunResult>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        runs.add(executor.submit(() -> covm.run(program, RunOptions.STANDARD)));
      }
      for (Future<RunResult> run : runs) {
        assertThat(run.get().writes()).isEqualTo(25);
      }
    }
    try (StoreView view = covm.store().view()) {
      assertThat(view.get(Key.parse("org/a/n"))).contains(NumberValue.of(200));
    }
  }

  @Test
  void afterClosingNothingRuns() {
    covm.close();
    covm.close();
    StorageException thrown =
        catchThrowableOfType(StorageException.class, () -> covm.run("push 1"));
    assertThat(thrown.code()).isEqualTo(StorageError.STORE_CLOSED);
  }
}
