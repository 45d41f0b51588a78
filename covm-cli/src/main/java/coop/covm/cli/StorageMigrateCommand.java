package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Progress;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.copy.Migration;
import coop.covm.storage.spi.StorageBackend;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage migrate}: a store with its whole history, into another backend. */
final class StorageMigrateCommand implements Command {
  private static final String FROM = "--from";
  private static final String TO = "--to";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "migrate",
                "Copy a store with its whole history into another backend, and verify it.",
                "covm storage migrate --from file:old --to rocksdb:/srv/acme",
                "covm storage migrate --from file:old --to rocksdb:/srv/acme   # goes on, or brings what is new")
            .addOption(Usage.option(FROM, "URL", "The store to copy, file:DIR or rocksdb:DIR."))
            .addOption(
                Usage.option(
                    TO, "URL", "Where to, file:DIR or rocksdb:DIR: a new place, or such a copy."));
    return CallerOption.addTo(StoreOption.addWaitTo(spec)).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    StorePlace from = place(FROM, arguments);
    StorePlace to = place(TO, arguments);
    if (from.url().equals(to.url())) {
      throw CommandException.usage(
          "%s and %s name the same store, %s".formatted(FROM, TO, from.url()));
    }
    StoreVisit visit = new StoreVisit(from, CallerOption.of(arguments, terminal));
    try (Interruption _ = Interruption.begin();
        Store source = visit.toRead()) {
      source.copies().checkAllowed(visit.caller());
      Migration.Report report = migrate(source, visit, to, terminal);
      tell(report, to, JsonOption.isSet(arguments), terminal);
      return Exit.OK;
    } catch (InterruptedException e) {
      terminal.notes().line("covm: migrating was stopped; called again, it goes on");
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  private static StorePlace place(String option, ParseResult arguments) {
    String url =
        Usage.given(arguments, option)
            .orElseThrow(() ->
                CommandException.usage(
                    "%s URL and %s URL say from where and to where".formatted(FROM, TO)));
    return StoreOption.place(url, arguments);
  }

  private static Migration.Report migrate(
      Store source, StoreVisit visit, StorePlace to, Terminal terminal)
      throws InterruptedException {
    try (Progress progress = terminal.progress();
        StorageBackend target = to.target()) {
      return new Migration(source, visit.caller(), new ShownCopying(progress)).into(target);
    }
  }

  private static void tell(
      Migration.Report report, StorePlace to, boolean asJson, Terminal terminal) {
    long revision = report.head().revision();
    if (asJson) {
      terminal
          .out()
          .json(
              new JsonObject()
                  .with("status", Json.of("ok"))
                  .with("store", Json.of(to.url()))
                  .with("revision", Json.of(revision))
                  .with("head", Json.of(report.head().digest().toString()))
                  .with("before", Json.of(report.before()))
                  .with("copied", Json.of(revision - report.before()))
                  .with("missingKey", Json.ofOptional(report.missingKey(), Json::of))
                  .json());
    } else {
      terminal
          .out()
          .line(
              "copied %s%s to %s and verified all through %s"
                  .formatted(
                      Counted.of(revision - report.before(), "commit"),
                      report.before() > 0
                          ? " behind the %s that were there".formatted(report.before())
                          : "",
                      to.url(),
                      report.head().digest()));
    }
    report
        .missingKey()
        .ifPresent(name ->
            terminal
                .notes()
                .line(
                    "covm: the source has not got its own key %s; put a copy of it into the directory of the new store before anything is committed"
                        .formatted(name)));
  }
}
