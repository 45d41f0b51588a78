package coop.covm.storage.spi;

/**
 * What a backend that keeps its store in files tells an operator of them.
 *
 * @param format kind and version of the store, as its files name them
 * @param logBytes of the log of commits, with what is reserved for it
 * @param indexBytes of what is derived from the log and could be made anew
 * @param otherBytes of all else in its place
 */
public record BackendStatistics(String format, long logBytes, long indexBytes, long otherBytes) {}
