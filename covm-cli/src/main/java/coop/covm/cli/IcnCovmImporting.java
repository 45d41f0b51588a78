package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Progress;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.exchange.IcnCovmImport;
import coop.covm.storage.exchange.IcnCovmPlan;
import coop.covm.storage.exchange.ImportListener;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * {@code covm storage import --format icn-covm}: a directory of the original icn-covm.
 *
 * @param into where all of it goes
 * @param skipDamaged whether what cannot be imported is left out
 */
record IcnCovmImporting(
    String directory, KeyPrefix into, boolean restart, boolean skipDamaged, boolean dryRun) {
  static final String FORMAT = "icn-covm";

  void run(StoreVisit visit, boolean json, Terminal terminal) throws InterruptedException {
    try (Store store = dryRun ? toRead(visit) : made(visit, terminal)) {
      work(store, visit.caller(), json, terminal);
    } catch (IOException e) {
      throw InputBytes.failed(directory, e);
    }
  }

  private void work(Store store, Caller caller, boolean json, Terminal terminal)
      throws IOException, InterruptedException {
    IcnCovmPlan plan;
    OptionalLong revision = OptionalLong.empty();
    try (Progress progress = terminal.progress()) {
      IcnCovmImport importing =
          new IcnCovmImport(store, caller, path(), into, restart, shown(progress));
      plan = importing.plan();
      tellFindings(plan, terminal);
      if (!dryRun) {
        revision = importing.run(skipDamaged);
      }
    }
    if (json) {
      terminal.out().json(json(plan, revision));
    } else {
      terminal.out().line(line(plan, revision));
    }
  }

  private Path path() {
    try {
      return Path.of(directory);
    } catch (InvalidPathException e) {
      throw CommandException.usage("'%s' is no name of a directory".formatted(directory));
    }
  }

  private static void tellFindings(IcnCovmPlan plan, Terminal terminal) {
    for (IcnCovmPlan.Finding finding : plan.findings()) {
      terminal.notes().line("covm: cannot be imported: " + finding);
    }
    if (plan.findingCount() > plan.findings().size()) {
      terminal
          .notes()
          .line(
              "covm: and %s more"
                  .formatted(Counted.grouped(plan.findingCount() - plan.findings().size())));
    }
    for (String what : plan.notTaken()) {
      terminal.notes().line("covm: not taken: " + what);
    }
  }

  private String line(IcnCovmPlan plan, OptionalLong revision) {
    String what =
        "%s with %s, %s, %s"
            .formatted(
                Counted.of(plan.keys(), "key"),
                Counted.of(plan.versions(), "version"),
                Counted.of(plan.quotas(), "quota"),
                Counted.of(plan.auditLines(), "line") + " of audit logs");
    if (dryRun) {
      return "would import " + what;
    }
    return revision.isPresent()
        ? "imported %s; revision %s".formatted(what, revision.getAsLong())
        : "nothing was left to import of " + what;
  }

  private Json json(IcnCovmPlan plan, OptionalLong revision) {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("dryRun", Json.of(dryRun))
        .with("keys", Json.of(plan.keys()))
        .with("versions", Json.of(plan.versions()))
        .with("quotas", Json.of(plan.quotas()))
        .with("auditLines", Json.of(plan.auditLines()))
        .with("before", Json.of(plan.before()))
        .with("findingCount", Json.of(plan.findingCount()))
        .with("findings", Json.array(plan.findings(), finding -> Json.of(finding.toString())))
        .with("notTaken", Json.array(plan.notTaken(), Json::of))
        .with("sha256", Json.of(plan.source().toString()))
        .with("revision", revision.isPresent() ? Json.of(revision.getAsLong()) : Json.NULL)
        .json();
  }

  private static ImportListener shown(Progress progress) {
    return new ImportListener() {
      @Override
      public void checked(long bytes, long of) {}

      @Override
      public void imported(long steps, long of) {
        progress.show("imported", Progress.Unit.VERSIONS, steps, of);
      }
    };
  }

  /** A store that is not there counts as an empty one. */
  private static Store toRead(StoreVisit visit) {
    try {
      return visit.toRead();
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_NOT_FOUND) {
        throw e;
      }
      return StorePlace.memory().open(OpenMode.CREATE);
    }
  }

  /** A store that is not there is made only for what can be imported. */
  private Store made(StoreVisit visit, Terminal terminal) throws IOException, InterruptedException {
    try {
      return visit.place().open(OpenMode.EXISTING);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_NOT_FOUND) {
        throw e;
      }
      try (Store empty = StorePlace.memory().open(OpenMode.CREATE)) {
        IcnCovmImport tried =
            new IcnCovmImport(empty, Caller.NOBODY, path(), into, false, ImportListener.NONE);
        IcnCovmPlan plan = tried.plan();
        if (!plan.findings().isEmpty() && !skipDamaged) {
          tellFindings(plan, terminal);
          tried.run(false); // refuses
        }
      }
      return visit.place().made(terminal);
    }
  }
}
