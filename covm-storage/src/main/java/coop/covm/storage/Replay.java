package coop.covm.storage;

import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.RunRecord;
import coop.covm.storage.log.SaltedValue;
import coop.covm.storage.migration.Migration;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run of the past, made ready to run again: what it began with, and a session that shows it what
 * it saw and compares what it commits with what it committed. Nothing is written. For use by one
 * thread, once.
 */
public final class Replay implements AutoCloseable {
  private final List<CommitRecord> commits;
  private final String programText;
  private final ReplayTimeline timeline;
  private final Session session;

  /**
   * @param commits those of the run from its first on
   */
  Replay(Store store, List<CommitRecord> commits, String programText) {
    this.commits = List.copyOf(commits);
    this.programText = programText;
    this.timeline = new ReplayTimeline(store, commits);
    CommitBody body = commits.getFirst().body();
    RunStatement statement =
        new RunStatement(
            Optional.of(programText),
            parameters(),
            body.run().runId(),
            nowSeconds(),
            body.run().limits());
    SessionOptions options =
        new SessionOptions(
            new Caller(body.principal(), Optional.empty()), body.namespace(), statement);
    this.session =
        new Session(
            store,
            timeline,
            options,
            new RunLedger(options, new Salts()),
            migration(commits.getLast().body()));
  }

  /** What a run records that migrates: its own program, whatever the record says. */
  private static Optional<Migration> migration(CommitBody body) {
    return body.changes().stream()
        .filter(change -> SystemKeys.isMigration(change.key()))
        .flatMap(change -> change.made().stream().map(made -> recorded(change.key(), made)))
        .findFirst()
        .map(recorded ->
            new Migration(
                recorded.number(),
                recorded.name(),
                body.run().program().orElse(recorded.program())));
  }

  private static Migration recorded(Key key, SaltedValue made) {
    return made.isErased()
        ? new Migration(Migration.numberOf(key), "erased", Digest.NONE)
        : Migration.read(key, made.value());
  }

  /** The program's source text. */
  public String programText() {
    return programText;
  }

  /** The parameters of the run, in order. */
  public Map<String, Value> parameters() {
    Map<String, Value> parameters = new LinkedHashMap<>();
    run().parameters().forEach((name, value) -> parameters.put(name, value.value()));
    return parameters;
  }

  /** What {@code now} gave. */
  public long nowSeconds() {
    return run().nowSeconds();
  }

  /** The limits of the run, by name. */
  public Map<String, Long> limits() {
    return run().limits();
  }

  /** The way into the history for the run. */
  public Session session() {
    return session;
  }

  /** Whether the run has ended because everything up to the revision asked for has come. */
  public boolean isComplete() {
    return timeline.isComplete();
  }

  /** The revisions of the commits that came out as they were, in order. */
  public List<Long> same() {
    return List.copyOf(timeline.same());
  }

  /**
   * How the run came to something else than it did; empty if all commits came out as they were.
   *
   * @param ended how the program ended, for the message if commits are missing
   */
  public List<String> differences(String ended) {
    if (isComplete() || !timeline.differences().isEmpty()) {
      return List.copyOf(timeline.differences());
    }
    return List.of(
        "the program ended (%s) without the commits of the revisions %s"
            .formatted(ended, timeline.missing()));
  }

  private RunRecord run() {
    return commits.getFirst().body().run();
  }

  @Override
  public void close() {
    session.close();
  }
}
