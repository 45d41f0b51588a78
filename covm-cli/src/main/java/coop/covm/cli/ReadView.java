package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.KeyScope;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a command that only reads sees: a store that must be there, as it is now or as it was with
 * {@code --at}.
 */
final class ReadView implements AutoCloseable {
  private static final String AT = "--at";

  private final Store store;
  private final StoreView view;
  private final KeyScope scope;

  private ReadView(Store store, StoreView view, KeyScope scope) {
    this.store = store;
    this.view = view;
    this.scope = scope;
  }

  static CommandSpec addTo(CommandSpec spec) {
    return StoreOption.addTo(
        spec.addOption(
            Usage.option(
                AT,
                "WHEN",
                "As of a revision, such as 3, or of a time, such as 2026-03-01T12:00:00Z.")));
  }

  /**
   * Opens the store and changes nothing in it.
   *
   * @throws CommandException {@code Usage} if what {@code --at} says is no revision and no time
   * @throws coop.covm.storage.StorageException as {@link Store#open}; {@code RevisionNotFound};
   *     {@code InvalidKey} for the namespace; {@code AccessDenied} if the caller is not who it says
   */
  static ReadView open(ParseResult arguments, Terminal terminal) {
    KeyScope scope = new KeyScope(StoreOption.namespace(arguments));
    String at = Usage.unmarked(arguments.matchedOptionValue(AT, ""));
    if (!at.isEmpty()) {
      check(at);
    }
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    Store store = visit.toRead();
    try {
      return new ReadView(store, view(store, visit.caller(), at), scope);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** A wrong argument is told before the store is opened. */
  private static void check(String at) {
    if (isRevision(at)) {
      Quantity.count(AT, at, Long.MAX_VALUE);
    } else {
      timeMillis(at);
    }
  }

  private static StoreView view(Store store, Caller caller, String at) {
    if (at.isEmpty()) {
      return store.view(caller);
    }
    if (isRevision(at)) {
      return store.viewAt(caller, Quantity.count(AT, at, Long.MAX_VALUE));
    }
    try (StoreView newest = store.view(caller)) {
      return store.viewAt(caller, newest.revisionAt(timeMillis(at)));
    }
  }

  private static boolean isRevision(String at) {
    return at.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long timeMillis(String at) {
    try {
      return Instant.parse(at).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw CommandException.usage(
          "%s takes a revision such as 3 or a time such as 2026-03-01T12:00:00Z, not '%s'"
              .formatted(AT, at));
    }
  }

  StoreView view() {
    return view;
  }

  KeyScope scope() {
    return scope;
  }

  @Override
  public void close() {
    view.close();
    store.close();
  }
}
