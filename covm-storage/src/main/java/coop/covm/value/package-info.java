/** Values of the COVM language: immutable, typed, with exact arithmetic rules and one text form. */
@NullMarked
package coop.covm.value;

import org.jspecify.annotations.NullMarked;
