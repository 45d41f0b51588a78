package coop.covm.cli;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --json}, the same for every command. */
final class JsonOption {
  static final String NAME = "--json";

  private JsonOption() {}

  static OptionSpec document() {
    return Usage.flag(NAME, "Print one JSON document, also when it fails.");
  }

  static OptionSpec lines() {
    return Usage.flag(NAME, "Print one JSON object a line, also when it fails.");
  }

  static boolean isSet(ParseResult arguments) {
    return Usage.has(arguments, NAME);
  }
}
