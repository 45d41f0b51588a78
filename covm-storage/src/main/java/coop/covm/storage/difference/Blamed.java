package coop.covm.storage.difference;

import coop.covm.storage.log.CommitRecord;
import coop.covm.value.Value;
import java.util.Optional;

/**
 * A part of what a key holds, and the commit since which it has been as it is.
 *
 * @param path where it lies in the value of the key
 * @param value the part; empty if the whole value is encrypted under a key that is not there
 * @param commit with its change of the key alone
 * @param orEarlier whether it may have been so before that commit already: what the key held then
 *     was compacted or erased, or cannot be opened
 */
public record Blamed(
    ValuePath path, Optional<Value> value, CommitRecord commit, boolean orEarlier) {}
