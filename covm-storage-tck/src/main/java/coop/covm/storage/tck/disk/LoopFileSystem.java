package coop.covm.storage.tck.disk;

import coop.covm.storage.tck.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * An ext4 file system in a file, mounted over a loop device. Where the system remounts it for
 * reading after an error, as most systems are set up. Needs root, loop devices, {@code mkfs.ext4},
 * {@code mount} and {@code e2fsck}.
 */
public final class LoopFileSystem implements AutoCloseable {
  /** Of a device's statistics, the number of requests that are under way. */
  private static final int IN_FLIGHT = 8;

  private static final int TRIES = 1000;

  private final Path image;
  private final Path directory;
  private final Thread atShutdown;
  private boolean mounted;

  private LoopFileSystem(Path image, Path directory) {
    this.image = image;
    this.directory = directory;
    this.atShutdown = new Thread(this::unmountAtShutdown);
  }

  /**
   * Makes a file system of so many bytes.
   *
   * @param image the file, which is made
   * @param directory where it is mounted; made if it is missing
   * @throws IOException saying what is needed, where this is not permitted
   */
  public static LoopFileSystem make(Path image, long bytes, Path directory) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes);
    }
    // Nothing is left for later, so that a device that rests has nothing to do.
    Command.run(
        "mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", image.toString());
    return mount(image, directory);
  }

  /** Mounts one that exists; after a power cut this recovers its journal. */
  public static LoopFileSystem mount(Path image, Path directory) throws IOException {
    Files.createDirectories(directory);
    LoopFileSystem system = new LoopFileSystem(image, directory);
    system.mount();
    return system;
  }

  private void mount() throws IOException {
    try {
      // The loop device goes with the mount.
      Command.run(
          "mount",
          "-t",
          "ext4",
          "-o",
          "loop,noatime,errors=remount-ro",
          image.toString(),
          directory.toString());
    } catch (IOException e) {
      throw new IOException(
          "this test mounts a file system over a loop device, for which it must run as root on a"
              + " Linux that permits it (in a container: privileged, with /dev/loop*): "
              + e.getMessage(),
          e);
    }
    mounted = true;
    Runtime.getRuntime().addShutdownHook(atShutdown);
  }

  public Path directory() {
    return directory;
  }

  /**
   * Copies the image as of one moment: all that has reached the device, and nothing that only the
   * memory of the operating system has. The caller has halted whoever writes.
   */
  public void copyTo(Path copy) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      String before = statistics();
      Command.run("cp", "--sparse=always", image.toString(), copy.toString());
      // The system itself may write at any time; then the copy is of no one moment.
      if (isAtRest(before) && before.equals(statistics())) {
        return;
      }
    }
    throw new IOException("the device of " + directory + " never rested");
  }

  private static boolean isAtRest(String statistics) {
    return statistics.split(" +", -1)[IN_FLIGHT].equals("0");
  }

  private String statistics() throws IOException {
    return Files.readString(Path.of("/sys/block", device(), "stat")).strip();
  }

  /** The name of the loop device. */
  private String device() throws IOException {
    String real = directory.toRealPath().toString();
    return Files.readAllLines(Path.of("/proc/mounts")).stream()
        .map(line -> Arrays.asList(line.split(" ", -1)))
        .filter(words -> words.get(1).equals(real))
        .map(List::getFirst)
        .map(device -> device.substring(device.lastIndexOf('/') + 1))
        .findFirst()
        .orElseThrow(() -> new IOException(real + " is not mounted"));
  }

  /** The file system meets an error and goes over to reading only. */
  public void failAndRemountForReading() throws IOException {
    Files.writeString(Path.of("/sys/fs/ext4", device(), "trigger_fs_error"), "a test wants it");
  }

  /**
   * Checks and mends the file system and mounts it for writing again. Nobody may have a file open.
   */
  public void repair() throws IOException {
    unmount();
    Command.run("sh", "-c", "e2fsck -fy \"$1\" || test $? -eq 1", "sh", image.toString());
    mount();
  }

  /**
   * Mounts it as it is with another option, such as {@code ro} or {@code rw}. Where nobody has a
   * file open for writing.
   */
  public void remount(String option) throws IOException {
    Command.run("mount", "-o", "remount," + option, directory.toString());
  }

  private void unmount() throws IOException {
    if (mounted) {
      Command.run("umount", directory.toString());
      mounted = false;
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    }
  }

  private void unmountAtShutdown() {
    try {
      Command.run("umount", "--lazy", directory.toString());
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }

  /** Unmounts it; what still has a file open there keeps it until then. */
  @Override
  public void close() throws IOException {
    try {
      unmount();
    } finally {
      if (mounted) {
        Command.run("umount", "--lazy", directory.toString());
        mounted = false;
      }
    }
  }
}
