@NullMarked
package coop.covm.cli;

import org.jspecify.annotations.NullMarked;
