package coop.covm.storage.rocksdb;

import coop.covm.storage.log.CommitBinary;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.log.SalvagedCommit;
import coop.covm.storage.spi.LogPiece;
import coop.covm.storage.spi.LogPlace;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The frames of a segment, some of which may be damaged. Of a frame that is not whole each commit
 * that has its own checksum is read; behind that, the next frame or commit is looked for byte by
 * byte.
 */
final class DamagedLogSegment {
  /** Fewer than any commit has. */
  private static final int LEAST_COMMIT_BYTES = 64;

  /** Where the form of a commit is named, behind its length. */
  private static final int FORM_AT = Integer.BYTES;

  private static final byte FORM = 1;

  private final Path file;
  private final long number;
  private final byte[] bytes;

  /** Where the last byte is that is not zero. */
  private final int end;

  private int at;

  DamagedLogSegment(Path file, long number, byte[] bytes) {
    this.file = file;
    this.number = number;
    this.bytes = bytes;
    int last = bytes.length;
    while (last > 0 && bytes[last - 1] == 0) {
      last--;
    }
    this.end = last;
  }

  /** Reads on; false at the end of the segment. */
  boolean readInto(Deque<LogPiece> pieces) {
    if (at == 0) {
      readHeader(pieces);
      at = SegmentHeader.BYTES;
      return true;
    }
    if (at >= end) {
      return false;
    }
    if (isWholeFrame(at)) {
      readFrame(pieces);
    } else {
      readBroken(pieces);
    }
    return true;
  }

  private void readHeader(Deque<LogPiece> pieces) {
    Optional<SegmentHeader> header =
        bytes.length < SegmentHeader.BYTES
            ? Optional.empty()
            : SegmentHeader.parse(Arrays.copyOf(bytes, SegmentHeader.BYTES));
    if (header.map(SegmentHeader::number).orElse(0L) != number) {
      pieces.add(
          new LogPiece.Damage(
              place(0, Math.min(bytes.length, SegmentHeader.BYTES)),
              "the head of the segment is not what was written"));
    }
  }

  private boolean isWholeFrame(int from) {
    if (from + GroupFrame.HEADER_BYTES > bytes.length) {
      return false;
    }
    long length =
        GroupFrame.declaredBytes(Arrays.copyOfRange(bytes, from, from + GroupFrame.HEADER_BYTES));
    return length > 0
        && from + length <= bytes.length
        && isPlausibleCommit(from + GroupFrame.HEADER_BYTES)
        && GroupFrame.isWhole(
            Arrays.copyOfRange(bytes, from, (int) (from + length)), new LogPosition(number, from));
  }

  private int declaredEnd(int from) {
    long length =
        GroupFrame.declaredBytes(Arrays.copyOfRange(bytes, from, from + GroupFrame.HEADER_BYTES));
    return (int) Math.min(bytes.length, from + length);
  }

  private void readFrame(Deque<LogPiece> pieces) {
    int frameEnd = declaredEnd(at);
    at += GroupFrame.HEADER_BYTES;
    while (at < frameEnd && isPlausibleCommit(at)) {
      readCommit(frameEnd, pieces);
    }
    at = frameEnd;
  }

  /** Reads the commit that has its length here; what does not read back is damage. */
  private void readCommit(int frameEnd, Deque<LogPiece> pieces) {
    int from = at + Integer.BYTES;
    int to = from + length(at);
    byte[] commit = Arrays.copyOfRange(bytes, from, to);
    try {
      CommitRecord record = CommitBinary.read(commit);
      pieces.add(
          new LogPiece.Commit(place(from, to), SalvagedCommit.whole(record), to == frameEnd));
    } catch (MalformedRecordException e) {
      CommitBinary.Traces traces = CommitBinary.traces(commit);
      pieces.add(
          new LogPiece.Damage(
              place(from, to), String.valueOf(e.getMessage()), traces.revision(), traces.keys()));
    }
    at = to;
  }

  private void readBroken(Deque<LogPiece> pieces) {
    int frame = at;
    int frameEnd = at + GroupFrame.HEADER_BYTES <= bytes.length ? declaredEnd(at) : at;
    int first = frame + GroupFrame.HEADER_BYTES;
    if (frameEnd > first && isPlausibleCommit(first)) {
      pieces.add(
          new LogPiece.Damage(place(frame, first), "the frame that begins here is not whole"));
      at = first;
      while (at < frameEnd
          && isPlausibleCommit(at)
          && at + Integer.BYTES + length(at) <= frameEnd) {
        readCommit(frameEnd, pieces);
      }
      if (at >= frameEnd) {
        return;
      }
    }
    skipToNext(pieces);
  }

  /** Looks for the next frame or commit. */
  private void skipToNext(Deque<LogPiece> pieces) {
    int from = at;
    int next = at;
    while (next < end && !isWholeFrame(next) && !isWholeCommit(next)) {
      next++;
    }
    if (next > from) {
      int content = Math.min(from + Integer.BYTES, next);
      CommitBinary.Traces traces = CommitBinary.traces(Arrays.copyOfRange(bytes, content, next));
      pieces.add(
          new LogPiece.Damage(
              place(from, next), "no commit can be read here", traces.revision(), traces.keys()));
    }
    at = next;
    if (next < end && !isWholeFrame(next)) {
      readCommit(-1, pieces);
    }
  }

  /** Whether a commit with its own checksum stands here, behind its length. */
  private boolean isWholeCommit(int from) {
    if (!isPlausibleCommit(from)) {
      return false;
    }
    try {
      int start = from + Integer.BYTES;
      return CommitBinary.read(Arrays.copyOfRange(bytes, start, start + length(from))).revision()
          > 0;
    } catch (MalformedRecordException e) {
      return false;
    }
  }

  private boolean isPlausibleCommit(int from) {
    if (from + FORM_AT >= bytes.length || bytes[from + FORM_AT] != FORM) {
      return false;
    }
    int length = length(from);
    return length >= LEAST_COMMIT_BYTES && length <= bytes.length - from - Integer.BYTES;
  }

  private int length(int from) {
    return ByteBuffer.wrap(bytes).getInt(from);
  }

  private LogPlace place(int from, int to) {
    return new LogPlace(file, OptionalLong.empty(), from, Math.max(0, to - from));
  }
}
