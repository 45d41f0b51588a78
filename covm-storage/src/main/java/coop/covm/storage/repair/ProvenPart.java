package coop.covm.storage.repair;

import coop.covm.storage.Key;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.storage.log.LostPart;
import coop.covm.storage.spi.DamagedLog.Acknowledged;
import coop.covm.storage.spi.LogPiece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much of a chain of commits makes a store again. A value that is lost is left out as if it had
 * been erased. But what lies under {@code system/} says who may do what: a store that has lost a
 * denial would allow more than before, so the history ends before such a loss. It ends with a
 * commit that was the newest for somebody once: in a secured store one that the store has signed.
 */
final class ProvenPart {
  private static final Key SECURED = Key.parse("system/store");
  private static final String SYSTEM = "system/";

  /** The store's notes of what was denied and read, from which nothing follows. */
  private static final String NOTES = "system/audit/";

  private final List<Damage> damages = new ArrayList<>();
  private final List<Damage> heldBack = new ArrayList<>();
  private final Optional<Acknowledged> acknowledged;
  private Head end = Head.EMPTY;
  private String whyItEnds =
      "they were being committed together with others that are lost, and never were the newest";
  private Optional<Digest> digestOfAcknowledged = Optional.empty();
  private boolean secured;
  private long encryptedRead;
  private long encrypted;

  private ProvenPart(Optional<Acknowledged> acknowledged) {
    this.acknowledged = acknowledged;
  }

  static ProvenPart of(ChainReader chain, Optional<Acknowledged> acknowledged)
      throws IOException, InterruptedException {
    ProvenPart part = new ProvenPart(acknowledged);
    Optional<LogPiece.Commit> next = chain.next();
    while (next.isPresent() && part.take(next.get())) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      next = chain.next();
    }
    return part;
  }

  /** False if the history ends before the commit. */
  private boolean take(LogPiece.Commit piece) {
    CommitRecord record = piece.commit().record();
    for (LostPart lost : piece.commit().lost()) {
      Damage damage = damage(piece, lost);
      if (isNeeded(lost)) {
        damages.add(damage);
        whyItEnds =
            "they can be read, but revision %s has lost what says who may do what: %s"
                .formatted(record.revision(), lost.name());
        return false;
      }
      heldBack.add(damage);
    }
    boolean securesNow = !secured && record.body().change(SECURED).isPresent();
    secured |= securesNow;
    if (acknowledged.map(Acknowledged::revision).equals(Optional.of(record.revision()))) {
      digestOfAcknowledged = Optional.of(record.digest());
    }
    encryptedRead += record.body().hasSealedValues() ? 1 : 0;
    if (mayBeLast(piece, securesNow)) {
      end = record.head();
      encrypted = encryptedRead;
      damages.addAll(heldBack);
      heldBack.clear();
    }
    return true;
  }

  private boolean mayBeLast(LogPiece.Commit piece, boolean securesNow) {
    CommitRecord record = piece.commit().record();
    if (secured) {
      return securesNow || record.headSignature().isPresent();
    }
    return piece.endsGroup()
        || acknowledged.map(Acknowledged::revision).orElse(0L) >= record.revision();
  }

  private static boolean isNeeded(LostPart lost) {
    return (lost.kind() == LostPart.Kind.VALUE || lost.kind() == LostPart.Kind.AMOUNT)
        && lost.name().startsWith(SYSTEM)
        && !lost.name().startsWith(NOTES);
  }

  private static Damage damage(LogPiece.Commit piece, LostPart lost) {
    return new Damage(
        switch (lost.kind()) {
          case VALUE, AMOUNT, PARAMETER -> Damage.Kind.VALUE;
          case TEXT -> Damage.Kind.TEXT;
          case HEAD_SIGNATURE -> Damage.Kind.SIGNATURE;
          case FORM -> Damage.Kind.FORM;
        },
        Optional.of(piece.place()),
        Optional.of(Damage.Revisions.of(piece.commit().record().revision())),
        lost.digest(),
        keys(lost),
        switch (lost.kind()) {
          case VALUE -> "the value of %s is lost".formatted(lost.name());
          case AMOUNT -> "the amount that was added to %s is lost".formatted(lost.name());
          case PARAMETER -> "the parameter %s of the run is lost".formatted(lost.name());
          case TEXT -> "the text of the program is lost, if it stood here";
          case HEAD_SIGNATURE -> "the store's signature of the commit is lost";
          case FORM -> "bytes between its parts are damaged; all of the commit is there";
        });
  }

  private static List<Key> keys(LostPart lost) {
    if (lost.kind() != LostPart.Kind.VALUE && lost.kind() != LostPart.Kind.AMOUNT) {
      return List.of();
    }
    try {
      return List.of(Key.parse(lost.name()));
    } catch (StorageException e) {
      throw new AssertionError("the key of a commit that was read", e);
    }
  }

  /** The newest commit that the history can end with. */
  Head end() {
    return end;
  }

  /** How many commits up to the end hold encrypted values. */
  long encrypted() {
    return encrypted;
  }

  /** What is damaged up to the end, and what ends it. */
  List<Damage> damages() {
    return damages;
  }

  /** Why commits behind the end are not taken, though they follow. */
  String whyItEnds() {
    return whyItEnds;
  }

  /** Whether the commit that was acknowledged is there, and is another one. */
  boolean isOther(Digest ofAcknowledged) {
    return digestOfAcknowledged.map(digest -> !digest.equals(ofAcknowledged)).orElse(false);
  }
}
