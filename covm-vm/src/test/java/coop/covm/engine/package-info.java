/** Tests of the engines. */
@NullMarked
package coop.covm.engine;

import org.jspecify.annotations.NullMarked;
