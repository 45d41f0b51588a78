package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.KeyScope;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a command that only reads sees: a store that must be there, as it is now or as it was with
 * {@code --at}.
 */
final class ReadView implements AutoCloseable {
  private static final String AT = "--at";

  private final StoreVisit visit;
  private final Store store;
  private final StoreView view;
  private final KeyScope scope;

  private ReadView(StoreVisit visit, Store store, StoreView view, KeyScope scope) {
    this.visit = visit;
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
    // A wrong argument is told before the store is opened.
    Optional<When> at = When.given(arguments, AT);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    Store store = visit.toRead();
    try {
      return new ReadView(visit, store, When.view(store, visit.caller(), at), scope);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Whether it is asked how the store was at a point in its history. */
  static boolean isOfThePast(ParseResult arguments) {
    return When.given(arguments, AT).isPresent();
  }

  StoreVisit visit() {
    return visit;
  }

  /** The store, which is closed with this. */
  Store store() {
    return store;
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
