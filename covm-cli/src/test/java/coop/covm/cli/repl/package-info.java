@NullMarked
package coop.covm.cli.repl;

import org.jspecify.annotations.NullMarked;
