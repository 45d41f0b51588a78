package coop.covm.storage.copy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.storage.log.CommitBinary;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.MalformedRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one part of a backup, which may be anything: every block's sum, every commit's digests and
 * that each follows the one before are checked before it is given. Holds about a block in memory.
 */
final class PartReader {
  private static final String ANY_VERSION = "covm backup/";

  private final InputStream in;
  private final String name;
  private final BlockSums sums = new BlockSums();
  private final BackupHeader header;
  private final CommitChain chain;

  /** What is left of the commits of a block. */
  private ByteBuffer block = ByteBuffer.allocate(0);

  /** Where the block begins that was read last, in bytes from the beginning of the part. */
  private long blockAt;

  private long blocks;
  private long read;
  private boolean ended;

  private PartReader(InputStream in, String name) throws IOException {
    this.in = in;
    this.name = name;
    this.read = BlockSums.MAGIC.length();
    this.blockAt = read;
    Block first = nextBlock();
    if (first.type != BlockType.HEAD) {
      throw damaged("a part begins with a block HEAD");
    }
    this.header =
        BackupHeader.parse(first.content)
            .orElseThrow(() -> damaged("the header is not one of this format"));
    this.chain = new CommitChain(header.after());
  }

  @SuppressWarnings("ArrayRecordComponent") // bytes in transit, never compared
  private record Block(BlockType type, byte[] content) {}

  /**
   * Begins to read a part; empty if there are no more bytes.
   *
   * @param name of what is read, for messages
   * @throws CopyException {@code NotABackup}, {@code BackupVersion}, {@code BackupDamaged}
   * @throws IOException if reading fails
   */
  static Optional<PartReader> begin(InputStream in, String name) throws IOException {
    byte[] magic = in.readNBytes(BlockSums.MAGIC.length());
    if (magic.length == 0) {
      return Optional.empty();
    }
    String text = new String(magic, US_ASCII);
    if (text.equals(BlockSums.MAGIC)) {
      return Optional.of(new PartReader(in, name));
    }
    if (BlockSums.MAGIC.startsWith(text)) {
      throw new CopyException(
          CopyError.BACKUP_DAMAGED,
          "%s is cut off after byte %s; use another copy of it".formatted(name, magic.length),
          Map.of("file", name),
          null);
    }
    if (text.startsWith(ANY_VERSION)) {
      throw new CopyException(
          CopyError.BACKUP_VERSION,
          "%s has a format that this release does not know; restore it with a newer one"
              .formatted(name),
          Map.of("file", name),
          null);
    }
    throw new CopyException(
        CopyError.NOT_A_BACKUP,
        "%s is no backup of COVM: it does not begin with \"%s\""
            .formatted(name, BlockSums.MAGIC.strip()),
        Map.of("file", name),
        null);
  }

  String name() {
    return name;
  }

  BackupHeader header() {
    return header;
  }

  /** The sum of the header, by which a part is known before it has been read. */
  Digest headerSum() {
    return new BlockSums().next(head(BlockType.HEAD, header.bytes().length), header.bytes());
  }

  /** The id of the part, after the last commit. */
  Digest id() {
    return sums.last();
  }

  /**
   * The next commit; empty when the part has ended, and is whole.
   *
   * @throws CopyException {@code BackupDamaged}
   */
  Optional<CommitRecord> next() throws IOException {
    while (!ended && !block.hasRemaining()) {
      Block next = nextBlock();
      switch (next.type) {
        case HEAD -> throw damaged("a second header");
        case LOG -> block = ByteBuffer.wrap(next.content);
        case END -> end(next.content);
      }
    }
    return ended ? Optional.empty() : Optional.of(record());
  }

  private void end(byte[] content) {
    if (!Arrays.equals(content, PartWriter.endContent(header))
        || chain.head().revision() != header.through().revision()
        || !chain.head().digest().equals(header.through().digest())) {
      throw damaged(
          "it ends with revision %s, and its header says revision %s of the digest %s"
              .formatted(
                  chain.head().revision(), header.through().revision(), header.through().digest()));
    }
    ended = true;
  }

  private CommitRecord record() {
    if (block.remaining() < Integer.BYTES) {
      throw damaged("a commit is cut off");
    }
    int length = block.getInt();
    if (length < 0 || length > block.remaining()) {
      throw damaged("a commit is cut off");
    }
    byte[] binary = new byte[length];
    block.get(binary);
    try {
      CommitRecord record = CommitBinary.read(binary);
      chain.follow(record);
      return record;
    } catch (MalformedRecordException e) {
      throw damaged(
          "revision %s: %s".formatted(chain.head().revision() + 1, String.valueOf(e.getMessage())));
    } catch (CopyException e) {
      throw damaged(e.getMessage());
    }
  }

  private Block nextBlock() throws IOException {
    blockAt = read;
    blocks++;
    byte[] head = bytes(BlockType.BYTES + Integer.BYTES);
    Optional<BlockType> type = BlockType.of(Arrays.copyOf(head, BlockType.BYTES));
    int length = ByteBuffer.wrap(head).getInt(BlockType.BYTES);
    if (type.isEmpty() || length < 0) {
      throw damaged("no block of a backup stands there");
    }
    byte[] content = bytes(length);
    if (!Digest.of(bytes(Digest.BYTES)).equals(sums.next(head, content))) {
      throw damaged("its content, or that of a block before it, is not what was written");
    }
    return new Block(type.get(), content);
  }

  /** In steps, so that a length which is not true takes no memory. */
  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    read += bytes.length;
    if (bytes.length < length) {
      throw damaged("it is cut off after byte %,d".formatted(read));
    }
    return bytes;
  }

  private static byte[] head(BlockType type, int length) {
    return ByteBuffer.allocate(BlockType.BYTES + Integer.BYTES)
        .put(type.bytes())
        .putInt(length)
        .array();
  }

  CopyException damaged(String what) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", name);
    facts.put("block", Long.toString(blocks));
    facts.put("byte", Long.toString(blockAt));
    return new CopyException(
        CopyError.BACKUP_DAMAGED,
        "%s, block %s at byte %s: %s; use another copy of this file, or an earlier backup"
            .formatted(name, blocks, blockAt, what),
        facts,
        null);
  }
}
