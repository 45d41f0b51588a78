package coop.covm.storage.copy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.storage.log.CommitBinary;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes one part of a backup: its header, commits, its end. Nothing is flushed or closed. Holds
 * about a block in memory.
 */
final class PartWriter {
  /** When a block has as many bytes as this it is written. */
  private static final int BLOCK_BYTES = 1 << 20;

  private final OutputStream out;
  private final BackupHeader header;
  private final BlockSums sums = new BlockSums();
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final CommitChain chain;
  private long bytes;

  /** Begins the part. */
  PartWriter(OutputStream out, BackupHeader header) throws IOException {
    this.out = out;
    this.header = header;
    this.chain = new CommitChain(header.after());
    byte[] magic = BlockSums.MAGIC.getBytes(US_ASCII);
    out.write(magic);
    bytes = magic.length;
    write(BlockType.HEAD, header.bytes());
  }

  /**
   * The next commit.
   *
   * @throws CopyException {@code HistoryBroken} if it is not the next
   */
  void add(CommitRecord record) throws IOException {
    chain.follow(record);
    byte[] binary = CommitBinary.write(record);
    block.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(binary.length).array());
    block.writeBytes(binary);
    if (block.size() >= BLOCK_BYTES) {
      writeCommits();
    }
  }

  /**
   * Ends the part.
   *
   * @return its id
   */
  Digest end() throws IOException {
    if (chain.head().revision() != header.through().revision()
        || !chain.head().digest().equals(header.through().digest())) {
      throw new IllegalStateException("the part ends before " + header.through());
    }
    if (block.size() > 0) {
      writeCommits();
    }
    write(BlockType.END, endContent(header));
    return sums.last();
  }

  /** How many bytes were written. */
  long bytes() {
    return bytes;
  }

  /** What the last block of a part holds: number of commits, last revision, its digest. */
  static byte[] endContent(BackupHeader header) {
    Head through = header.through();
    return ByteBuffer.allocate(2 * Long.BYTES + Digest.BYTES)
        .putLong(through.revision() - header.after().revision())
        .putLong(through.revision())
        .put(through.digest().bytes())
        .array();
  }

  private void writeCommits() throws IOException {
    write(BlockType.LOG, block.toByteArray());
    block.reset();
  }

  private void write(BlockType type, byte[] content) throws IOException {
    byte[] head =
        ByteBuffer.allocate(BlockType.BYTES + Integer.BYTES)
            .put(type.bytes())
            .putInt(content.length)
            .array();
    out.write(head);
    out.write(content);
    out.write(sums.next(head, content).bytes());
    bytes += head.length + (long) content.length + Digest.BYTES;
  }
}
