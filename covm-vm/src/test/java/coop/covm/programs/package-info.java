/**
 * Random programs, run by both engines: how they are written, run, compared and made small, so that
 * a difference between the engines is found and can be read.
 */
@NullMarked
package coop.covm.programs;

import org.jspecify.annotations.NullMarked;
