@NullMarked
package coop.covm.cli.output;

import org.jspecify.annotations.NullMarked;
