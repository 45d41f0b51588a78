/**
 * What can be known of a module before it runs: where its blocks begin, and which variables and
 * places of the stack hold numbers or booleans only.
 */
@NullMarked
package coop.covm.engine.kinds;

import org.jspecify.annotations.NullMarked;
