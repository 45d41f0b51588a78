package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.storage.Durability;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.encryption.MasterKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code --store} and {@code --namespace}: where a command works. */
final class StoreOption {
  /** The store when nothing is said. */
  static final String DEFAULT_URL = "rocksdb:./.covm";

  static final String STORE = "--store";
  static final String VARIABLE = "COVM_STORE";
  private static final String WAIT = "--wait";
  private static final String NAMESPACE = "--namespace";
  private static final String DURABILITY = "--durability";

  private StoreOption() {}

  static CommandSpec addTo(CommandSpec spec) {
    return addPlaceTo(spec)
        .addOption(
            Usage.option(NAMESPACE, "PREFIX", "Where relative keys lead, for instance org/acme."));
  }

  /** The same for a command that works on the whole store. */
  static CommandSpec addPlaceTo(CommandSpec spec) {
    return CallerOption.addTo(addUrlTo(spec));
  }

  /** The same for a command that says otherwise who calls. */
  static CommandSpec addUrlTo(CommandSpec spec) {
    return MasterKeyOption.addTo(addUrlAloneTo(spec));
  }

  /** The same for a command that opens no value that is encrypted. */
  static CommandSpec addUrlAloneTo(CommandSpec spec) {
    return addWaitTo(
        spec.addOption(
            Usage.option(
                STORE,
                "URL",
                "file:DIR, rocksdb:DIR or memory:; else COVM_STORE, else rocksdb:./.covm.")));
  }

  /** How long to wait, for a command that says otherwise which store. */
  static CommandSpec addWaitTo(CommandSpec spec) {
    return spec.addOption(
        Usage.option(
            WAIT,
            "TIME",
            "How long to wait for a process that holds the store, such as 500ms; else 10s."));
  }

  /** The same for a command that writes. */
  static CommandSpec addToWriter(CommandSpec spec) {
    return addDurabilityTo(addTo(spec));
  }

  /** The same for a command that writes and takes no relative keys. */
  static CommandSpec addPlaceToWriter(CommandSpec spec) {
    return addDurabilityTo(addPlaceTo(spec));
  }

  static CommandSpec addDurabilityTo(CommandSpec spec) {
    return spec.addOption(
        Usage.choice(
            DURABILITY,
            "WHEN",
            List.of("sync", "buffered"),
            "sync: a commit is done when it is on the disk; buffered: when the system has it,"
                + " so a power loss may take the newest; else sync."));
  }

  private static String url(ParseResult arguments) {
    return url(arguments, System.getenv());
  }

  static String url(ParseResult arguments, Map<String, String> environment) {
    return arguments.matchedOptionValue(STORE, urlWithoutOption(environment));
  }

  /** The store where no option names one. */
  static String urlWithoutOption(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    return named.isEmpty() ? DEFAULT_URL : named;
  }

  /**
   * The store that the options name.
   *
   * @throws CommandException {@code Usage} if the time to wait is none, or the durability
   * @throws StorageException {@code EncryptionKey} if what is given is no master key
   */
  static StorePlace place(ParseResult arguments) {
    return place(arguments, MasterKeyOption.keys(arguments));
  }

  static StorePlace place(ParseResult arguments, MasterKeys keys) {
    return place(url(arguments), arguments, keys);
  }

  /** The store that the options name, for a command that opens no value that is encrypted. */
  static StorePlace placeWithoutKeys(ParseResult arguments) {
    return place(url(arguments), arguments);
  }

  /** A store that an argument names, waited for as the options say, without master keys. */
  static StorePlace place(String url, ParseResult arguments) {
    return place(url, arguments, MasterKeys.NONE);
  }

  private static StorePlace place(String url, ParseResult arguments, MasterKeys keys) {
    String wait = Usage.unmarked(arguments.matchedOptionValue(WAIT, ""));
    StoreOptions options =
        StoreOptions.STANDARD.withDurability(durability(arguments)).withMasterKeys(keys);
    return new StorePlace(
        url, wait.isEmpty() ? options : options.withPatience(Quantity.duration(WAIT, wait)));
  }

  static Durability durability(ParseResult arguments) {
    String given = Usage.unmarked(arguments.matchedOptionValue(DURABILITY, "sync"));
    return switch (given) {
      case "sync" -> Durability.SYNC;
      case "buffered" -> Durability.BUFFERED;
      default ->
          throw CommandException.usage(
              "%s takes sync or buffered, not '%s'".formatted(DURABILITY, given));
    };
  }

  /**
   * Where relative keys lead.
   *
   * @throws StorageException {@code InvalidKey} if it is no prefix
   */
  static Optional<KeyPrefix> namespace(ParseResult arguments) {
    Optional<String> given =
        Optional.ofNullable(arguments.matchedOptionValue(NAMESPACE, (String) null));
    try {
      return given.map(KeyPrefix::parse);
    } catch (StorageException e) {
      throw new StorageException(
          StorageError.INVALID_KEY,
          "%s takes a prefix that begins with a root, such as org/acme: %s"
              .formatted(NAMESPACE, e.getMessage()),
          e.facts(),
          e);
    }
  }
}
