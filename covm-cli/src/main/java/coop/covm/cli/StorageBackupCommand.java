package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Progress;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Store;
import coop.covm.storage.copy.Backup;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage backup}: the whole history, into a directory or to standard output. */
final class StorageBackupCommand implements Command {
  private static final String FULL = "--full";
  private static final String UPON = "--upon";
  private static final String STANDARD_OUTPUT = "-";
  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "backup",
                "Back up the whole history while others go on: all of it, or what is new.",
                "covm storage backup /backup/acme          # again each night: what is new",
                "covm storage backup - | ssh vault 'cat > acme.covmbackup'",
                "covm storage restore /backup/acme --dry-run   # checks it")
            .addPositional(
                Usage.parameter(
                    0,
                    "PLACE",
                    "The directory of backups, made if it is not there; or - for standard output."))
            .addOption(Usage.flag(FULL, "Write all of it, also where a backup is there."))
            .addOption(
                Usage.option(
                    UPON, "FILE", "With -: write only what is new since the backup in this file."));
    return CallerOption.addTo(StoreOption.addUrlAloneTo(spec)).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    String place = Usage.text(arguments, 0);
    Optional<Path> upon = Usage.given(arguments, UPON).map(GivenPlace::of);
    boolean toStream = place.equals(STANDARD_OUTPUT);
    check(arguments, toStream, upon, terminal);
    StoreVisit visit = StoreVisit.withoutMasterKeys(arguments, terminal);
    try (Interruption _ = Interruption.begin();
        Store store = visit.toRead()) {
      Backup.Report report =
          toStream
              ? stream(store, visit, upon, terminal)
              : file(store, visit, GivenPlace.of(place), Usage.has(arguments, FULL), terminal);
      new ShownBackup(report).tell(toStream, JsonOption.isSet(arguments), terminal);
      return Exit.OK;
    } catch (IOException e) {
      throw new AssertionError("channels throw other exceptions", e);
    } catch (InterruptedException e) {
      terminal.notes().line("covm: the backup was stopped; what was backed up before is there");
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  private static void check(
      ParseResult arguments, boolean toStream, Optional<Path> upon, Terminal terminal) {
    if (upon.isPresent() && (!toStream || Usage.has(arguments, FULL))) {
      throw CommandException.usage(
          "%s goes with - only, and not with %s; in a directory what is new follows by itself"
              .formatted(UPON, FULL));
    }
    if (toStream && JsonOption.isSet(arguments)) {
      throw CommandException.usage(
          "%s does not go with -, for the backup itself goes to standard output"
              .formatted(JsonOption.NAME));
    }
    if (toStream && terminal.out().isTerminal()) {
      throw CommandException.usage(
          "a backup is nothing to be read on a terminal; redirect standard output to a file or a pipe");
    }
  }

  private static Backup.Report stream(
      Store store, StoreVisit visit, Optional<Path> upon, Terminal terminal)
      throws IOException, InterruptedException {
    try (Progress progress = terminal.progress()) {
      OutputStream out = new BufferedOutputStream(terminal.out().bytes(), BUFFER_BYTES);
      return new Backup(store, visit.caller(), new ShownCopying(progress)).to(out, upon);
    }
  }

  private static Backup.Report file(
      Store store, StoreVisit visit, Path directory, boolean full, Terminal terminal)
      throws InterruptedException {
    try (Progress progress = terminal.progress()) {
      return new Backup(store, visit.caller(), new ShownCopying(progress)).into(directory, full);
    }
  }
}
