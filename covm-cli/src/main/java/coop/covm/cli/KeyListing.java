package coop.covm.cli;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The keys below a prefix, for the commands that list. */
final class KeyListing {
  private static final List<String> ROOTS = List.of("member", "org", "system", "vote");

  private KeyListing() {}

  static PositionalParamSpec parameter() {
    return Usage.optionalParameter(
        0, "PREFIX", "Only keys below this prefix. [the namespace, else all]");
  }

  /** All roots, in the order of their bytes. */
  static List<KeyPrefix> roots() {
    return ROOTS.stream().map(KeyPrefix::parse).toList();
  }

  /** What the command is about: the argument, else the namespace; empty for all. */
  static Optional<KeyPrefix> prefix(KeyScope scope, ParseResult arguments) {
    String given = Usage.text(arguments, 0);
    return given.isEmpty() ? scope.namespace() : Optional.of(scope.prefix(given));
  }

  /** The same; all roots for all. */
  static List<KeyPrefix> prefixes(KeyScope scope, ParseResult arguments) {
    return prefix(scope, arguments).map(List::of).orElseGet(KeyListing::roots);
  }

  /** Tells each key in the order of its UTF-8 bytes, without holding them all. */
  static void forEach(ReadView reading, ParseResult arguments, Consumer<Key> consumer) {
    for (KeyPrefix below : prefixes(reading.scope(), arguments)) {
      try (KeyCursor cursor = reading.view().keys(below, Optional.empty())) {
        while (cursor.next()) {
          consumer.accept(cursor.key());
        }
      }
    }
  }
}
