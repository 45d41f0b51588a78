package coop.covm.storage.log;

import java.util.List;

/**
 * A commit that was read from damaged bytes. What its digests cover is as it was written: envelope
 * and body, and each value that is there. A lost value stands in it as an erased one.
 *
 * @param lost what could not be read; empty if the bytes are sound
 */
public record SalvagedCommit(CommitRecord record, List<LostPart> lost) {
  public SalvagedCommit {
    lost = List.copyOf(lost);
  }

  /** One from sound bytes. */
  public static SalvagedCommit whole(CommitRecord record) {
    return new SalvagedCommit(record, List.of());
  }
}
