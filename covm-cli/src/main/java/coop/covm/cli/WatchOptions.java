package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.storage.Caller;
import coop.covm.storage.CommitStream;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Which commits are watched.
 *
 * @param from the first revision, at least 1; empty for those that come from now on
 * @param prefix only commits that change a key below it, if one is given
 * @param count how many, at least 1; empty for all
 */
record WatchOptions(OptionalLong from, Optional<KeyPrefix> prefix, OptionalLong count) {
  private static final String FROM = "--from";
  private static final String COUNT = "--count";

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addPositional(
            Usage.optionalParameter(
                0, "PREFIX", "Only changes of keys below this prefix. [the namespace, else all]"))
        .addOption(
            Usage.option(
                FROM, "REVISION", "Begin with this revision. [the next one that is committed]"))
        .addOption(Usage.option(COUNT, "N", "End after so many commits. [go on until stopped]"));
  }

  /**
   * @throws CommandException {@code Usage} for what is no whole number of at least 1
   * @throws StorageException {@code InvalidKey} for the prefix or the namespace
   */
  static WatchOptions of(ParseResult arguments) {
    KeyScope scope = new KeyScope(StoreOption.namespace(arguments));
    String prefix = Usage.text(arguments, 0);
    return new WatchOptions(
        positive(arguments, FROM),
        prefix.isEmpty() ? scope.namespace() : Optional.of(scope.prefix(prefix)),
        positive(arguments, COUNT));
  }

  private static OptionalLong positive(ParseResult arguments, String option) {
    String given = Usage.unmarked(arguments.matchedOptionValue(option, ""));
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    long number = Quantity.count(option, given, Long.MAX_VALUE);
    if (number == 0) {
      throw CommandException.usage("%s is at least 1".formatted(option));
    }
    return OptionalLong.of(number);
  }

  /**
   * The revision before the first that is watched.
   *
   * @throws StorageException {@code RevisionNotFound} if there is a hole between the store and the
   *     first
   */
  long after(Store store) {
    long newest = store.revision();
    long after = from.isPresent() ? from.getAsLong() - 1 : newest;
    if (after > newest) {
      throw new StorageException(
          StorageError.REVISION_NOT_FOUND,
          "there is no revision %s to begin with; the newest is %s, so %s is at most %s"
              .formatted(from.getAsLong(), newest, FROM, newest + 1),
          Map.of("newest", Long.toString(newest)),
          null);
    }
    return after;
  }

  /** The commits to watch after a revision, or what the caller may read of them. */
  CommitStream stream(Store store, Caller caller, long after) {
    return store.watch(caller, after, prefix);
  }
}
