/**
 * What differs between two contents of stores: which keys, in a stream ordered by key, and what
 * inside their maps and lists. It compares what is stored, which is finer than the language's
 * {@code eq}: {@code 5} and {@code 5m} differ, {@code 90.1m} and {@code 90.10m} do, and so do two
 * maps whose entries stand in another order. And, by the same comparison, since which commit a
 * value or a part of it has been what it is.
 */
@NullMarked
package coop.covm.storage.difference;

import org.jspecify.annotations.NullMarked;
