package coop.covm.engine;

import org.jspecify.annotations.Nullable;

/** The {@code transaction:} blocks of an interpreted run, and the run itself when it is atomic. */
final class TransactionBlocks {
  private final Machine machine;
  private final Transactions transactions;

  /** What the outermost block goes back to for another try. */
  private @Nullable Checkpoint checkpoint;

  TransactionBlocks(Machine machine) {
    this.machine = machine;
    this.transactions = machine.run.transactions();
  }

  /**
   * Starts a block.
   *
   * @param pc where the outermost block goes on for another try: at its start
   */
  void start(int pc, int top) {
    if (transactions.blockBegins() && checkpoint == null) {
      checkpoint = Checkpoint.of(machine, pc, top);
    }
    transactions.startBlock();
  }

  /**
   * Ends a block. Afterwards the machine's {@code pc} and {@code sp} say where to go on: behind the
   * end, or at the start of the block again.
   *
   * @param next the offset behind the end
   * @return whether it has ended
   */
  boolean end(int next, int top) {
    machine.pc = next;
    machine.sp = top;
    Checkpoint saved = checkpoint;
    boolean ended = transactions.endBlock();
    if (saved != null && !transactions.isOpen()) {
      if (ended) {
        saved.release(machine.meter);
        checkpoint = null;
      } else {
        saved.restore(machine, top);
      }
    }
    return ended;
  }

  /** What is held for the next try, in bytes. */
  long heldBytes() {
    return checkpoint == null ? 0 : checkpoint.bytes();
  }
}
