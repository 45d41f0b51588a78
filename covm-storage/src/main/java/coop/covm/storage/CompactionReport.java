package coop.covm.storage;

/**
 * What compaction did, or would do.
 *
 * @param through former values that were replaced by this revision or an earlier one were looked at
 * @param keys of how many keys something was erased
 * @param versions how many former values were erased
 */
public record CompactionReport(long through, long keys, long versions) {}
