package coop.covm.storage.rocksdb;

import coop.covm.storage.log.CommitRecord;
import java.util.List;

/**
 * A group that is about to be appended to the log.
 *
 * @param frame its bytes
 * @param spans where each commit will stand
 * @param after where the log ends with it; what of that is durable does not count the group yet
 */
@SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
record PreparedGroup(
    byte[] frame, List<CommitRecord> records, List<RecordSpan> spans, LogEnd after) {}
