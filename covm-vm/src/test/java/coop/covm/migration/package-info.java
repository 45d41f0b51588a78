@NullMarked
package coop.covm.migration;

import org.jspecify.annotations.NullMarked;
