package coop.covm.storage;

/**
 * What erasing a key did.
 *
 * @param revision the commit that says so
 * @param values how many values were destroyed
 * @param runs of how many runs the parameters were
 */
public record ErasureReport(long revision, long values, long runs) {}
