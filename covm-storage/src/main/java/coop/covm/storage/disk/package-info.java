/**
 * What backends that keep their store in a directory share: its files behind an interface that
 * tests can make fail, the mark of the newest acknowledged commit, and the sentences about what
 * goes wrong there.
 */
@NullMarked
package coop.covm.storage.disk;

import org.jspecify.annotations.NullMarked;
