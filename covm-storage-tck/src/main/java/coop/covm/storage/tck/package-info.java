/**
 * The conformance suite: what every storage backend promises, as tests. A backend is done when its
 * subclass of {@link coop.covm.storage.tck.StorageConformance} passes, and, if it keeps anything
 * beyond its closing, that of {@link coop.covm.storage.tck.DurableStorageConformance}; if several
 * processes may share its place, also {@link coop.covm.storage.tck.SharedStorageConformance}.
 */
@NullMarked
package coop.covm.storage.tck;

import org.jspecify.annotations.NullMarked;
