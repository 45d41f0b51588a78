package coop.covm.storage;

import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the commits of one run say about it: who and which program, the place of each commit among
 * them, and the views since the commit before. For use by one thread.
 */
final class RunLedger {
  private final Caller caller;
  private final Optional<KeyPrefix> namespace;
  private final Salts salts;
  private RunRecord run;
  private Optional<String> programText;
  private final List<ReadView> views = new ArrayList<>();
  private Digest upon = Digest.NONE;
  private long place = 1;

  RunLedger(SessionOptions options, Salts salts) {
    this.caller = options.caller();
    this.namespace = options.namespace();
    this.salts = salts;
    this.run = RunRecord.of(options.statement(), salts::next);
    this.programText = options.statement().program();
  }

  /**
   * States the run anew, which has no commit yet.
   *
   * @throws StorageException {@code TransactionState} if it has
   */
  void restate(RunStatement statement) {
    if (place > 1) {
      throw new StorageException(
          StorageError.TRANSACTION_STATE, "the run has a commit already, which says what it is");
    }
    run = RunRecord.of(statement, salts::next);
    programText = statement.program();
  }

  Caller caller() {
    return caller;
  }

  Optional<KeyPrefix> namespace() {
    return namespace;
  }

  RunRecord run() {
    return run;
  }

  /** The text of the program, if one runs. */
  Optional<String> programText() {
    return programText;
  }

  /** The place of the next commit, from 1. */
  long place() {
    return place;
  }

  /** The views since the last commit, copied. */
  List<ReadView> views() {
    return List.copyOf(views);
  }

  /** The digest of the commit that the last view is of. */
  Digest upon() {
    return upon;
  }

  /** The run's view was set to what this commit left. */
  void moved(Head view) {
    upon = view.digest();
    long revision = view.revision();
    if (!views.isEmpty() && views.getLast().revision() == revision) {
      views.set(views.size() - 1, new ReadView(revision, views.getLast().times() + 1));
    } else {
      views.add(new ReadView(revision, 1));
    }
  }

  /** A commit of the run was stored, and its view is that of the commit now. */
  void committed(Head commit) {
    place++;
    views.clear();
    moved(commit);
  }
}
