/**
 * The migrations that a store has had: programs that changed its contents once each, in the order
 * of their numbers. Each is recorded by the commit that it made, under {@code system/migration/}.
 */
@NullMarked
package coop.covm.storage.migration;

import org.jspecify.annotations.NullMarked;
