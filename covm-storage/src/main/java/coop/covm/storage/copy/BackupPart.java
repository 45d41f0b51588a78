package coop.covm.storage.copy;

import coop.covm.storage.log.Digest;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * What a part in a file says of itself at its two ends; what is between is not looked at.
 *
 * @param id its id
 */
record BackupPart(Path file, BackupHeader header, Digest id) {
  private static final int END_HEAD_BYTES = BlockType.BYTES + Integer.BYTES;

  /**
   * @throws CopyException as {@link PartReader#begin}; {@code BackupDamaged} if it has no end
   */
  static BackupPart of(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
      PartReader reader =
          PartReader.begin(in, file.toString())
              .orElseThrow(() ->
                  new CopyException(
                      CopyError.NOT_A_BACKUP,
                      "%s is empty, and so no part of a backup".formatted(file)));
      BackupHeader header = reader.header();
      return new BackupPart(file, header, id(file, PartWriter.endContent(header)));
    }
  }

  private static Digest id(Path file, byte[] content) throws IOException {
    byte[] end = new byte[END_HEAD_BYTES + content.length + Digest.BYTES];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long at = in.length() - end.length;
      if (at >= 0) {
        in.seek(at);
        in.readFully(end);
      }
    }
    byte[] expected =
        ByteBuffer.allocate(END_HEAD_BYTES + content.length)
            .put(BlockType.END.bytes())
            .putInt(content.length)
            .put(content)
            .array();
    if (!Arrays.equals(end, 0, expected.length, expected, 0, expected.length)) {
      throw new CopyException(
          CopyError.BACKUP_DAMAGED,
          "%s has not the end of a backup: it was cut off or changed; begin a new full backup"
              .formatted(file),
          Map.of("file", file.toString()),
          null);
    }
    return Digest.of(Arrays.copyOfRange(end, expected.length, end.length));
  }
}
