/** The backend that keeps its log and index in memory: for tests, and above a base for dry runs. */
@NullMarked
package coop.covm.storage.memory;

import org.jspecify.annotations.NullMarked;
