/**
 * Measures stores: how many operations of a kind they do in a second, and how long those take. It
 * works in scratch stores of its own, never in one that is there.
 */
@NullMarked
package coop.covm.cli.bench;

import org.jspecify.annotations.NullMarked;
