@NullMarked
package coop.covm.lint;

import org.jspecify.annotations.NullMarked;
