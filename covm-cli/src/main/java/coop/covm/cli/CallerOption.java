package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code --as} and {@code --key}: who comes to a store, and what proves it. */
final class CallerOption {
  static final String AS = "--as";
  static final String KEY = "--key";
  static final String AS_VARIABLE = "COVM_AS";
  static final String KEY_VARIABLE = "COVM_KEY";

  private CallerOption() {}

  static CommandSpec addTo(CommandSpec spec) {
    return addNameTo(spec)
        .addOption(
            Usage.option(
                KEY, "FILE", "The private key that proves it, a PEM file; else COVM_KEY."));
  }

  /** The name alone, for a command whose key option is called otherwise. */
  static CommandSpec addNameTo(CommandSpec spec) {
    return spec.addOption(
        Usage.option(AS, "ID", "The member who does this; else COVM_AS, else nobody."));
  }

  /**
   * Who comes. A key file that others may read is warned of.
   *
   * @throws CommandException {@code Usage} for a key without a name; {@code InputNotFound}, {@code
   *     InputUnreadable} or {@code InvalidKeyFile} for what is no key
   * @throws coop.covm.storage.StorageException {@code InvalidKey} for what is no member id
   */
  static Caller of(ParseResult arguments, Terminal terminal) {
    return of(arguments, KEY, terminal);
  }

  /** The same for a command whose key option is called otherwise. */
  static Caller of(ParseResult arguments, String keyOption, Terminal terminal) {
    Map<String, String> environment = System.getenv();
    Optional<String> name = given(arguments, AS, environment.getOrDefault(AS_VARIABLE, ""));
    if (name.isEmpty()) {
      if (given(arguments, keyOption, "").isPresent()) {
        throw CommandException.usage(
            "%s proves who somebody is; say who with %s ID, or set %s"
                .formatted(keyOption, AS, AS_VARIABLE));
      }
      return Caller.NOBODY;
    }
    Caller named = Caller.named(name.get());
    return new Caller(
        named.principal(),
        given(arguments, keyOption, environment.getOrDefault(KEY_VARIABLE, ""))
            .map(file -> KeyFile.read(file, terminal.notes())));
  }

  private static Optional<String> given(ParseResult arguments, String option, String fallback) {
    return Optional.of(Usage.given(arguments, option).orElse(fallback))
        .filter(text -> !text.isEmpty());
  }
}
