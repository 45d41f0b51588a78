package coop.covm.storage.tck.history;

import coop.covm.storage.Durability;

/**
 * What a campaign is like.
 *
 * @param name what its failing histories are called
 * @param workers how many threads work at the same time
 * @param stores how many stores of one place they share; more than 1 only where that is allowed
 * @param kept whether the place keeps what it has when its stores are closed
 * @param transactions how many transactions in all, at least
 * @param perRound how many in a round, so much is held in memory
 * @param durability how the stores are opened
 */
public record CampaignOptions(
    String name,
    int workers,
    int stores,
    boolean kept,
    long transactions,
    long perRound,
    Durability durability) {
  public CampaignOptions {
    if (workers < 1 || stores < 1 || transactions < 1 || perRound < workers) {
      throw new IllegalArgumentException("a campaign has workers, stores and transactions");
    }
  }
}
