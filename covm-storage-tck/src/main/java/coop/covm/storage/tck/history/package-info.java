/**
 * Finds out whether a store keeps its promise of strict serializability: {@link
 * coop.covm.storage.tck.history.HistoryCampaign} lets many workers loose on a store and records
 * what they did and saw; {@link coop.covm.storage.tck.history.HistoryChecker} judges such a {@link
 * coop.covm.storage.tck.history.History}, which {@link coop.covm.storage.tck.history.HistoryFile}
 * keeps.
 *
 * <p>The checker does not search for an order, it takes the one that the store claims: its log says
 * which commit came after which, and each transaction says which revision it read. That this is a
 * legal order is then proved transaction by transaction, in time that grows with the length of the
 * history and not with the number of possible orders.
 */
@NullMarked
package coop.covm.storage.tck.history;

import org.jspecify.annotations.NullMarked;
