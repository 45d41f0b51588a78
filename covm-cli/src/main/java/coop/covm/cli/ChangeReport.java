package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import java.util.OptionalLong;
import picocli.CommandLine.ParseResult;

/** What commands that state something in a store say when it is done: nothing, but with JSON. */
final class ChangeReport {
  private final ParseResult arguments;
  private final Terminal terminal;
  private final JsonObject document = new JsonObject().with("status", Json.of("ok"));

  ChangeReport(ParseResult arguments, Terminal terminal) {
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /** Adds a member to the document. */
  ChangeReport with(String name, Json value) {
    document.with(name, value);
    return this;
  }

  /**
   * Prints the document, if it was asked for.
   *
   * @param revision that made the change; empty if it was so already
   * @param unchanged what is said on standard error then
   * @return the exit code
   */
  int print(OptionalLong revision, String unchanged) {
    if (revision.isEmpty()) {
      terminal.notes().line("covm: " + unchanged);
    }
    if (JsonOption.isSet(arguments)) {
      document.with("revision", revision.isPresent() ? Json.of(revision.getAsLong()) : Json.NULL);
      terminal.out().json(document.json());
    }
    return Exit.OK;
  }

  /** The same for what is always a change. */
  int print(long revision) {
    return print(OptionalLong.of(revision), "");
  }
}
