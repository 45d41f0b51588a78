package coop.covm.storage.tck.history;

import coop.covm.value.Value;
import java.util.Optional;

/**
 * What a revision made of a key.
 *
 * @param value empty if it removed the key
 */
public record KeyVersion(long revision, Optional<Value> value) {}
