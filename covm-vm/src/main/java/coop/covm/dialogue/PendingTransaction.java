package coop.covm.dialogue;

import coop.covm.storage.Key;
import coop.covm.storage.PendingChange;
import java.util.NavigableMap;

/**
 * The transaction that is open between two inputs.
 *
 * @param line the number of the first line of the input that began it
 * @param revision what it reads
 * @param changes what it will do to which keys when it commits, by key
 * @param waiting how many lines and events wait to be shown until then
 */
public record PendingTransaction(
    int line, long revision, NavigableMap<Key, PendingChange> changes, int waiting) {}
