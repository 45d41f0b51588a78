/**
 * Programs that are told input by input, as a shell does: what one input leaves on the stack, in
 * variables and of functions is there for the next, and a transaction may go through several. Each
 * input runs, is attributed and can be replayed as an ordinary program.
 */
@NullMarked
package coop.covm.dialogue;

import org.jspecify.annotations.NullMarked;
