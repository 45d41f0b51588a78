package coop.covm.storage.rocksdb;

import coop.covm.storage.disk.DirectoryStatistics;
import coop.covm.storage.spi.BackendStatistics;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies in the directory of a {@code rocksdb:} store. Format version 1.
 *
 * <table>
 * <caption>Files</caption>
 * <tr><th>name</th><th>content</th></tr>
 * <tr><td>{@code format.json}</td><td>what this directory is; written last when a store is made.
 *     </td></tr>
 * <tr><td>{@code log-N}</td><td>a segment of the commit log, N its number in 10 digits: {@link
 *     SegmentHeader}, then {@link GroupFrame}s one behind the other, then zeros to its end, but for
 *     a segment that compaction has written anew, which ends with its frames. The log is the store:
 *     all else can be derived from it.</td></tr>
 * <tr><td>{@code head.json}</td><td>a revision that has been acknowledged, so that a log that lost
 *     its end is noticed; see {@link coop.covm.storage.disk.HeadMark}.</td></tr>
 * <tr><td>{@code index}</td><td>RocksDB's directory: the index, derived from the log up to the
 *     revision that it names itself. May be removed while the store is closed; it is made anew.
 *     </td></tr>
 * <tr><td>{@code covm.lock}</td><td>the number of the process that holds the store.</td></tr>
 * <tr><td>{@code *.tmp}</td><td>a file that was not yet given its name.</td></tr>
 * </table>
 *
 * <p>A segment has its full length from the beginning, so that writing a commit changes no length
 * and one flush of data makes it durable. A frame that does not fit into the rest of a segment
 * begins the next one, which is at least as large as the frame needs. A frame at the end of the
 * last segment that is not whole is a torn write: nobody was told that it was committed, and the
 * next frame takes its place. Everything else that is not one chain of commits from revision 1 is
 * damage.
 */
final class StoreLayout {
  static final String KIND = "covm-rocksdb-store";
  static final String INDEX = "index";
  static final String LOCK = "covm.lock";
  static final String UNFINISHED = ".tmp";

  /**
   * The size of the first segment; each is twice as large as the one before, up to the limit; the
   * one after a sealed segment has this size again.
   */
  static final long FIRST_SEGMENT_BYTES = 1L << 18;

  private static final Pattern SEGMENT = Pattern.compile("log-([0-9]{10})");

  private StoreLayout() {}

  static String segment(long number) {
    return String.format(Locale.ROOT, "log-%010d", number);
  }

  /** What the files of a directory are and take, as they are now. */
  static BackendStatistics statistics(Path directory) {
    return DirectoryStatistics.of(
        directory,
        name -> {
          if (segmentNumber(name).isPresent()) {
            return DirectoryStatistics.Part.LOG;
          }
          return name.equals(INDEX)
              ? DirectoryStatistics.Part.INDEX
              : DirectoryStatistics.Part.OTHER;
        });
  }

  /** The numbers of the segments among these files, in order. */
  static List<Long> segments(List<String> names) {
    return names.stream()
        .map(StoreLayout::segmentNumber)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::orElseThrow)
        .sorted()
        .toList();
  }

  /** The number of the segment of this name, or empty if it names none. */
  static OptionalLong segmentNumber(String name) {
    Matcher matcher = SEGMENT.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
