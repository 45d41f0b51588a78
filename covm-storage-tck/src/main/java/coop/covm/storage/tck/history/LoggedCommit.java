package coop.covm.storage.tck.history;

import coop.covm.storage.log.CommitRecord;
import java.util.List;
import java.util.UUID;

/**
 * What the store's log says of a commit.
 *
 * @param view the last view that its run had before it
 */
public record LoggedCommit(
    long revision,
    long timeMillis,
    String previous,
    String digest,
    UUID run,
    long place,
    long view,
    List<LoggedChange> changes) {
  public LoggedCommit {
    changes = List.copyOf(changes);
  }

  static LoggedCommit of(CommitRecord record) {
    return new LoggedCommit(
        record.revision(),
        record.timeMillis(),
        record.previous().toString(),
        record.digest().toString(),
        record.body().run().runId(),
        record.body().place(),
        record.body().views().getLast().revision(),
        record.body().changes().stream().map(LoggedChange::of).toList());
  }
}
