/** The text of programs: source files, tokens, the tree, and what is wrong with them. */
@NullMarked
package coop.covm.syntax;

import org.jspecify.annotations.NullMarked;
