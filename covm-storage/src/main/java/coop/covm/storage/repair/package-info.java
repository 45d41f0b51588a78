/**
 * Finds what is damaged in a store's files and what of its history is still proved by its digests,
 * so that a new store can be made of that. Reads only; nothing is believed that no digest proves.
 */
@NullMarked
package coop.covm.storage.repair;

import org.jspecify.annotations.NullMarked;
