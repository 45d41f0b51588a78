package coop.covm.migration;

import coop.covm.storage.migration.AppliedMigration;
import coop.covm.storage.migration.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The migrations of a directory beside those that a store has had.
 *
 * @param migrations all, by number
 * @param problems why nothing may be applied; empty if all that is left may
 */
public record MigrationPlan(List<PlannedMigration> migrations, List<MigrationProblem> problems) {
  public MigrationPlan {
    migrations = List.copyOf(migrations);
    problems = List.copyOf(problems);
  }

  /**
   * @param applied by number, without holes
   */
  public static MigrationPlan of(MigrationFiles files, List<AppliedMigration> applied) {
    return new Comparison(files, applied).plan();
  }

  /** Those to apply, in order, up to a number. */
  public List<MigrationFile> pending(int to) {
    return migrations.stream()
        .filter(one -> one.state() == MigrationState.PENDING && one.number() <= to)
        .flatMap(one -> one.file().stream())
        .toList();
  }

  /** A problem for each that is left, for who expects none. */
  public List<MigrationProblem> unapplied() {
    return pending(Migration.MOST).stream()
        .map(file ->
            MigrationProblem.of(
                MigrationError.PENDING,
                "%s is not applied; covm migrate up applies it".formatted(file.source().name())))
        .toList();
  }

  /**
   * Refuses to go on if anything is wrong.
   *
   * @throws MigrationException telling all problems
   */
  public void checkSound() {
    if (!problems.isEmpty()) {
      throw new MigrationException(problems);
    }
  }

  /** Finds how each migration stands, and what is wrong. */
  private static final class Comparison {
    private final MigrationFiles files;
    private final List<AppliedMigration> applied;
    private final List<PlannedMigration> migrations = new ArrayList<>();
    private final List<MigrationProblem> problems;

    Comparison(MigrationFiles files, List<AppliedMigration> applied) {
      this.files = files;
      this.applied = applied;
      this.problems = new ArrayList<>(files.problems());
    }

    MigrationPlan plan() {
      int newest = Math.max(applied.size(), files.nextNumber() - 1);
      int number = 1;
      while (number <= newest) {
        List<MigrationFile> ofNumber = files(number);
        if (ofNumber.isEmpty() && number > applied.size()) {
          number = addHole(number);
        } else {
          add(number, ofNumber);
          number++;
        }
      }
      return new MigrationPlan(migrations, problems);
    }

    private List<MigrationFile> files(int number) {
      return files.files().stream().filter(file -> file.number() == number).toList();
    }

    private void add(int number, List<MigrationFile> ofNumber) {
      Optional<AppliedMigration> done =
          number <= applied.size() ? Optional.of(applied.get(number - 1)) : Optional.empty();
      if (ofNumber.isEmpty()) {
        AppliedMigration gone = done.orElseThrow();
        problems.add(missing(gone));
        migrations.add(
            new PlannedMigration(number, MigrationState.MISSING, Optional.empty(), done));
      } else if (ofNumber.size() > 1) {
        problems.add(duplicate(ofNumber, done));
        ofNumber.forEach(file ->
            migrations.add(
                new PlannedMigration(number, MigrationState.DUPLICATE, Optional.of(file), done)));
      } else {
        MigrationFile file = ofNumber.getFirst();
        done.flatMap(it -> changed(it, file)).ifPresent(problems::add);
        migrations.add(new PlannedMigration(number, state(file, done), Optional.of(file), done));
      }
    }

    private static MigrationState state(MigrationFile file, Optional<AppliedMigration> done) {
      if (done.isEmpty()) {
        return MigrationState.PENDING;
      }
      return done.get().migration().equals(file.migration())
          ? MigrationState.APPLIED
          : MigrationState.CHANGED;
    }

    /** The number behind the hole. */
    private int addHole(int number) {
      MigrationFile next =
          files.files().stream().filter(file -> file.number() > number).findFirst().orElseThrow();
      problems.add(
          MigrationProblem.of(
              MigrationError.NUMBER,
              "there is no migration %s before %s in '%s'; bring it back, or rename %s to %s"
                  .formatted(
                      number,
                      next.file(),
                      files.directory(),
                      next.file(),
                      new MigrationName(number, next.name().name()).file())));
      return next.number();
    }

    private MigrationProblem duplicate(
        List<MigrationFile> ofNumber, Optional<AppliedMigration> done) {
      List<MigrationFile> free =
          ofNumber.stream()
              .filter(file ->
                  !done.map(AppliedMigration::migration).equals(Optional.of(file.migration())))
              .toList();
      MigrationFile moving = free.getLast();
      return MigrationProblem.of(
          MigrationError.NUMBER,
          "%s have the same number in '%s'; rename %s to %s"
              .formatted(
                  String.join(" and ", ofNumber.stream().map(MigrationFile::file).toList()),
                  files.directory(),
                  moving.file(),
                  new MigrationName(
                          Math.max(files.nextNumber(), applied.size() + 1), moving.name().name())
                      .file()));
    }

    private Optional<MigrationProblem> changed(AppliedMigration done, MigrationFile file) {
      Migration was = done.migration();
      Migration is = file.migration();
      if (was.equals(is)) {
        return Optional.empty();
      }
      if (was.program().equals(is.program())) {
        return Optional.of(
            MigrationProblem.of(
                MigrationError.CHANGED,
                "%s in '%s' was applied at revision %s under the name %s; rename it back"
                    .formatted(file.file(), files.directory(), done.revision(), fileOf(was))));
      }
      if (!was.name().equals(is.name())) {
        return Optional.of(
            MigrationProblem.of(
                MigrationError.CHANGED,
                "%s in '%s' is not what was applied as migration %s at revision %s, %s; if it is a new one, rename it to %s and bring the other back: %s"
                    .formatted(
                        file.file(),
                        files.directory(),
                        was.number(),
                        done.revision(),
                        fileOf(was),
                        new MigrationName(
                                Math.max(files.nextNumber(), applied.size() + 1), is.name())
                            .file(),
                        remedy(done, fileOf(was)))));
      }
      return Optional.of(
          MigrationProblem.of(
              MigrationError.CHANGED,
              "%s in '%s' has changed since it was applied at revision %s: its SHA-256 was %s and is %s; write the change as a new migration and bring the old text back: %s"
                  .formatted(
                      file.file(),
                      files.directory(),
                      done.revision(),
                      was.program(),
                      is.program(),
                      remedy(done, file.file()))));
    }

    private MigrationProblem missing(AppliedMigration gone) {
      return MigrationProblem.of(
          MigrationError.MISSING,
          "%s was applied at revision %s and is not in '%s'; bring it back: %s"
              .formatted(
                  fileOf(gone.migration()),
                  gone.revision(),
                  files.directory(),
                  remedy(gone, fileOf(gone.migration()))));
    }

    /** The store keeps the text of every program that made a commit. */
    private String remedy(AppliedMigration applied, String file) {
      return "covm audit show %s --program-text > %s"
          .formatted(applied.revision(), files.directory().resolve(file));
    }

    private static String fileOf(Migration migration) {
      return new MigrationName(migration.number(), migration.name()).file();
    }
  }
}
