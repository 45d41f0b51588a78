/** The {@code covm} command: its commands, their options, and how a process begins and ends. */
@NullMarked
package coop.covm.cli;

import org.jspecify.annotations.NullMarked;
