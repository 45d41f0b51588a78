package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.storage.KeyPrefix;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The namespace that a quota is of. */
final class QuotaNamespace {
  private QuotaNamespace() {}

  static CommandSpec addTo(CommandSpec spec) {
    return StoreOption.addTo(
        spec.addPositional(Usage.parameter(0, "NAMESPACE", "Such as org/acme.")));
  }

  /**
   * @throws CommandException {@code Usage} for the whole store
   * @throws coop.covm.storage.StorageException {@code InvalidKey}
   */
  static KeyPrefix of(ParseResult arguments) {
    return NamedNamespace.of(arguments)
        .flatMap(NamedNamespace::prefix)
        .orElseThrow(() ->
            CommandException.usage(
                "a quota is of a namespace such as org/acme, not of the whole store; give each of its roots one: org, member, vote"));
  }
}
