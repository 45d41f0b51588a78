@NullMarked
package coop.covm.cli.description;

import org.jspecify.annotations.NullMarked;
