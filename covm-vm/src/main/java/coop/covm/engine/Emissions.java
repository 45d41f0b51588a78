package coop.covm.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run emits. Inside a transaction it waits, and is held, until the transaction has committed
 * or was rolled back; so it is shown once, in order, as what it is.
 */
final class Emissions {
  private final Output output;
  private final Meter meter;
  private List<Waiting> waiting = new ArrayList<>();

  /** What is held for what waits, in bytes. */
  private long heldBytes;

  /** What was counted as emitted for what waits, in bytes. */
  private long emittedBytes;

  Emissions(Output output, Meter meter) {
    this.output = output;
    this.meter = meter;
  }

  /** Something that was emitted in a transaction that is open. */
  sealed interface Waiting {
    /** Shows it as emitted. */
    void show(Output output);

    /** Shows it as rolled back. */
    void showRolledBack(Output output);
  }

  private record Line(String text) implements Waiting {
    @Override
    public void show(Output output) {
      output.emit(text);
    }

    @Override
    public void showRolledBack(Output output) {
      output.rolledBack(text);
    }
  }

  private record Event(String category, String message) implements Waiting {
    @Override
    public void show(Output output) {
      output.event(category, message);
    }

    @Override
    public void showRolledBack(Output output) {
      output.rolledBackEvent(category, message);
    }
  }

  /** Emits a line; the line end counts as one byte. */
  void emit(String text, long utf8Bytes, boolean inTransaction) {
    add(new Line(text), utf8Bytes, inTransaction);
  }

  /** Reports an event, which counts as a line of both its texts. */
  void event(String category, String message, long utf8Bytes, boolean inTransaction) {
    add(new Event(category, message), utf8Bytes, inTransaction);
  }

  private void add(Waiting line, long utf8Bytes, boolean inTransaction) {
    if (!inTransaction) {
      meter.emit(utf8Bytes + 1);
      line.show(output);
      return;
    }
    long held = utf8Bytes + Charges.WAITING_OUTPUT_BYTES;
    meter.checkRoom(held);
    meter.emit(utf8Bytes + 1);
    meter.hold(held);
    heldBytes += held;
    emittedBytes += utf8Bytes + 1;
    waiting.add(line);
  }

  /** Shows a dump at once. */
  void dump(String text, long utf8Bytes) {
    meter.emit(utf8Bytes + 1);
    output.dump(text);
  }

  /** The transaction has committed: shows what waits. */
  void commit() {
    take().forEach(line -> line.show(output));
  }

  /** The transaction was rolled back: shows what waits as such. */
  void rollBack() {
    take().forEach(line -> line.showRolledBack(output));
  }

  /** What waits, copied. */
  List<Waiting> waiting() {
    return List.copyOf(waiting);
  }

  /** What is held for what waits, in bytes. */
  long waitingBytes() {
    return heldBytes;
  }

  /** Lets wait what an earlier piece of the program emitted; it was counted as emitted then. */
  void goOn(List<Waiting> earlier, long bytes) {
    meter.hold(bytes);
    heldBytes = bytes;
    waiting = new ArrayList<>(earlier);
  }

  /** Shows what waits behind the first so many as rolled back; nothing waits here any more. */
  void rollBackAfter(int kept) {
    List<Waiting> all = take();
    all.subList(Math.min(kept, all.size()), all.size())
        .forEach(line -> line.showRolledBack(output));
  }

  /** The transaction runs again: nobody sees what waits. */
  void forget() {
    meter.forgetEmitted(emittedBytes);
    take();
  }

  /** Nothing waits any more before the first line is shown, so none is shown twice. */
  private List<Waiting> take() {
    List<Waiting> taken = waiting;
    waiting = new ArrayList<>();
    meter.release(heldBytes);
    heldBytes = 0;
    emittedBytes = 0;
    return taken;
  }
}
