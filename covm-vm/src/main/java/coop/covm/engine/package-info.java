/**
 * Runs verified modules against a session: the reference interpreter, its instructions, limits and
 * output.
 */
@NullMarked
package coop.covm.engine;

import org.jspecify.annotations.NullMarked;
