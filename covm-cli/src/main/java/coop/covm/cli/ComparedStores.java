package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.difference.Contents;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a command compares: a store at two points of its history, or two stores. Both are seen as
 * the same caller sees them.
 */
final class ComparedStores implements AutoCloseable {
  private static final String FROM = "--from";
  private static final String TO = "--to";
  private static final String OTHER = "--other-store";

  private final Store store;
  private final Optional<Store> other;
  private final StoreView before;
  private final StoreView after;

  private ComparedStores(
      Store store, Optional<Store> other, Caller caller, Optional<When> from, Optional<When> to) {
    this.store = store;
    this.other = other;
    Store later = other.orElse(store);
    this.after = When.view(later, caller, to);
    try {
      this.before =
          from.isEmpty() && other.isEmpty()
              ? store.viewAt(caller, Math.max(0, after.revision() - 1))
              : When.view(store, caller, from);
    } catch (RuntimeException e) {
      after.close();
      throw e;
    }
  }

  static CommandSpec addTo(CommandSpec spec) {
    return StoreOption.addTo(
        spec.addOption(
                Usage.option(
                    FROM,
                    "WHEN",
                    "From this revision or time on. [the revision before --to; of two stores the"
                        + " newest]"))
            .addOption(Usage.option(TO, "WHEN", "Up to this revision or time. [the newest]"))
            .addOption(
                Usage.option(
                    OTHER,
                    "URL",
                    "Compare with this store: --from is of the one, --to of the other.")));
  }

  /**
   * Opens what is compared and changes nothing in it.
   *
   * @throws CommandException {@code Usage} for what is no point in a history, or the same store
   *     twice
   * @throws coop.covm.storage.StorageException as {@link Store#open}; {@code RevisionNotFound};
   *     {@code AccessDenied} if the caller is not who it says
   */
  static ComparedStores open(ParseResult arguments, Terminal terminal) {
    Optional<When> from = When.given(arguments, FROM);
    Optional<When> to = When.given(arguments, TO);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    Optional<StoreVisit> otherVisit =
        Usage.givenText(arguments, OTHER).map(url -> other(visit, url));
    Store store = visit.toRead();
    Optional<Store> other = Optional.empty();
    try {
      other = otherVisit.map(StoreVisit::toRead);
      return new ComparedStores(store, other, visit.caller(), from, to);
    } catch (RuntimeException e) {
      other.ifPresent(Store::close);
      store.close();
      throw e;
    }
  }

  private static StoreVisit other(StoreVisit visit, String url) {
    if (url.equals(visit.place().url())) {
      throw CommandException.usage(
          "%s names the same store; leave it out to compare two revisions of it".formatted(OTHER));
    }
    return new StoreVisit(new StorePlace(url, visit.place().options()), visit.caller());
  }

  Contents before() {
    return Contents.of(before, store);
  }

  Contents after() {
    return Contents.of(after, other.orElse(store));
  }

  @Override
  public void close() {
    try (store) {
      before.close();
      after.close();
      other.ifPresent(Store::close);
    }
  }
}
