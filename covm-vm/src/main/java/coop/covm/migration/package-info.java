/**
 * Migrations: numbered programs in a directory, each applied to a store once, in order, in one
 * transaction that also records it. {@link coop.covm.migration.MigrationFiles} reads the directory,
 * {@link coop.covm.migration.MigrationPlan} compares it with a store, and {@link
 * coop.covm.migration.Migrations} applies what is left.
 */
@NullMarked
package coop.covm.migration;

import org.jspecify.annotations.NullMarked;
