package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Progress;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.copy.BackupSource;
import coop.covm.storage.copy.Restore;
import coop.covm.storage.copy.RestorePoint;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage restore}: makes a store of a backup. */
final class StorageRestoreCommand implements Command {
  private static final String TO = "--to";
  private static final String AT = "--at";
  private static final String DRY_RUN = "--dry-run";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "restore",
                "Make a store of a backup, as of its end or any point before, and verify it.",
                "covm storage restore /backup/acme --to rocksdb:/srv/acme",
                "covm storage restore /backup/acme --to file:look --at 2026-03-01T12:00:00Z",
                "ssh vault 'cat acme.covmbackup' | covm storage restore - --to rocksdb:/srv/acme")
            .addPositional(
                Usage.parameter(
                    0,
                    "PLACE",
                    "The directory of backups, or the file of one, or - for standard input."))
            .addOption(
                Usage.option(
                    TO,
                    "URL",
                    "The store to make, file:DIR or rocksdb:DIR; nothing may be there yet."))
            .addOption(
                Usage.option(
                    AT, "WHEN", "As of a revision or a time, such as 3 or 2026-03-01T12:00:00Z."))
            .addOption(Usage.flag(DRY_RUN, "Check all of the backup and make nothing."));
    return StoreOption.addWaitTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    boolean dryRun = Usage.has(arguments, DRY_RUN);
    Optional<String> to = Usage.given(arguments, TO);
    if (to.isEmpty() && !dryRun) {
      throw CommandException.usage(
          "%s URL says which store to make; %s only checks the backup".formatted(TO, DRY_RUN));
    }
    RestorePoint point =
        Usage.given(arguments, AT)
            .map(text -> new When(AT, text).point())
            .orElse(RestorePoint.NEWEST);
    BackupSource source = source(Usage.text(arguments, 0), terminal);
    try (Interruption _ = Interruption.begin()) {
      boolean asJson = JsonOption.isSet(arguments);
      if (dryRun) {
        tellContent(checked(source, point, terminal), asJson, terminal);
      } else {
        StorePlace place = StoreOption.place(to.orElseThrow(), arguments);
        tell(restored(source, point, place, terminal), place, asJson, terminal);
      }
      return Exit.OK;
    } catch (InterruptedException e) {
      terminal.notes().line("covm: restoring was stopped; called again, it goes on");
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  private static Restore.Content checked(BackupSource source, RestorePoint point, Terminal terminal)
      throws InterruptedException {
    try (Progress progress = terminal.progress()) {
      return new Restore(source, point, new ShownCopying(progress)).check();
    }
  }

  private static Restore.Report restored(
      BackupSource source, RestorePoint point, StorePlace place, Terminal terminal)
      throws InterruptedException {
    try (Progress progress = terminal.progress()) {
      return new Restore(source, point, new ShownCopying(progress)).into(place::target);
    }
  }

  private static BackupSource source(String place, Terminal terminal) {
    return place.equals(InputBytes.STANDARD_INPUT)
        ? BackupSource.of(terminal.input(), "<stdin>")
        : BackupSource.of(GivenPlace.of(place));
  }

  private static void tellContent(Restore.Content content, boolean asJson, Terminal terminal) {
    if (asJson) {
      terminal.out().json(json(content).with("dryRun", Json.of(true)).json());
    } else {
      terminal
          .out()
          .line(
              "the backup is whole: %s through %s, in %s"
                  .formatted(
                      Counted.of(content.head().revision(), "commit"),
                      content.head().digest(),
                      Counted.of(content.parts(), "part")));
    }
    tellMasterKeys(content, terminal);
  }

  private static void tell(
      Restore.Report report, StorePlace place, boolean asJson, Terminal terminal) {
    Restore.Content content = report.content();
    if (asJson) {
      terminal
          .out()
          .json(
              json(content)
                  .with("dryRun", Json.of(false))
                  .with("store", Json.of(place.url()))
                  .with("before", Json.of(report.before()))
                  .with("signingKey", Json.ofOptional(report.signingKey(), Json::of))
                  .json());
    } else {
      terminal
          .out()
          .line(
              (report.before() < content.head().revision()
                      ? "restored and verified %s through %s to %s"
                      : "verified %s through %s, and %s had all of it before")
                  .formatted(
                      Counted.of(content.head().revision(), "commit"),
                      content.head().digest(),
                      place.url()));
    }
    tellMasterKeys(content, terminal);
    report
        .signingKey()
        .ifPresent(name ->
            terminal
                .notes()
                .line(
                    "covm: the store's own key %s is not there; put your copy of it into the directory of the store before anything is committed"
                        .formatted(name)));
  }

  private static void tellMasterKeys(Restore.Content content, Terminal terminal) {
    if (!content.masterKeys().isEmpty()) {
      terminal
          .notes()
          .line(
              "covm: what is encrypted needs the master keys %s"
                  .formatted(String.join(", ", content.masterKeys())));
    }
  }

  private static JsonObject json(Restore.Content content) {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("revision", Json.of(content.head().revision()))
        .with("head", Json.of(content.head().digest().toString()))
        .with("parts", Json.of(content.parts()))
        .with("masterKeys", Json.array(content.masterKeys(), Json::of));
  }
}
