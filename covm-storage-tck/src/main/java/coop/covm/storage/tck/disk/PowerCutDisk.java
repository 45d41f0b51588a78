package coop.covm.storage.tck.disk;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A directory of which is known what a power cut may leave: what was forced, and of what was not
 * any part, as {@link FileHistory} says. Names are forced by the directory, content by the file;
 * content written with {@link Disk.Access#SYNCED} is safe when the write returns. Each change is
 * told to {@link Events} while it is under way, who can look at what a power cut would leave then,
 * and let it fail, or the process die. The real directory below is never forced.
 *
 * <p>For use by one thread.
 */
public final class PowerCutDisk implements Disk {
  private final Disk live;
  private final Honesty honesty;
  private final Events events;

  /** The files by the names that they have now. */
  private final Map<String, FileHistory> names = new HashMap<>();

  /** The files by the names that survive for sure, and what has happened to names since. */
  private final Map<String, FileHistory> sureNames = new HashMap<>();

  private final List<NameChange> pendingNames = new ArrayList<>();
  private boolean dead;

  /** Whether the disk does what it says. */
  public enum Honesty {
    HONEST,
    /** Forcing does nothing. */
    FORGETS_FORCES,
    /** A synced write is an ordinary one. */
    FORGETS_SYNCED_WRITES
  }

  /** What a test wants to happen at each change. */
  @FunctionalInterface
  public interface Events {
    /**
     * Called when a change is under way: a power cut now may leave it done, not done, or partly
     * done.
     *
     * @param change such as {@code "write log-1"}
     * @param bytes how many are written, 0 if it is no write
     */
    Turn during(String change, int bytes);
  }

  /** How a change goes on. */
  public sealed interface Turn {
    record Succeed() implements Turn {}

    /**
     * It fails.
     *
     * @param bytes so many of a write are shown from now on, and maybe written
     */
    record Fail(IOException cause, int bytes) implements Turn {}

    /**
     * The process ends.
     *
     * @param bytes so many of a write have been handed to the operating system
     */
    record Die(int bytes) implements Turn {}
  }

  /** The process has ended; nothing more of it happens. */
  public static final class ProcessDied extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** One step of the file system: both or none. */
  private record NameChange(
      Optional<String> removed, Optional<String> added, Optional<FileHistory> content) {
    void applyTo(Map<String, FileHistory> names) {
      removed.ifPresent(names::remove);
      added.ifPresent(name -> names.put(name, content.orElseThrow()));
    }
  }

  /**
   * @param directory on which everything that its regular files hold is safe
   */
  public PowerCutDisk(Path directory, Honesty honesty, Events events) throws IOException {
    this.live = new RealDisk(directory);
    this.honesty = honesty;
    this.events = events;
    if (Files.isDirectory(directory)) {
      for (String name : live.names()) {
        Path file = directory.resolve(name);
        if (Files.isRegularFile(file)) {
          names.put(name, FileHistory.of(Files.readAllBytes(file)));
        }
      }
      sureNames.putAll(names);
    }
  }

  /**
   * What a power cut may leave now: for each possibility the content of each file. All of them, if
   * there are no more than so many ways, else what came of so many random ones.
   */
  public Set<Map<String, ByteBuffer>> afterCut(int limit, Random random) {
    return Choices.results(this::oneAfterCut, limit, random);
  }

  private Map<String, ByteBuffer> oneAfterCut(Choices choices) {
    Map<String, FileHistory> left = new HashMap<>(sureNames);
    for (NameChange change : pendingNames) {
      if (choices.yes()) { // nothing says that they survive in their order
        change.applyTo(left);
      }
    }
    Map<String, ByteBuffer> files = new TreeMap<>();
    new TreeMap<>(left)
        .forEach((name, history) -> files.put(name, ByteBuffer.wrap(history.afterCut(choices))));
    return files;
  }

  /** Another process goes on with what the one that died had handed to the operating system. */
  public void restart() {
    dead = false;
  }

  private void requireAlive() {
    if (dead) {
      throw new ProcessDied();
    }
  }

  /**
   * Lets the events decide.
   *
   * @return the failure, or empty if the change succeeds
   */
  private Optional<Turn> unsuccessful(String change, int bytes) {
    return switch (events.during(change, bytes)) {
      case Turn.Succeed _ -> Optional.empty();
      case Turn.Fail fail -> Optional.of(fail);
      case Turn.Die die -> Optional.of(die);
    };
  }

  private void stop(Turn turn) throws IOException {
    if (turn instanceof Turn.Fail(IOException cause, _)) {
      throw cause;
    }
    dead = true;
    throw new ProcessDied();
  }

  private void changeNames(String what, NameChange change) throws IOException {
    pendingNames.add(change);
    Optional<Turn> failure = unsuccessful(what, 0);
    if (failure.isPresent()) {
      pendingNames.removeLast();
      stop(failure.get());
    }
    change.applyTo(names);
  }

  @Override
  public Path directory() {
    return live.directory();
  }

  @Override
  public void makeDirectory() throws IOException {
    requireAlive();
    Files.createDirectories(directory());
  }

  @Override
  public List<String> names() throws IOException {
    requireAlive();
    return live.names();
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    requireAlive();
    if (access == Access.CREATE && !names.containsKey(name)) {
      changeNames(
          "create " + name,
          new NameChange(Optional.empty(), Optional.of(name), Optional.of(new FileHistory())));
    }
    boolean synced = access == Access.SYNCED && honesty != Honesty.FORGETS_SYNCED_WRITES;
    DiskFile file = live.open(name, access == Access.SYNCED ? Access.WRITE : access);
    FileHistory history = names.get(name);
    return history == null ? file : new File(name, file, history, synced);
  }

  @Override
  public Optional<Stamp> stamp(String name) throws IOException {
    requireAlive();
    return live.stamp(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    requireAlive();
    changeNames(
        "rename " + from,
        new NameChange(Optional.of(from), Optional.of(to), Optional.ofNullable(names.get(from))));
    live.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    requireAlive();
    changeNames(
        "delete " + name, new NameChange(Optional.of(name), Optional.empty(), Optional.empty()));
    live.delete(name);
  }

  @Override
  public void force() throws IOException {
    requireAlive();
    Optional<Turn> failure = unsuccessful("force the directory", 0);
    if (failure.isPresent()) {
      stop(failure.get());
    }
    if (honesty != Honesty.FORGETS_FORCES) {
      pendingNames.forEach(change -> change.applyTo(sureNames));
      pendingNames.clear();
    }
  }

  private final class File implements DiskFile {
    private final String name;
    private final DiskFile file;
    private final FileHistory history;
    private final boolean synced;

    File(String name, DiskFile file, FileHistory history, boolean synced) {
      this.name = name;
      this.file = file;
      this.history = history;
      this.synced = synced;
    }

    @Override
    public int read(long position, byte[] target, int from, int length) throws IOException {
      requireAlive();
      return file.read(position, target, from, length);
    }

    @Override
    public int write(long position, byte[] source, int from, int length) throws IOException {
      requireAlive();
      FileHistory.Moment before = history.moment();
      byte[] bytes = Arrays.copyOfRange(source, from, from + length);
      history.write((int) position, bytes);
      Optional<Turn> failure = unsuccessful("write " + name, length);
      if (failure.isPresent()) {
        fail(failure.get(), before, position, bytes);
      }
      file.write(position, source, from, length);
      if (synced) {
        history.finishLastWrite();
      }
      return length;
    }

    private void fail(Turn turn, FileHistory.Moment before, long position, byte[] bytes)
        throws IOException {
      int taken =
          switch (turn) {
            case Turn.Succeed _ -> bytes.length;
            case Turn.Fail(_, int count) -> count;
            case Turn.Die(int count) -> count;
          };
      cutShort(before, position, bytes, taken);
      if (turn instanceof Turn.Fail && taken > 0 && synced) {
        history.giveUpLastWrite();
      }
      stop(turn);
    }

    /** Only so many bytes have been taken. */
    private void cutShort(FileHistory.Moment before, long position, byte[] bytes, int taken)
        throws IOException {
      history.goBack(before);
      if (taken > 0) {
        byte[] part = Arrays.copyOf(bytes, taken);
        history.write((int) position, part);
        file.write(position, part, 0, taken);
      }
    }

    @Override
    public void truncate(long length) throws IOException {
      requireAlive();
      if (length >= history.length()) {
        return;
      }
      FileHistory.Moment before = history.moment();
      history.truncate((int) length);
      Optional<Turn> failure = unsuccessful("truncate " + name, 0);
      if (failure.isPresent()) {
        history.goBack(before);
        stop(failure.get());
      }
      file.truncate(length);
    }

    @Override
    public void force() throws IOException {
      requireAlive();
      Optional<Turn> failure = unsuccessful("force " + name, 0);
      if (failure.isPresent()) {
        if (failure.get() instanceof Turn.Fail) {
          history.failToForce();
        }
        stop(failure.get());
      }
      if (honesty != Honesty.FORGETS_FORCES) {
        history.force();
      }
    }

    @Override
    public long size() throws IOException {
      requireAlive();
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
