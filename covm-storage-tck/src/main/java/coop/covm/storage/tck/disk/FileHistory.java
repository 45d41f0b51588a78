package coop.covm.storage.tck.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of the content of one file: what the disk holds for sure, and what has happened
 * since, of which a power cut may leave any part that a file system allows:
 *
 * <ul>
 *   <li>Of a write in place, any of its sectors, in any order with those of other writes.
 *   <li>Changes of length in their order, up to any of them. The bytes of a write that makes the
 *       file longer are there up to some point, and behind it missing, or zero.
 * </ul>
 */
final class FileHistory {
  static final int SECTOR_BYTES = 512;

  private byte[] sure = new byte[0];
  private byte[] now = sure;
  private final List<Step> since = new ArrayList<>();

  /** How many of the steps have had their effect on the file's length for sure. */
  private int sureLengths;

  /** What happened to the content. */
  private sealed interface Step {
    boolean changesLength();
  }

  private record Cut(int length) implements Step {
    @Override
    public boolean changesLength() {
      return true;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Write(int position, byte[] bytes, int lengthBefore, State state) implements Step {
    int end() {
      return position + bytes.length;
    }

    @Override
    public boolean changesLength() {
      return end() > lengthBefore;
    }

    Write in(State other) {
      return new Write(position, bytes, lengthBefore, other);
    }
  }

  private enum State {
    /** In the memory of the operating system, which will write it some time. */
    PENDING,
    /** On the disk. */
    SURE,
    /** The operating system has failed to write it once and does not try again. */
    GIVEN_UP
  }

  /** A file whose whole content is on the disk. */
  static FileHistory of(byte[] content) {
    FileHistory history = new FileHistory();
    history.sure = content;
    history.now = content;
    return history;
  }

  int length() {
    return now.length;
  }

  /** Where the history stands, to go back by one step. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Moment(int steps, byte[] now) {}

  Moment moment() {
    return new Moment(since.size(), now);
  }

  /** The last step did not happen. */
  void goBack(Moment moment) {
    since.subList(moment.steps, since.size()).clear();
    now = moment.now;
  }

  void write(int position, byte[] bytes) {
    since.add(new Write(position, bytes, now.length, State.PENDING));
    byte[] after = Arrays.copyOf(now, Math.max(now.length, position + bytes.length));
    System.arraycopy(bytes, 0, after, position, bytes.length);
    now = after;
  }

  /** The last write reaches the disk, with the length that it gives the file. */
  void finishLastWrite() {
    Write write = (Write) since.removeLast();
    since.add(write.in(State.SURE));
    if (write.changesLength()) {
      sureLengths = since.size();
    }
    forget();
  }

  /** The operating system gives the last write up, though it goes on showing it. */
  void giveUpLastWrite() {
    since.add(((Write) since.removeLast()).in(State.GIVEN_UP));
  }

  void truncate(int length) {
    if (length < now.length) {
      since.add(new Cut(length));
      now = Arrays.copyOf(now, length);
    }
  }

  /** All that is written reaches the disk, but for what was given up. */
  void force() {
    since.replaceAll(step ->
        step instanceof Write write && write.state == State.PENDING ? write.in(State.SURE) : step);
    sureLengths = since.size();
    forget();
  }

  /** The operating system fails to write, and gives up. */
  void failToForce() {
    since.replaceAll(step ->
        step instanceof Write write && write.state == State.PENDING
            ? write.in(State.GIVEN_UP)
            : step);
  }

  /** Drops the steps if nothing about them is open. */
  private void forget() {
    boolean sureContent =
        since.stream().noneMatch(step -> step instanceof Write write && write.state != State.SURE);
    boolean sureLength =
        since.subList(sureLengths, since.size()).stream().noneMatch(Step::changesLength);
    if (sureContent && sureLength) {
      since.clear();
      sure = now;
      sureLengths = 0;
    }
  }

  /** One content that a power cut may leave. */
  byte[] afterCut(Choices choices) {
    List<Integer> ends = new ArrayList<>(List.of(sureLengths));
    for (int i = sureLengths; i < since.size(); i++) {
      if (since.get(i).changesLength()) {
        ends.add(i + 1);
      }
    }
    int end = ends.get(choices.below(ends.size()));
    Survivor survivor = new Survivor(sure, choices);
    for (int i = 0; i < since.size(); i++) {
      boolean lengthLeft = i < end;
      boolean lengthMaybePartly = i == end - 1 && i >= sureLengths;
      switch (since.get(i)) {
        case Cut cut -> survivor.cut(cut.length(), lengthLeft);
        case Write write -> {
          survivor.overwrite(write);
          if (write.changesLength() && lengthLeft) {
            survivor.grow(write, lengthMaybePartly);
          }
        }
      }
    }
    return survivor.content;
  }

  /** A content that is put together. */
  private static final class Survivor {
    private byte[] content;
    private final Choices choices;

    /** Behind this, what was written belongs to a length that was not left. */
    private int reach = Integer.MAX_VALUE;

    Survivor(byte[] content, Choices choices) {
      this.content = content.clone();
      this.choices = choices;
    }

    void cut(int length, boolean left) {
      if (!left) {
        reach = Math.min(reach, length);
      } else if (length < content.length) {
        content = Arrays.copyOf(content, length);
      }
    }

    void overwrite(Write write) {
      int end =
          Math.min(Math.min(write.end(), write.lengthBefore), Math.min(reach, content.length));
      sectors(write, write.position, end);
    }

    void grow(Write write, boolean maybePartly) {
      int start = Math.max(write.position, write.lengthBefore);
      int kept = maybePartly ? start + choices.below(write.end() - start + 1) : write.end();
      boolean zeros = kept < write.end() && choices.yes();
      content = Arrays.copyOf(content, zeros ? write.end() : kept);
      if (write.state == State.GIVEN_UP) {
        sectors(write, start, kept);
      } else {
        put(write, start, kept);
      }
    }

    private void sectors(Write write, int from, int to) {
      for (int at = from; at < to; ) {
        int next = Math.min(to, (at / SECTOR_BYTES + 1) * SECTOR_BYTES);
        if (write.state == State.SURE || choices.yes()) {
          put(write, at, next);
        }
        at = next;
      }
    }

    private void put(Write write, int from, int to) {
      System.arraycopy(write.bytes, from - write.position, content, from, to - from);
    }
  }
}
