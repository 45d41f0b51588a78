package coop.covm.storage.repair;

import coop.covm.storage.log.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the files of a store still hold.
 *
 * @param head the newest commit of the longest history from the first commit on that is proved
 * @param acknowledged the newest commit that somebody had been told of at least, if the store noted
 *     it
 * @param damages the first {@value #MOST_DAMAGES} that were found
 * @param damageCount how many there are in all
 * @param unproven how many commits can be read that nothing proves
 * @param encrypted how many of the proved commits hold encrypted values, which nobody can tell from
 *     damaged ones without the key
 */
public record DamageReport(
    Head head,
    OptionalLong acknowledged,
    List<Damage> damages,
    long damageCount,
    long unproven,
    long encrypted) {
  static final int MOST_DAMAGES = 10_000;

  public DamageReport {
    damages = List.copyOf(damages);
  }

  /** The same with something that was found otherwise. */
  public DamageReport with(Damage damage) {
    List<Damage> all = new ArrayList<>(damages);
    all.add(damage);
    return new DamageReport(head, acknowledged, all, damageCount + 1, unproven, encrypted);
  }

  /** Whether the log is as it was written. */
  public boolean isSound() {
    return damageCount == 0;
  }

  /**
   * Whether all of the history is proved, whatever else is damaged. Where the store's note of what
   * was acknowledged is lost, and bytes of the log too, that cannot be known.
   */
  public boolean isWhole() {
    boolean bytes = damages.stream().anyMatch(damage -> damage.kind() == Damage.Kind.BYTES);
    return damages.stream().noneMatch(damage -> damage.kind().isLoss())
        && (!bytes || acknowledged.isPresent());
  }
}
