package coop.covm.storage.file;

import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.log.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is known of one segment of the journal up to some commit: where its lines begin, and the
 * SHA-256 of its bytes up to there. Unchanging; {@link Growth} makes the next one.
 */
final class Segment {
  private final long firstRevision;

  /** Shared with the segments that this one grew into; they write behind {@link #lines} only. */
  private final long[] starts;

  private final int lines;
  private final long end;
  private final boolean ended;
  private final boolean sealed;

  /** Never updated, only cloned. */
  private final MessageDigest sha256;

  private Segment(
      long firstRevision,
      long[] starts,
      int lines,
      long end,
      boolean ended,
      boolean sealed,
      MessageDigest sha256) {
    this.firstRevision = firstRevision;
    this.starts = starts;
    this.lines = lines;
    this.end = end;
    this.ended = ended;
    this.sealed = sealed;
    this.sha256 = sha256;
  }

  static Segment empty(long firstRevision) {
    return new Segment(firstRevision, new long[16], 0, 0, true, false, newSha256());
  }

  /** A segment whose lines and bytes are known from elsewhere. */
  static Segment of(
      long firstRevision, long[] starts, long end, boolean sealed, MessageDigest sha256) {
    return new Segment(firstRevision, starts, starts.length, end, true, sealed, sha256);
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  String name() {
    return StoreLayout.segment(firstRevision);
  }

  long firstRevision() {
    return firstRevision;
  }

  int lines() {
    return lines;
  }

  /** How many bytes of the file are whole groups, and the empty line that ends them if any does. */
  long end() {
    return end;
  }

  /** Whether the last line has its line end. */
  boolean ended() {
    return ended;
  }

  /** Whether an empty line ends it, so that it is full whatever its size. */
  boolean sealed() {
    return sealed;
  }

  /** Whether the next commit goes to the next segment. */
  boolean isFull(FormatFile format) {
    return ended && (sealed || end >= format.segmentBytes());
  }

  Digest digest() {
    return Digest.parse(HexFormat.of().formatHex(clone(sha256).digest()));
  }

  /** Where the line of a revision begins. */
  long start(long revision) {
    return starts[lineIndex(revision)];
  }

  /** Where the line of a revision ends, its line end included if it has one. */
  long end(long revision) {
    int next = lineIndex(revision) + 1;
    return next < lines ? starts[next] : end - (sealed ? 1 : 0);
  }

  private int lineIndex(long revision) {
    long index = revision - firstRevision;
    if (index < 0 || index >= lines) {
      throw new IllegalArgumentException(
          "segment %s has no revision %s".formatted(firstRevision, revision));
    }
    return (int) index;
  }

  /** The number of the line that holds a revision, from 1. */
  long lineNumber(long revision) {
    return lineIndex(revision) + 1L;
  }

  Growth grow() {
    return new Growth(this);
  }

  private static MessageDigest clone(MessageDigest sha256) {
    try {
      return (MessageDigest) sha256.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the SHA-256 of the Java platform can be cloned", e);
    }
  }

  /** A segment to which lines are added. For one thread. */
  static final class Growth {
    private final long firstRevision;
    private final MessageDigest sha256;
    private long[] starts;
    private int lines;
    private long end;
    private boolean ended;
    private boolean sealed;

    private Growth(Segment base) {
      firstRevision = base.firstRevision;
      sha256 = Segment.clone(base.sha256);
      starts = base.starts;
      lines = base.lines;
      end = base.end;
      ended = base.ended;
      sealed = base.sealed;
    }

    /** Adds the line end that the last line lacked. */
    void endLine() {
      sha256.update(StoreLayout.LINE_END);
      end++;
      ended = true;
    }

    /**
     * Adds a line.
     *
     * @param line all its bytes, with the line end if it has one
     */
    void add(byte[] line, boolean ended) {
      if (lines == starts.length) {
        starts = Arrays.copyOf(starts, Math.max(16, 2 * lines));
      }
      starts[lines] = end;
      lines++;
      sha256.update(line);
      end += line.length;
      this.ended = ended;
    }

    /** Adds the empty line that ends the segment. */
    void seal() {
      sha256.update(StoreLayout.LINE_END);
      end++;
      sealed = true;
    }

    boolean sealed() {
      return sealed;
    }

    int lines() {
      return lines;
    }

    long end() {
      return end;
    }

    /** The segment as it is now; nothing is added afterwards. */
    Segment grown() {
      return new Segment(firstRevision, starts, lines, end, ended, sealed, sha256);
    }
  }
}
