/** What is doubtful in programs that compile, by a table of rules. */
@NullMarked
package coop.covm.lint;

import org.jspecify.annotations.NullMarked;
