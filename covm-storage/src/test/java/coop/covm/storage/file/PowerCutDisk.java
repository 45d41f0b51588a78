package coop.covm.storage.file;

import coop.covm.storage.disk.Disk;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A directory of which is known what a power loss may leave: what was forced, and of what was not
 * any part. Names are forced by the directory, content by the file. After so many changes every
 * call throws {@link PowerCut}.
 */
final class PowerCutDisk implements Disk {
  private final Disk live;
  private final boolean honest;
  private int changesLeft;

  /** The files by the names that they have now. */
  private final Map<String, Content> names = new HashMap<>();

  /** The files by the names that survive for sure, and what has happened to names since. */
  private final Map<String, Content> durableNames = new HashMap<>();

  private final List<NameChange> pendingNames = new ArrayList<>();

  /**
   * @param honest whether forcing does what it says; if not, everything is only pending
   */
  PowerCutDisk(Path directory, int changes, boolean honest) {
    this.live = new RealDisk(directory);
    this.changesLeft = changes;
    this.honest = honest;
  }

  /** The power is gone. */
  static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  private record NameChange(String name, Optional<Content> content) {}

  /** What a file holds for sure, and each state that it went through since. */
  private static final class Content {
    private byte[] durable = new byte[0];
    private final List<byte[]> pending = new ArrayList<>();

    byte[] newest() {
      return pending.isEmpty() ? durable : pending.getLast();
    }

    /**
     * One that a power loss may leave: a state since the last force, the write that led to it
     * finished, cut short, or grown in length with its bytes missing.
     */
    byte[] survivor(Random random) {
      int state = random.nextInt(pending.size() + 1);
      if (state == 0) {
        return durable;
      }
      byte[] before = state == 1 ? durable : pending.get(state - 2);
      byte[] after = pending.get(state - 1);
      int grown = after.length - before.length;
      if (grown <= 0) {
        return after; // a cut, or a write in place of less than a sector: as a whole or not at all
      }
      int kept = before.length + random.nextInt(grown + 1);
      boolean zeros = random.nextInt(4) == 0;
      return zeros
          ? Arrays.copyOf(Arrays.copyOf(after, kept), after.length)
          : Arrays.copyOf(after, kept);
    }
  }

  private void change() {
    if (changesLeft <= 0) {
      throw new PowerCut();
    }
    changesLeft--;
  }

  private void look() {
    if (changesLeft <= 0) {
      throw new PowerCut();
    }
  }

  boolean isCut() {
    return changesLeft <= 0;
  }

  /** Makes a directory hold what the power loss left. */
  void leaveIn(Path directory, Random random) throws IOException {
    Map<String, Content> left = new HashMap<>(durableNames);
    for (NameChange change : pendingNames) {
      if (random.nextBoolean()) { // nothing says that they survive in their order
        change.content.ifPresentOrElse(
            content -> left.put(change.name, content), () -> left.remove(change.name));
      }
    }
    Files.createDirectories(directory);
    for (Map.Entry<String, Content> file : left.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue().survivor(random));
    }
  }

  @Override
  public Path directory() {
    return live.directory();
  }

  @Override
  public void makeDirectory() throws IOException {
    look();
    live.makeDirectory();
  }

  @Override
  public List<String> names() throws IOException {
    look();
    return live.names();
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    look();
    if (access == Access.CREATE && !names.containsKey(name)) {
      change();
      Content content = new Content();
      names.put(name, content);
      pendingNames.add(new NameChange(name, Optional.of(content)));
    }
    DiskFile file = live.open(name, access);
    Content content = names.get(name);
    return content == null ? file : new File(file, content);
  }

  @Override
  public Optional<Stamp> stamp(String name) throws IOException {
    look();
    return live.stamp(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    change();
    live.rename(from, to);
    Content content = Optional.ofNullable(names.remove(from)).orElseThrow();
    names.put(to, content);
    // One step of the file system's journal: both or none.
    pendingNames.add(new NameChange(to, Optional.of(content)));
  }

  @Override
  public void delete(String name) throws IOException {
    change();
    live.delete(name);
    names.remove(name);
    pendingNames.add(new NameChange(name, Optional.empty()));
  }

  @Override
  public void force() {
    change();
    if (honest) {
      for (NameChange change : pendingNames) {
        change.content.ifPresentOrElse(
            content -> durableNames.put(change.name, content),
            () -> durableNames.remove(change.name));
      }
      pendingNames.clear();
    }
  }

  private final class File implements DiskFile {
    private final DiskFile file;
    private final Content content;

    File(DiskFile file, Content content) {
      this.file = file;
      this.content = content;
    }

    @Override
    public int read(long position, byte[] target, int from, int length) throws IOException {
      look();
      return file.read(position, target, from, length);
    }

    @Override
    public int write(long position, byte[] source, int from, int length) throws IOException {
      if (changesLeft == 1) {
        changesLeft = 0; // the power goes while it is being written
        record(position, source, from, length);
        throw new PowerCut();
      }
      change();
      record(position, source, from, length);
      return file.write(position, source, from, length);
    }

    private void record(long position, byte[] source, int from, int length) {
      byte[] before = content.newest();
      byte[] after = Arrays.copyOf(before, Math.max(before.length, (int) position + length));
      System.arraycopy(source, from, after, (int) position, length);
      content.pending.add(after);
    }

    @Override
    public void truncate(long length) throws IOException {
      change();
      file.truncate(length);
      if (length < content.newest().length) {
        content.pending.add(Arrays.copyOf(content.newest(), (int) length));
      }
    }

    @Override
    public void force() {
      change();
      if (honest) {
        content.durable = content.newest();
        content.pending.clear();
      }
    }

    @Override
    public long size() throws IOException {
      look();
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
