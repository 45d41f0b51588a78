package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Finding;
import coop.covm.storage.HeadStatement;
import coop.covm.storage.StorageError;
import coop.covm.storage.Store;
import coop.covm.storage.VerificationReport;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code covm audit verify}, and {@code covm storage verify}, which is the same: checks the whole
 * history, and what is derived from it.
 */
final class AuditVerifyCommand implements Command {
  private static final String FROM = "--from";

  private final String group;

  private AuditVerifyCommand(String group) {
    this.group = group;
  }

  /** For who looks after proofs. */
  static AuditVerifyCommand ofAudit() {
    return new AuditVerifyCommand("audit");
  }

  /** For who looks after stores. */
  static AuditVerifyCommand ofStorage() {
    return new AuditVerifyCommand("storage");
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "verify",
                "Check digests, signatures, rules, quotas and the derived state, from the first"
                    + " commit on.",
                "covm audit head > head-2026-11.txt   # keep it where the store cannot be reached",
                "covm %s verify --from head-2026-11.txt".formatted(group))
            .addOption(
                Usage.option(
                    FROM, "FILE", "A head that was written down: the store must still have it."));
    return StoreOption.addPlaceTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Optional<HeadStatement> from = from(arguments, terminal);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Interruption _ = Interruption.begin();
        Store store = visit.toRead()) {
      VerificationReport report = store.audit().verify(visit.caller(), from, _ -> {});
      if (JsonOption.isSet(arguments)) {
        terminal.out().json(json(report));
      } else {
        show(report, terminal);
      }
      return report.isSound() ? Exit.OK : failed(report, terminal);
    } catch (InterruptedException e) {
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  private static int failed(VerificationReport report, Terminal terminal) {
    StorageError error = StorageError.HISTORY_NOT_SOUND;
    String message =
        "verifying found %s; the first is at revision %s"
            .formatted(
                Counted.of(report.findingCount(), "thing"),
                report.findings().getFirst().revision());
    terminal.notes().line(ErrorReport.text(error, message));
    return error.kind().exitCode();
  }

  private static Optional<HeadStatement> from(ParseResult arguments, Terminal terminal) {
    String file = Usage.given(arguments, FROM).orElse("");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = InputBytes.read(file, terminal.input(), 4_096);
    try {
      return Optional.of(HeadStatement.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("%s %s: %s".formatted(FROM, file, e.getMessage()));
    }
  }

  private static void show(VerificationReport report, Terminal terminal) {
    for (Finding finding : report.findings()) {
      terminal
          .out()
          .line(
              "%s  %s  %s%s"
                  .formatted(
                      finding.revision(),
                      finding.kind().label(),
                      finding.key().map(key -> key + ": ").orElse(""),
                      finding.message()));
    }
    if (report.isSound()) {
      terminal
          .out()
          .line(
              "sound: %s through %s; %s of members, %s of the store%s%s"
                  .formatted(
                      Counted.of(report.head().revision(), "commit"),
                      report.head().digest(),
                      Counted.of(report.signatures(), "signature"),
                      report.headSignatures(),
                      report.erased() == 0
                          ? ""
                          : "; " + Counted.of(report.erased(), "value") + " erased",
                      report.sealed() == 0
                          ? ""
                          : "; "
                              + Counted.of(report.sealed(), "value")
                              + " encrypted and not opened"));
    }
  }

  private static Json json(VerificationReport report) {
    return new JsonObject()
        .with("status", Json.of(report.isSound() ? "ok" : "failed"))
        .with("sound", Json.of(report.isSound()))
        .with("revision", Json.of(report.head().revision()))
        .with("head", Json.of(report.head().digest().toString()))
        .with("signatures", Json.of(report.signatures()))
        .with("headSignatures", Json.of(report.headSignatures()))
        .with("erased", Json.of(report.erased()))
        .with("sealed", Json.of(report.sealed()))
        .with("findingCount", Json.of(report.findingCount()))
        .with("findings", Json.array(report.findings(), AuditVerifyCommand::json))
        .json();
  }

  private static Json json(Finding finding) {
    return new JsonObject()
        .with("revision", Json.of(finding.revision()))
        .with("kind", Json.of(finding.kind().label()))
        .with("key", Json.ofOptional(finding.key(), key -> Json.of(key.toString())))
        .with("message", Json.of(finding.message()))
        .json();
  }
}
