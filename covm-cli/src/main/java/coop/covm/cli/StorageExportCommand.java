package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonLines;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Progress;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.exchange.Export;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage export}: keys and values as lines of JSON. */
final class StorageExportCommand implements Command {
  private static final String OUTPUT = "--output";
  private static final String FORCE = "--force";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "export",
                "Write keys and their values as lines of JSON, which covm storage import reads.",
                "covm storage export --output everything.jsonl",
                "covm storage export org/acme --at 2026-03-01T12:00:00Z > acme.jsonl")
            .addPositional(KeyListing.parameter())
            .addOption(
                OptionSpec.builder("-o", OUTPUT)
                    .type(String.class)
                    .paramLabel("FILE")
                    .description("The file to write, whole or not at all. [standard output]")
                    .build())
            .addOption(Usage.flag(FORCE, "Replace a file that is no export too."));
    return ReadView.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Optional<Path> file = Usage.given(arguments, OUTPUT).map(GivenPlace::of);
    try (Interruption _ = Interruption.begin();
        ReadView reading = ReadView.open(arguments, terminal)) {
      Export export = new Export(reading.view(), KeyListing.prefix(reading.scope(), arguments));
      if (file.isEmpty()) {
        write(export, terminal, new JsonLines(terminal.out()));
        return Exit.OK;
      }
      OutputFile output =
          new OutputFile(file.get(), OutputFile.Kind.EXPORT, Usage.has(arguments, FORCE));
      Export.Report report = output.write(out -> write(export, terminal, out));
      tell(report, file.get(), arguments, terminal);
      return Exit.OK;
    } catch (IOException e) {
      throw new AssertionError("channels throw other exceptions", e);
    } catch (InterruptedException e) {
      return Exit.INTERRUPTED; // the process ends already, and with the exit code of the signal
    }
  }

  private static Export.Report write(Export export, Terminal terminal, OutputStream out)
      throws IOException, InterruptedException {
    try (Progress progress = terminal.progress()) {
      return export.write(out, shown(export, progress));
    }
  }

  /** Keys are counted beforehand only if somebody sees it. */
  private static LongConsumer shown(Export export, Progress progress) throws InterruptedException {
    if (!progress.isShown()) {
      return _ -> {};
    }
    long total = export.count();
    return keys -> progress.show("exported", Progress.Unit.KEYS, keys, total);
  }

  private static void tell(
      Export.Report report, Path file, ParseResult arguments, Terminal terminal) {
    if (JsonOption.isSet(arguments)) {
      terminal
          .out()
          .json(
              new JsonObject()
                  .with("status", Json.of("ok"))
                  .with("file", Json.of(file.toString()))
                  .with("revision", Json.of(report.revision()))
                  .with("keys", Json.of(report.keys()))
                  .with("sha256", Json.of(report.sha256().toString()))
                  .json());
      return;
    }
    terminal
        .out()
        .line(
            "exported %s as of revision %s to %s"
                .formatted(Counted.of(report.keys(), "key"), report.revision(), file));
  }
}
