package coop.covm.storage.exchange;

import coop.covm.storage.Key;
import coop.covm.value.Value;

/**
 * One key that is imported.
 *
 * @param key where it goes
 * @param place where it stands
 * @param bytes of its line
 */
record ImportStep(Key key, Value value, Place place, int bytes) {}
