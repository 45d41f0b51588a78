package coop.covm.storage.exchange;

import coop.covm.storage.log.Digest;
import java.util.OptionalLong;

/**
 * What an import did.
 *
 * @param source the digest of what was imported
 * @param keys how many keys it has
 * @param before how many of them were stored by an earlier call, which this one went on with
 * @param set how many this call gave a value; of a check, how many it would
 * @param kept how many this call left with the value that they had; of a check, how many it would
 * @param commits how many commits this call made
 * @param revision that of the last of them; empty if there is none
 */
public record ImportReport(
    Digest source,
    long keys,
    long before,
    long set,
    long kept,
    long commits,
    OptionalLong revision) {}
