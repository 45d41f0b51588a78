package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Key;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreView;
import coop.covm.storage.difference.KeyCommits;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage history}: the versions of a key, oldest first. */
final class StorageHistoryCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "history",
                "Show every version of a key, oldest first: revision, time, author, value.",
                "covm storage history org/treasury/balance")
            .addPositional(Usage.parameter(0, "KEY", "The key."));
    return PagerOption.addTo(ReadView.addTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    try (ReadView reading = ReadView.open(arguments, terminal)) {
      Key key = reading.scope().key(Usage.text(arguments, 0));
      List<CommitRecord> commits = commits(reading.view(), key);
      OptionalLong compacted = reading.view().compactedThrough(key);
      if (commits.isEmpty()) {
        terminal.notes().line("covm: %s never had a value".formatted(key));
      } else if (compacted.isPresent()) {
        terminal.notes().line(ofGone(reading.view(), key, compacted.getAsLong()));
      }
      boolean json = JsonOption.isSet(arguments);
      Channel out = terminal.out();
      for (CommitRecord commit : commits) {
        if (json) {
          boolean oldest = commit.equals(commits.getFirst());
          out.json(json(commit, oldest ? compacted : OptionalLong.empty()));
        } else {
          lines(commit, out.isTerminal()).forEach(out::line);
        }
      }
      return Exit.OK;
    }
  }

  /**
   * The commits of the versions that are there.
   *
   * @throws StorageException {@code RevisionCompacted} or {@code ValueErased} if all that the view
   *     could show are gone
   */
  private static List<CommitRecord> commits(StoreView view, Key key) {
    List<CommitRecord> commits = new KeyCommits(view, key).oldestFirst();
    if (commits.isEmpty()) {
      view.contains(key); // refuses to say no where that is not known any more
    }
    return commits;
  }

  private static String ofGone(StoreView view, Key key, long revision) {
    return "covm: what %s held before was %s, through its version of revision %s"
        .formatted(key, isErased(view, key, revision) ? "erased" : "compacted", revision);
  }

  private static boolean isErased(StoreView view, Key key, long revision) {
    try {
      view.getAt(key, Math.min(revision, view.revision()));
      return false;
    } catch (StorageException e) {
      return e.code() == StorageError.VALUE_ERASED;
    }
  }

  /** A line; on a terminal a long list or map has its own below it. */
  private static List<String> lines(CommitRecord commit, boolean laidOut) {
    String version =
        "%s  %s  %s  "
            .formatted(
                commit.revision(),
                CommitTime.text(commit.timeMillis()),
                commit.body().principal().orElse("-"));
    Optional<SaltedValue> made = made(commit);
    List<String> layout =
        laidOut
            ? made.flatMap(ShownValue::of).map(LaidOutValue::lines).orElse(List.of())
            : List.of();
    return layout.size() > 1
        ? LaidOutValue.below(version.stripTrailing(), layout)
        : List.of(version + made.map(ShownValue::text).orElse("(removed)"));
  }

  private static Optional<SaltedValue> made(CommitRecord commit) {
    return commit.body().changes().stream().findFirst().flatMap(Change::made);
  }

  /** A version that removed the key has no value, not the value null. */
  private static Json json(CommitRecord commit, OptionalLong compacted) {
    JsonObject json =
        new JsonObject()
            .with("revision", Json.of(commit.revision()))
            .with("time", Json.of(CommitTime.text(commit.timeMillis())))
            .with("by", Json.ofOptional(commit.body().principal(), Json::of));
    Optional<SaltedValue> made = made(commit);
    Optional<Value> value = made.flatMap(ShownValue::of);
    value.ifPresent(shown -> json.with("value", Json.of(shown)));
    if (made.isPresent() && value.isEmpty()) {
      json.with("encrypted", Json.of(true));
    }
    compacted.ifPresent(revision -> json.with("compactedThrough", Json.of(revision)));
    return json.json();
  }
}
