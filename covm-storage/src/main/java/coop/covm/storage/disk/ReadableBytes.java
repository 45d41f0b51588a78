package coop.covm.storage.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a file on a disk that may not give all of them: zeros stand for those that it does
 * not.
 *
 * @param lost the parts that it did not give, in order
 */
@SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
public record ReadableBytes(byte[] bytes, List<Lost> lost) {
  private static final int PART_BYTES = 1 << 20;

  /** The smallest unit that disks lose. */
  private static final int SECTOR_BYTES = 512;

  public ReadableBytes {
    lost = List.copyOf(lost);
  }

  /**
   * Bytes that the disk did not give.
   *
   * @param why as the system says
   */
  public record Lost(long offset, long length, String why) {}

  /**
   * Reads a file as far as it can be read.
   *
   * @throws IOException if it cannot be opened, or is larger than 2 GiB
   */
  public static ReadableBytes of(Disk disk, String name) throws IOException {
    try (DiskFile file = disk.open(name, Disk.Access.READ)) {
      long size = file.size();
      if (size > Integer.MAX_VALUE - Long.BYTES) {
        throw new IOException("the file has %s bytes, more than one of ours".formatted(size));
      }
      byte[] bytes = new byte[(int) size];
      List<Lost> lost = new ArrayList<>();
      for (int at = 0; at < bytes.length; at += PART_BYTES) {
        read(file, at, Math.min(PART_BYTES, bytes.length - at), bytes, lost);
      }
      return new ReadableBytes(bytes, lost);
    }
  }

  /** Reads a part, and if that fails its sectors one by one. */
  private static void read(DiskFile file, int from, int length, byte[] into, List<Lost> lost) {
    try {
      byte[] part = new byte[length];
      int read = file.readFully(from, part);
      System.arraycopy(part, 0, into, from, read);
    } catch (IOException e) {
      if (length > SECTOR_BYTES) {
        for (int at = 0; at < length; at += SECTOR_BYTES) {
          read(file, from + at, Math.min(SECTOR_BYTES, length - at), into, lost);
        }
      } else {
        lost.add(new Lost(from, length, String.valueOf(e.getMessage())));
      }
    }
  }
}
