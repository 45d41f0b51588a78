/** What the command prints: text for people, JSON for programs, and errors in both forms. */
@NullMarked
package coop.covm.cli.output;

import org.jspecify.annotations.NullMarked;
