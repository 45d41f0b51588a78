package coop.covm.storage.file;

import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.disk.HeadMark;
import coop.covm.storage.disk.HeadMarkFile;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies in the directory of a {@code file:} store, and under which names. Format version 1.
 *
 * <table>
 * <caption>Files</caption>
 * <tr><th>name</th><th>content</th></tr>
 * <tr><td>{@code format.json}</td><td>what this directory is; see {@link FormatFile}. Written last
 *     when a store is made, so a store without it was never finished.</td></tr>
 * <tr><td>{@code journal-N.jsonl}</td><td>a segment of the journal; N is the revision of its first
 *     line, 19 digits. The journal is the store: all else can be derived from it.</td></tr>
 * <tr><td>{@code head.json}</td><td>a revision that has been acknowledged, so that a journal that
 *     lost its end is noticed; see {@link HeadMark}.</td></tr>
 * <tr><td>{@code index.snapshot}</td><td>the index as of some revision, for quick opening; see
 *     {@link IndexSnapshotFile}. May be removed.</td></tr>
 * <tr><td>{@code covm.lock}</td><td>always empty; processes lock its bytes; see {@link
 *     LockFile}.</td></tr>
 * <tr><td>{@code covm.unforced}</td><td>always empty; there as long as the journal may end with
 *     commits that were not forced; see {@link UnforcedMark}.</td></tr>
 * <tr><td>{@code *.tmp}</td><td>a file that is being written and was not yet given its
 *     name.</td></tr>
 * </table>
 *
 * <p>Other files are left alone.
 *
 * <h2>The journal</h2>
 *
 * UTF-8, one line a commit, line end {@code \n}. Line L of segment N is revision N + L - 1. A line
 * is the commit's canonical JSON as {@link coop.covm.storage.log.CommitJson} writes it. Commits
 * that were written as one group are all or nothing: their lines begin with blanks that say so, see
 * {@link GroupMark}. A group lies in one segment.
 *
 * <p>A segment is <em>full</em> when it has reached the {@code segmentBytes} of {@code
 * format.json}, or when an empty line ends it; the next group begins the next one. The empty line,
 * a line end and nothing else, stands behind a whole group, at least one, and is the last of its
 * file; anywhere else it is damage. Before the group or the empty line is written that fills a
 * segment, the next segment is made, empty. So a full segment always has a successor, and a missing
 * one is noticed, be it the last. A crash between the two leaves an empty segment that no full one
 * leads to; it means nothing, and the next writer that opens the store removes it.
 *
 * <p>Compaction replaces full segments, each by a file with the same commits on the same lines,
 * with the same marks of groups and the same digests, in which {@code null} stands for each value
 * that was erased, and with an empty line at its end. The new file is written as {@code
 * journal-N.jsonl.tmp}, forced, and given its name at once; the next opening for writing removes
 * one that never got it. The last segment is never replaced, so nobody appends to a file that was.
 *
 * <p>What follows the last whole group, without a line end, is a torn write: nobody was told that
 * it was committed. Readers ignore it, writers cut it off. A last line that is whole but for its
 * line end counts: readers show it, writers end it. A last line that is whole and followed by a
 * byte other than a line end is damage, as is everything else that does not read back as one chain
 * of commits from revision 1; but for this:
 *
 * <p>A power loss while a group is being forced may leave any of its sectors, and zeros in place of
 * the others. A line that does not read back, holds a zero, and is followed by nothing but lines of
 * the group that it belongs to, or more such lines, is a torn write, too, if {@code head.json} does
 * not say otherwise. The last of these lines may lack its end, if its mark does not say that it
 * begins a group.
 *
 * <p>While {@code covm.unforced} is there, a power loss may have taken any part of what follows the
 * revision of {@code head.json} in the last segment that holds lines: the first group there that
 * does not read back, and all behind it, is a torn write.
 */
final class StoreLayout {
  static final String KIND = "covm-file-store";
  static final String FORMAT = FormatFile.NAME;
  static final String HEAD = HeadMarkFile.NAME;
  static final String LOCK = "covm.lock";
  static final String UNFORCED = "covm.unforced";
  static final String INDEX = "index.snapshot";

  /** Ends the name of a file that is being written. */
  static final String UNFINISHED = ".tmp";

  /** Begins a line that is not the last of its group. */
  static final byte GROUP_GOES_ON = ' ';

  static final byte LINE_END = '\n';

  private static final Pattern SEGMENT = Pattern.compile("journal-([0-9]{19})\\.jsonl");

  private StoreLayout() {}

  /** The name of the segment whose first line is this revision. */
  static String segment(long firstRevision) {
    return String.format(Locale.ROOT, "journal-%019d.jsonl", firstRevision);
  }

  /** The first revisions of the segments among these files, in order. */
  static List<Long> segments(List<String> names) {
    return names.stream()
        .map(StoreLayout::segmentRevision)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::orElseThrow)
        .sorted()
        .toList();
  }

  /** The first revision of the segment of this name, or empty if it names no segment. */
  static OptionalLong segmentRevision(String name) {
    Matcher matcher = SEGMENT.matcher(name);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    try {
      long revision = Long.parseLong(matcher.group(1));
      return revision > 0 ? OptionalLong.of(revision) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // beyond the range of revisions: not one of ours
    }
  }
}
