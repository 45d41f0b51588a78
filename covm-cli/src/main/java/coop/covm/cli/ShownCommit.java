package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a commit is shown: its revision, time and author, and what it changed below a prefix. */
final class ShownCommit {
  private ShownCommit() {}

  static String text(CommitRecord commit, Optional<KeyPrefix> prefix) {
    return "%s  %s  %s  %s"
        .formatted(
            commit.revision(),
            CommitTime.text(commit.timeMillis()),
            commit.body().principal().orElse("-"),
            changes(commit, prefix).stream()
                .map(ShownChange::text)
                .collect(Collectors.joining("; ")));
  }

  static Json json(CommitRecord commit, Optional<KeyPrefix> prefix) {
    return new JsonObject()
        .with("revision", Json.of(commit.revision()))
        .with("time", Json.of(CommitTime.text(commit.timeMillis())))
        .with("by", Json.ofOptional(commit.body().principal(), Json::of))
        .with("changes", Json.array(changes(commit, prefix), ShownChange::json))
        .json();
  }

  private static List<Change> changes(CommitRecord commit, Optional<KeyPrefix> prefix) {
    return commit.body().changes().stream()
        .filter(change -> prefix.map(below -> below.covers(change.key())).orElse(true))
        .toList();
  }
}
