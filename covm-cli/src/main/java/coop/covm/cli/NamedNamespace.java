package coop.covm.cli;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * A namespace as it is named here.
 *
 * @param prefix empty for the whole store
 */
record NamedNamespace(Optional<KeyPrefix> prefix) {
  /** The whole store. */
  static final String ROOT = "/";

  /** The first argument, else the option; empty if neither was given. */
  static Optional<NamedNamespace> of(ParseResult arguments) {
    return of(arguments, 0);
  }

  /** The argument at an index, else the option; empty if neither was given. */
  static Optional<NamedNamespace> of(ParseResult arguments, int index) {
    String given = Usage.text(arguments, index);
    KeyScope scope = new KeyScope(StoreOption.namespace(arguments));
    if (given.isEmpty()) {
      return scope.namespace().map(prefix -> new NamedNamespace(Optional.of(prefix)));
    }
    return Optional.of(
        new NamedNamespace(
            given.equals(ROOT) ? Optional.empty() : Optional.of(scope.prefix(given))));
  }

  @Override
  public String toString() {
    return prefix.map(KeyPrefix::toString).orElse(ROOT);
  }
}
