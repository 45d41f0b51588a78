package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm version}. */
final class VersionCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Usage.command("version", "Show the versions of COVM and of Java.", "covm version --json")
        .addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    String java = System.getProperty("java.version", "");
    String vendor = System.getProperty("java.vendor", "");
    if (JsonOption.isSet(arguments)) {
      terminal
          .out()
          .json(
              new JsonObject()
                  .with("status", Json.of("ok"))
                  .with("version", Json.of(version()))
                  .with("java", Json.of(java))
                  .with("javaVendor", Json.of(vendor))
                  .json());
    } else {
      terminal.out().line("covm %s (Java %s, %s)".formatted(version(), java, vendor));
    }
    return Exit.OK;
  }

  /** The version that the build wrote down. */
  static String version() {
    try (InputStream in =
        Objects.requireNonNull(VersionCommand.class.getResourceAsStream("version.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
