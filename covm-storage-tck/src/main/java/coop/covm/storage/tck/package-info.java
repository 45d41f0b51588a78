/**
 * The conformance suite: what every storage backend promises, as tests. A backend is done when its
 * subclass of {@link coop.covm.storage.tck.StorageConformance} passes, and, if it keeps anything
 * beyond its closing, that of {@link coop.covm.storage.tck.DurableStorageConformance} and, over a
 * directory, of {@link coop.covm.storage.tck.disk.PowerCutTests}; if several processes may share
 * its place, also {@link coop.covm.storage.tck.SharedStorageConformance}; if its history can be
 * compacted, {@link coop.covm.storage.tck.CompactableStorageConformance}. What many transactions do
 * to it at the same time is judged by {@link coop.covm.storage.tck.history.HistoryCampaignTests},
 * and by {@link coop.covm.storage.tck.history.ProcessHistoryTests} where processes share it.
 */
@NullMarked
package coop.covm.storage.tck;

import org.jspecify.annotations.NullMarked;
