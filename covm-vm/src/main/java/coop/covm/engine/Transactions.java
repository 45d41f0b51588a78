package coop.covm.engine;

import static coop.covm.storage.StorageError.TRANSACTION_CONFLICT;
import static coop.covm.storage.StorageError.TRANSACTION_STATE;

import coop.covm.storage.Key;
import coop.covm.storage.Session;
import coop.covm.storage.StorageException;
import coop.covm.value.StringValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The open transaction of a run: explicit, or begun by the outermost {@code transaction:} block, or
 * the whole run when it is atomic, which counts as a block around it.
 */
final class Transactions {
  /** How often a block runs before its conflict is an error. */
  static final int TRIES = 10;

  private final Session session;
  private final Meter meter;
  private final Emissions emissions;

  /** Where each key was last incremented in the open transaction, or in the one that just ended. */
  private final Map<Key, Long> incrementPlaces = new HashMap<>();

  /** How many blocks are open; all but the outermost have joined, and it too if not owned. */
  private int blocks;

  /** Whether a block began the open transaction, so that its end commits. */
  private boolean owned;

  /** The number of the try that begins next, or that is open. */
  private int attempt = 1;

  /** What is held for the changes of the open transaction. */
  private long changeBytes;

  /** What is held for the places of its increments. */
  private long placeBytes;

  Transactions(Session session, Meter meter, Emissions emissions) {
    this.session = session;
    this.meter = meter;
    this.emissions = emissions;
  }

  boolean isOpen() {
    return session.inTransaction();
  }

  /** {@code begintx}. */
  void begin() {
    refuseInBlock("begintx");
    if (isOpen()) {
      throw new StorageException(
          TRANSACTION_STATE,
          "begintx: a transaction is open already; commit it or roll it back first");
    }
    open(1);
  }

  /** {@code committx}. */
  void commit() {
    refuseInBlock("committx");
    refuseWithout("committx");
    close();
  }

  /** {@code rollbacktx}. */
  void rollback() {
    refuseInBlock("rollbacktx");
    refuseWithout("rollbacktx");
    session.rollback();
    letGo();
    emissions.rollBack();
  }

  private void refuseInBlock(String instruction) {
    if (blocks > 0) {
      throw new StorageException(
          TRANSACTION_STATE,
          "%s: the transaction belongs to a transaction: block or to the whole run, which commits it"
              .formatted(instruction));
    }
  }

  private void refuseWithout(String instruction) {
    if (!isOpen()) {
      throw new StorageException(
          TRANSACTION_STATE,
          "%s: no transaction is open; begintx begins one".formatted(instruction));
    }
  }

  /** Whether a block that starts now begins a transaction, and not only joins one. */
  boolean blockBegins() {
    return !isOpen();
  }

  /** Starts a {@code transaction:} block, which begins a transaction or joins the open one. */
  void startBlock() {
    if (!isOpen()) {
      open(attempt);
      owned = true;
    }
    blocks++;
  }

  /**
   * Ends a block; the outermost commits.
   *
   * @return whether it has ended; if not, it met a conflict, is over, and must run again
   */
  boolean endBlock() {
    if (blocks == 1 && owned) {
      try {
        close();
      } catch (StorageException e) {
        if (e.code() == TRANSACTION_CONFLICT && attempt < TRIES) {
          attempt++;
          blocks = 0;
          owned = false;
          emissions.forget();
          return false;
        }
        throw e;
      }
      owned = false;
      attempt = 1;
    }
    blocks--;
    return true;
  }

  private void open(int number) {
    meter.lookAtClock();
    incrementPlaces.clear();
    session.begin(number);
  }

  private void close() {
    meter.lookAtClock();
    try {
      OptionalLong ignored = session.commit();
    } finally {
      letGo();
    }
    incrementPlaces.clear();
    emissions.commit();
  }

  /** Rolls back what is still open when a run ends, and shows what waited as rolled back. */
  void abandon() {
    if (isOpen()) {
      session.rollback();
    }
    letGo();
    emissions.rollBack();
  }

  /** Goes on with a transaction that an earlier piece of the program left open, as it was then. */
  void goOn(OpenTransaction from) {
    session.rollbackTo(from.savepoint());
    changed();
    emissions.goOn(from.waiting(), from.waitingBytes());
  }

  /** What is open at the end of a piece, for the next to go on with. */
  Optional<OpenTransaction> leaveOpen() {
    return isOpen()
        ? Optional.of(
            new OpenTransaction(session.savepoint(), emissions.waiting(), emissions.waitingBytes()))
        : Optional.empty();
  }

  /**
   * Undoes what a piece did to the transaction that it went on with, if that is open still; another
   * one is rolled back. What the piece emitted inside is shown as rolled back.
   *
   * @return the transaction that is open now
   */
  Optional<OpenTransaction> goBack(Optional<OpenTransaction> from) {
    if (from.isEmpty() || !session.isWithin(from.get().savepoint())) {
      abandon();
      return Optional.empty();
    }
    session.rollbackTo(from.get().savepoint());
    letGo();
    emissions.rollBackAfter(from.get().waiting().size());
    return from;
  }

  private void letGo() {
    meter.release(changeBytes + placeBytes);
    changeBytes = 0;
    placeBytes = 0;
  }

  /**
   * Fails when a change of this size cannot wait for its commit. Bytes that the change would
   * replace are not given back before.
   */
  void checkChange(Key key, long valueBytes) {
    if (isOpen()) {
      meter.checkRoom(bytes(key) + valueBytes);
    }
  }

  /** Counts what the session holds after a change. */
  void changed() {
    long now = session.pendingBytes();
    meter.release(changeBytes - now);
    changeBytes = now;
  }

  /** Remembers where a key is incremented, for an error that only its commit finds. */
  void incrementAt(Key key, long place) {
    if (isOpen()) {
      if (!incrementPlaces.containsKey(key)) {
        long bytes = Charges.INCREMENT_PLACE_BYTES + bytes(key);
        meter.hold(bytes);
        placeBytes += bytes;
      }
      incrementPlaces.put(key, place);
    }
  }

  /** Where the key was last incremented in the transaction that just ended, if it was. */
  Optional<Long> incrementPlace(Key key) {
    return Optional.ofNullable(incrementPlaces.get(key));
  }

  private static long bytes(Key key) {
    return StringValue.of(key.toString()).byteSize();
  }

  /** For people: whether one is open, and of which kind. */
  String describe() {
    if (!isOpen()) {
      return "none";
    }
    return owned ? "block, try %s".formatted(attempt) : "explicit";
  }
}
