package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.engine.Output;
import coop.covm.migration.MigrationFile;
import coop.covm.migration.Migrations;
import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.difference.KeyDifference;
import coop.covm.storage.log.Change;
import coop.covm.storage.migration.AppliedMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells what {@code covm migrate up} does: a line or an object for each migration, and of a dry run
 * what each would change.
 */
final class AppliedReport implements Migrations.Listener {
  private final Optional<Planned> planned;
  private final boolean json;
  private final Terminal terminal;
  private @Nullable GatheredOutput output;
  private int applied;
  private boolean begun;

  /**
   * Where a dry run works.
   *
   * @param store what it makes goes when it is closed
   */
  private record Planned(Store store, Caller caller) {}

  private AppliedReport(Optional<Planned> planned, boolean json, Terminal terminal) {
    this.planned = planned;
    this.json = json;
    this.terminal = terminal;
  }

  static AppliedReport of(boolean json, Terminal terminal) {
    return new AppliedReport(Optional.empty(), json, terminal);
  }

  /**
   * @param store the layer above the real one
   */
  static AppliedReport ofDryRun(Store store, Caller caller, boolean json, Terminal terminal) {
    return new AppliedReport(Optional.of(new Planned(store, caller)), json, terminal);
  }

  @Override
  public Output begins(MigrationFile file) {
    begun = true;
    if (!json) {
      // What a dry run shows is its differences; what it emits is beside that.
      return planned.isPresent()
          ? new RunOutput(new Terminal(terminal.input(), terminal.notes(), terminal.notes()))
          : new RunOutput(terminal);
    }
    output = new GatheredOutput(terminal);
    return output;
  }

  @Override
  public void applied(MigrationFile file, AppliedMigration done) {
    applied++;
    if (planned.isPresent()) {
      showPlanned(file, differences(planned.get(), done.revision()));
    } else if (json) {
      terminal
          .out()
          .json(
              withOutput(
                      ShownMigration.begun(file, "applied")
                          .with("revision", Json.of(done.revision()))
                          .with("time", Json.of(CommitTime.text(done.timeMillis()))))
                  .json());
    } else {
      terminal.out().line("applied %s at revision %s".formatted(file.file(), done.revision()));
    }
  }

  private void showPlanned(MigrationFile file, List<KeyDifference> differences) {
    Channel out = terminal.out();
    if (json) {
      out.json(
          withOutput(
                  ShownMigration.begun(file, "planned")
                      .with("changes", Json.array(differences, ShownDifference::json)))
              .json());
    } else {
      out.line(
          "%s would change %s"
              .formatted(
                  file.file(),
                  differences.isEmpty() ? "nothing" : Counted.of(differences.size(), "key") + ":"));
      differences.forEach(difference -> ShownDifference.print(difference, out));
    }
  }

  /** What a commit changed of the keys that the caller may read, by key. */
  private static List<KeyDifference> differences(Planned planned, long revision) {
    try (StoreView before = planned.store().viewAt(planned.caller(), revision - 1);
        StoreView after = planned.store().viewAt(planned.caller(), revision)) {
      TreeSet<Key> keys = new TreeSet<>();
      after.visibleCommit(revision).stream()
          .flatMap(commit -> commit.body().changes().stream())
          .map(Change::key)
          .filter(key -> !key.isSystem())
          .forEach(keys::add);
      List<KeyDifference> differences = new ArrayList<>();
      for (Key key : keys) {
        KeyDifference.between(key, before.get(key), after.get(key)).ifPresent(differences::add);
      }
      return differences;
    }
  }

  /** Tells of the migration that ended it. */
  void failed(Migrations.Failure failure) {
    if (json) {
      terminal
          .out()
          .json(
              withOutput(
                      ShownMigration.begun(failure.file(), "failed")
                          .with("error", ErrorReport.json(failure.trap(), failure.file().source())))
                  .json());
    }
    terminal.notes().line(ErrorReport.text(failure.trap(), failure.file().source()));
    terminal
        .notes()
        .line(
            planned.isPresent()
                ? "covm: %s would fail".formatted(failure.file().file())
                : "covm: %s failed and changed nothing; %s before it"
                    .formatted(failure.file().file(), wereApplied()));
  }

  /** Says so if there was nothing to do. */
  void ended() {
    if (!begun && !json) {
      terminal.notes().line("covm: nothing is left to apply");
    }
  }

  private String wereApplied() {
    return switch (applied) {
      case 0 -> "none was applied";
      case 1 -> "1 was applied";
      default -> "%,d were applied".formatted(applied);
    };
  }

  private JsonObject withOutput(JsonObject object) {
    return output == null ? object : output.addTo(object);
  }
}
