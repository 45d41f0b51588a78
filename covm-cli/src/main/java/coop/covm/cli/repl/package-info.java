/**
 * The shell: what is typed becomes inputs of a {@link coop.covm.dialogue.Dialogue} or commands of
 * the shell itself. What knows the terminal library is apart from what does not, so that a pipe
 * never loads it.
 */
@NullMarked
package coop.covm.cli.repl;

import org.jspecify.annotations.NullMarked;
