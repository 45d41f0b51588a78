package coop.covm.migration;

import coop.covm.CompiledProgram;
import coop.covm.Covm;
import coop.covm.RunOptions;
import coop.covm.engine.Outcome;
import coop.covm.engine.Output;
import coop.covm.engine.Trap;
import coop.covm.storage.StorageError;
import coop.covm.storage.StoreView;
import coop.covm.storage.migration.AppliedMigration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies the migrations of a directory to a store. Any number of processes may do so at once: each
 * migration is applied by one of them. For use by one thread.
 */
public final class Migrations {
  private final Covm covm;
  private final MigrationFiles files;
  private final RunOptions options;
  private final Map<Integer, CompiledProgram> programs = new HashMap<>();

  /**
   * @param options who applies them, and within which limits each program runs; they are atomic
   *     whatever is said, and should have neither parameters nor a namespace, so that what a
   *     migration does depends on its text alone
   */
  public Migrations(Covm covm, MigrationFiles files, RunOptions options) {
    this.covm = covm;
    this.files = files;
    this.options = options;
  }

  /** Is told how applying goes on. */
  public interface Listener {
    /** A program is about to run; it may be begun again if another process is quicker. */
    Output begins(MigrationFile file);

    /** It has been applied. */
    void applied(MigrationFile file, AppliedMigration applied);
  }

  /**
   * A migration whose program failed: nothing of it has changed the store.
   *
   * @param trap why it ended
   */
  public record Failure(MigrationFile file, Trap trap) {}

  /**
   * How the migrations stand now.
   *
   * @throws coop.covm.storage.StorageException {@code AccessDenied} if the caller may not read
   *     {@code system/migration/}
   */
  public MigrationPlan plan() {
    try (StoreView view = covm.store().view(options.caller())) {
      return MigrationPlan.of(files, AppliedMigration.all(view));
    }
  }

  /**
   * Applies what is left, in order, up to a number. Everything that may be applied is compiled
   * before the first program runs.
   *
   * @return the first that failed, if one did: those before are applied, those behind were not
   *     tried
   * @throws MigrationException if anything is wrong with the migrations; nothing was applied
   * @throws coop.covm.ProgramException if a program does not compile; nothing was applied
   * @throws coop.covm.storage.StorageException if a run cannot begin, as {@link Covm#migrate}
   */
  public Optional<Failure> up(int to, Listener listener) {
    checked(to).forEach(file -> programs.put(file.number(), file.compiled()));
    List<MigrationFile> pending = checked(to);
    while (!pending.isEmpty()) {
      MigrationFile next = pending.getFirst();
      Optional<Failure> failure = apply(next, listener);
      if (failure.isPresent()) {
        return failure;
      }
      pending = checked(to);
    }
    return Optional.empty();
  }

  private List<MigrationFile> checked(int to) {
    MigrationPlan plan = plan();
    plan.checkSound();
    return plan.pending(to);
  }

  /** Empty too if another process was quicker: whoever goes on looks again. */
  private Optional<Failure> apply(MigrationFile file, Listener listener) {
    CompiledProgram program = programs.computeIfAbsent(file.number(), _ -> file.compiled());
    Outcome outcome = covm.migrate(program, file.migration(), options, listener.begins(file));
    if (outcome.trap().isEmpty()) {
      listener.applied(file, applied(file));
      return Optional.empty();
    }
    return outcome
        .trap()
        .filter(trap -> trap.code() != StorageError.MIGRATION_NOT_NEXT)
        .map(trap -> new Failure(file, trap));
  }

  private AppliedMigration applied(MigrationFile file) {
    try (StoreView view = covm.store().view(options.caller())) {
      return AppliedMigration.all(view).get(file.number() - 1);
    }
  }
}
