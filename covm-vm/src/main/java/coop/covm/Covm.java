package coop.covm;

import coop.covm.engine.Engines;
import coop.covm.engine.Outcome;
import coop.covm.engine.Output;
import coop.covm.engine.RunRequest;
import coop.covm.engine.Tracer;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.migration.Migration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A store with a machine beside it: opens the one and runs programs on it with the other. Safe for
 * use by any number of threads; each run has a session of its own.
 */
public final class Covm implements AutoCloseable {
  private final Store store;
  private final Engines engines = new Engines();

  private Covm(Store store) {
    this.store = store;
  }

  /**
   * Opens the store that the URL names, and makes it if it is not there.
   *
   * @throws StorageException as {@link Store#open(String, OpenMode)}
   */
  public static Covm open(String url) {
    return over(Store.open(url, OpenMode.CREATE));
  }

  /**
   * Runs programs on a store that is open.
   *
   * @param store closed together with this
   */
  public static Covm over(Store store) {
    return new Covm(store);
  }

  /** The store, for all that needs no program. */
  public Store store() {
    return store;
  }

  /**
   * Compiles a program and runs it with {@link RunOptions#STANDARD}.
   *
   * @param text the source text
   * @throws ProgramException if it does not compile; nothing was run
   * @throws RunFailedException as {@link #run(CompiledProgram, RunOptions)}
   * @throws StorageException as there
   */
  public RunResult run(String text) {
    return run(CompiledProgram.of(text), RunOptions.STANDARD);
  }

  /**
   * Runs a program to its end.
   *
   * @throws RunFailedException if the program fails, is stopped by a limit or by an interrupt of
   *     the thread, or its storage fails; what it had committed before stays
   * @throws StorageException if the run cannot begin: {@code StoreClosed}, {@code StoreFailed},
   *     {@code StoreDamaged}, {@code AccessDenied} if a secured store does not know the caller
   */
  public RunResult run(CompiledProgram program, RunOptions options) {
    return recorded(program, options, Optional.empty());
  }

  /**
   * Runs a program to its end while somebody watches, for instance a {@link
   * coop.covm.profile.Profiler}.
   *
   * @throws RunFailedException as {@link #run(CompiledProgram, RunOptions)}
   * @throws StorageException as there
   */
  public RunResult run(CompiledProgram program, RunOptions options, Tracer tracer) {
    return recorded(program, options, Optional.of(tracer));
  }

  private RunResult recorded(CompiledProgram program, RunOptions options, Optional<Tracer> tracer) {
    RecordedOutput output = new RecordedOutput();
    Outcome outcome = run(program, options, output, tracer);
    RunResult result = output.result(outcome);
    if (outcome.trap().isPresent()) {
      throw new RunFailedException(program.source(), outcome.trap().get(), result);
    }
    return result;
  }

  /**
   * Runs a program and tells what it emits as it happens.
   *
   * @param tracer told of each instruction, if somebody watches
   * @return how it ended, in failure too
   * @throws StorageException if the run cannot begin, as {@link #run(CompiledProgram, RunOptions)}
   */
  public Outcome run(
      CompiledProgram program, RunOptions options, Output output, Optional<Tracer> tracer) {
    return run(program, options, output, tracer, Optional.empty());
  }

  /**
   * Runs the program of a migration as one transaction, which also records that it was applied: all
   * or nothing. {@link coop.covm.migration} says which migrations there are to apply.
   *
   * @param migration names the program; the next one of the store
   * @param options the run is atomic whatever they say
   * @return how it ended; in failure nothing has changed, with {@code MigrationNotNext} because
   *     others were quicker
   * @throws StorageException if the run cannot begin: as {@link #run(CompiledProgram, RunOptions)},
   *     and {@code StoreReadOnly}
   */
  public Outcome migrate(
      CompiledProgram program, Migration migration, RunOptions options, Output output) {
    return run(program, options.withAtomic(true), output, Optional.empty(), Optional.of(migration));
  }

  private Outcome run(
      CompiledProgram program,
      RunOptions options,
      Output output,
      Optional<Tracer> tracer,
      Optional<Migration> migration) {
    long nowSeconds = Instant.now().getEpochSecond();
    RunStatement statement =
        new RunStatement(
            Optional.of(program.module().source()),
            options.parameters(),
            UUID.randomUUID(),
            nowSeconds,
            StatedLimits.of(options));
    SessionOptions who = new SessionOptions(options.caller(), options.namespace(), statement);
    try (Session session =
        migration.isPresent() ? store.migrate(migration.get(), who) : store.session(who)) {
      return engines
          .of(options.engine())
          .run(
              program.module(),
              new RunRequest(
                  session,
                  options.parameters(),
                  options.limits(),
                  nowSeconds,
                  options.atomic(),
                  output,
                  tracer));
    }
  }

  /** Closes the store; waits for commits under way. Closing twice is harmless. */
  @Override
  public void close() {
    store.close();
  }
}
