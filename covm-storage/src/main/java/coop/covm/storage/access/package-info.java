/** Who may do what: rules, how they are weighed, and what they come to for one principal. */
@NullMarked
package coop.covm.storage.access;

import org.jspecify.annotations.NullMarked;
