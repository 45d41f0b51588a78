package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.copy.Backup;
import java.nio.file.Path;

/** What was backed up. */
record ShownBackup(Backup.Report report) {
  /**
   * @param toStream whether the backup went to standard output, which leaves the rest to notes
   */
  void tell(boolean toStream, boolean asJson, Terminal terminal) {
    Channel told = toStream ? terminal.notes() : terminal.out();
    if (asJson) {
      told.json(json());
    } else {
      told.line((toStream ? "covm: " : "") + line(toStream));
    }
    for (Path file : report.outdated()) {
      terminal
          .notes()
          .line(
              "covm: %s holds values that were erased or encrypted since; remove it when the new backup is safe"
                  .formatted(file));
    }
    if (!report.masterKeys().isEmpty()) {
      terminal
          .notes()
          .line(
              "covm: master keys are no part of a backup; what is encrypted needs %s"
                  .formatted(String.join(", ", report.masterKeys())));
    }
    report
        .signingKey()
        .ifPresent(name ->
            terminal
                .notes()
                .line(
                    "covm: the store's own key is no part of a backup; keep a copy of %s elsewhere"
                        .formatted(name)));
  }

  private String line(boolean toStream) {
    if (report.file().isEmpty() && !toStream) {
      return "nothing is new since revision %s".formatted(report.head().revision());
    }
    return "backed up %s%s through revision %s%s; id %s"
        .formatted(
            report.full() ? "" : "another ",
            Counted.of(report.commits(), "commit"),
            report.head().revision(),
            report.file().map(file -> " to " + file).orElse(""),
            report.id());
  }

  private Json json() {
    return new JsonObject()
        .with("status", Json.of("ok"))
        .with("file", Json.ofOptional(report.file(), file -> Json.of(file.toString())))
        .with("full", Json.of(report.full()))
        .with("revision", Json.of(report.head().revision()))
        .with("head", Json.of(report.head().digest().toString()))
        .with("commits", Json.of(report.commits()))
        .with("bytes", Json.of(report.bytes()))
        .with("id", Json.of(report.id().toString()))
        .with("masterKeys", Json.array(report.masterKeys(), Json::of))
        .with("signingKey", Json.ofOptional(report.signingKey(), Json::of))
        .with("outdated", Json.array(report.outdated(), file -> Json.of(file.toString())))
        .json();
  }
}
