@NullMarked
package coop.covm.cli.bench;

import org.jspecify.annotations.NullMarked;
