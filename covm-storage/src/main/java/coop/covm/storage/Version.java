package coop.covm.storage;

import coop.covm.value.Value;
import java.util.Optional;

/**
 * One revision of one key.
 *
 * @param revision the commit that made it, from 1
 * @param timeMillis when, in milliseconds since 1970; never decreasing from one revision to the
 *     next
 * @param principal who, if the commit had a principal
 * @param value the value, or empty if the commit removed the key
 */
public record Version(
    long revision, long timeMillis, Optional<String> principal, Optional<Value> value) {}
