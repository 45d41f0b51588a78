package coop.covm.cli;

import coop.covm.storage.KeyPrefix;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code --store} and {@code --namespace}: where a command works. */
final class StoreOption {
  /** The store when nothing is said. */
  static final String DEFAULT_URL = "file:./.covm";

  private static final String STORE = "--store";
  private static final String NAMESPACE = "--namespace";
  private static final String VARIABLE = "COVM_STORE";

  private StoreOption() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Usage.option(
                STORE,
                "URL",
                "file:DIR, rocksdb:DIR or memory:; else COVM_STORE, else file:./.covm."))
        .addOption(
            Usage.option(NAMESPACE, "PREFIX", "Where relative keys lead, for instance org/acme."));
  }

  static String url(ParseResult arguments) {
    return url(arguments, System.getenv());
  }

  static String url(ParseResult arguments, Map<String, String> environment) {
    String fallback = environment.getOrDefault(VARIABLE, "");
    return arguments.matchedOptionValue(STORE, fallback.isEmpty() ? DEFAULT_URL : fallback);
  }

  static Optional<KeyPrefix> namespace(ParseResult arguments) {
    return Optional.ofNullable(arguments.matchedOptionValue(NAMESPACE, (String) null))
        .map(KeyPrefix::parse);
  }
}
