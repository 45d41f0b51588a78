package coop.covm.engine;

import coop.covm.storage.Savepoint;
import java.util.List;

/**
 * A transaction as a piece of a program left it open: what it has changed so far, and what was
 * emitted in it and waits to be shown. Immutable; the piece that goes on begins there, also if
 * others went on from there before. Good for as long as that transaction is open.
 */
public final class OpenTransaction {
  private final Savepoint savepoint;
  private final List<Emissions.Waiting> waiting;
  private final long waitingBytes;

  OpenTransaction(Savepoint savepoint, List<Emissions.Waiting> waiting, long waitingBytes) {
    this.savepoint = savepoint;
    this.waiting = waiting;
    this.waitingBytes = waitingBytes;
  }

  /** What it has changed. */
  public Savepoint savepoint() {
    return savepoint;
  }

  /** How many lines and events wait to be shown until it commits. */
  public int waitingCount() {
    return waiting.size();
  }

  /** Tells what waited as rolled back, for whoever rolls the transaction back between pieces. */
  public void showRolledBack(Output output) {
    waiting.forEach(line -> line.showRolledBack(output));
  }

  List<Emissions.Waiting> waiting() {
    return waiting;
  }

  long waitingBytes() {
    return waitingBytes;
  }
}
