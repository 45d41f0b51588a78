package coop.covm.storage.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.storage.disk.FormatFile;
import coop.covm.storage.log.BrokenLine;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.log.SalvagedCommit;
import coop.covm.storage.spi.LogPiece;
import coop.covm.storage.spi.LogPlace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The lines of a segment, some of which may be damaged. A line that does not read back takes all to
 * it that follows and does not begin as a line does, so that a line end which damage has made is no
 * border. A line end that damage has taken is found by what begins behind it.
 */
final class DamagedSegment {
  private static final byte[] BEGINNING = BrokenLine.BEGINNING.getBytes(US_ASCII);

  /** What stands before a map inside a value, where no line begins whatever it looks like. */
  private static final String BEFORE_MAPS = ",:[{";

  private final Path file;
  private final long firstRevision;
  private final byte[] bytes;
  private int at;
  private long line = 1;
  private int countedTo;
  private long commits;
  private boolean damaged;
  private boolean sealed;

  DamagedSegment(Path file, long firstRevision, byte[] bytes) {
    this.file = file;
    this.firstRevision = firstRevision;
    this.bytes = bytes;
  }

  Path file() {
    return file;
  }

  /** Goes on where a piece begins. */
  void moveTo(long offset) {
    at = (int) offset;
    damaged = true; // what came before was not counted
  }

  /** The revision that the next segment begins with; empty if that cannot be told. */
  OptionalLong next() {
    return damaged ? OptionalLong.empty() : OptionalLong.of(firstRevision + commits);
  }

  /** Whether another segment must follow it. */
  boolean isFull(FormatFile format) {
    return sealed || (!damaged && bytes.length >= format.segmentBytes());
  }

  /** Reads on; false at the end of the segment. */
  boolean readInto(Deque<LogPiece> pieces) {
    if (at >= bytes.length) {
      return false;
    }
    int end = lineEnd(at);
    if (end == at) {
      readEmpty(pieces);
      return true;
    }
    Optional<LogPiece> sound = sound(at, end);
    if (sound.isPresent()) {
      commits++;
      pieces.add(sound.get());
      at = end + 1;
      return true;
    }
    damaged = true;
    while (end < bytes.length - 1 && !isEnd(end + 1) && !beginsAt(end + 1)) {
      end = lineEnd(end + 1);
    }
    readBroken(at, end, pieces);
    at = end + 1;
    return true;
  }

  /** An empty line is the last of its file, or has no business there. */
  private void readEmpty(Deque<LogPiece> pieces) {
    if (!isEnd(at) || at == 0) {
      damaged = true;
      pieces.add(
          new LogPiece.Damage(place(at, at + 1), "the line is empty where a commit belongs"));
    } else {
      sealed = true;
    }
    at++;
  }

  private boolean isEnd(int from) {
    return from == bytes.length - 1 && bytes[from] == StoreLayout.LINE_END;
  }

  private void readBroken(int from, int to, Deque<LogPiece> pieces) {
    int start = from;
    for (int i = from + 2; i < to; i++) {
      if (bytes[i] == BEGINNING[0] && isInnerBeginning(i, start)) {
        pieces.add(piece(start, i));
        start = i;
      }
    }
    pieces.add(piece(start, to));
  }

  /** Whether a line begins at a place inside of what looks like one line. */
  private boolean isInnerBeginning(int place, int start) {
    if (!startsWith(place)) {
      return false;
    }
    int before = place - 1;
    while (before > start && (bytes[before] == ' ' || bytes[before] == '\t')) {
      before--;
    }
    // The byte that was a line end, whatever it is now, and the end of the line before it. A map in
    // a list never stands so: whoever chooses values does not choose what is damaged.
    return before > start
        && BEFORE_MAPS.indexOf(bytes[before]) < 0
        && (bytes[before] == StoreLayout.LINE_END || bytes[before - 1] == '}');
  }

  private LogPiece piece(int from, int to) {
    Optional<LogPiece> sound = sound(from, to);
    if (sound.isPresent()) {
      return sound.get();
    }
    int start = from;
    while (start < to && (bytes[start] == ' ' || bytes[start] == '\t')) {
      start++;
    }
    BrokenLine broken = new BrokenLine(Arrays.copyOfRange(bytes, start, to));
    Optional<SalvagedCommit> commit = broken.commit();
    if (commit.isPresent()) {
      return new LogPiece.Commit(place(from, to), commit.get(), endsGroup(from, to));
    }
    return new LogPiece.Damage(place(from, to), why(from, to), broken.revision(), broken.keys());
  }

  private Optional<LogPiece> sound(int from, int to) {
    if (from >= to || !beginsAt(from)) {
      return Optional.empty();
    }
    try {
      JournalLine read = JournalLine.read(Arrays.copyOfRange(bytes, from, to), to - from);
      return Optional.of(
          new LogPiece.Commit(
              place(from, to), SalvagedCommit.whole(read.record()), !read.mark().goesOn()));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  private String why(int from, int to) {
    try {
      JournalLine.read(Arrays.copyOfRange(bytes, from, to), to - from);
      return "it is no line of a journal";
    } catch (MalformedRecordException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private boolean endsGroup(int from, int to) {
    try {
      return !GroupMark.read(Arrays.copyOfRange(bytes, from, to), to - from).goesOn();
    } catch (MalformedRecordException e) {
      return true;
    }
  }

  private boolean beginsAt(int from) {
    int start = from;
    while (start < bytes.length && (bytes[start] == ' ' || bytes[start] == '\t')) {
      start++;
    }
    return startsWith(start);
  }

  private boolean startsWith(int from) {
    return from + BEGINNING.length <= bytes.length
        && Arrays.equals(bytes, from, from + BEGINNING.length, BEGINNING, 0, BEGINNING.length);
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != StoreLayout.LINE_END) {
      end++;
    }
    return end;
  }

  /** A place in this segment. */
  LogPlace place(int from, int to) {
    if (from < countedTo) {
      line = 1;
      countedTo = 0;
    }
    while (countedTo < from) {
      if (bytes[countedTo] == StoreLayout.LINE_END) {
        line++;
      }
      countedTo++;
    }
    return new LogPlace(file, OptionalLong.of(line), from, Math.max(0, to - from));
  }
}
