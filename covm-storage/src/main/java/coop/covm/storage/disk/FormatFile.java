package coop.covm.storage.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.log.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code format.json}: what the directory is. One line:
 *
 * <pre>{@code
 * {"format":"covm-file-store","version":1,"segmentBytes":67108864,"sha256":"…"}
 * }</pre>
 *
 * where {@code sha256} is the digest of the bytes before {@code ,"sha256"}. Every later version
 * begins with the same two fields.
 *
 * @param format the kind of the store: {@code covm-SCHEME-store}, SCHEME that of its URL
 * @param segmentBytes the size at which a segment of the journal is full, at least 1
 */
public record FormatFile(String format, long segmentBytes) {
  public static final String NAME = "format.json";

  /** The name that the file has until the store is whole. */
  public static final String UNFINISHED = NAME + ".tmp";

  /** The newest version that this release reads, and the one that it writes. */
  private static final int VERSION = 1;

  /** Far more than any version needs. */
  private static final int LONGEST = 4096;

  private static final Pattern ANY_VERSION =
      Pattern.compile("\\{\"format\":\"([a-z-]+)\",\"version\":([0-9]{1,9})[,}].*", Pattern.DOTALL);

  /** The kind of a store holds the scheme of its URL. */
  private static final Pattern STORE_KIND = Pattern.compile("covm-([a-z]+)-store");

  private static final Pattern THIS_VERSION =
      Pattern.compile(
          "(\\{\"format\":\"([a-z-]+)\",\"version\":1,\"segmentBytes\":([1-9][0-9]{0,17}))"
              + ",\"sha256\":\"([0-9a-f]{64})\"}\n");

  /** Writes the file under its unfinished name, durable but for its directory entry. */
  public void writeUnfinished(Disk disk) throws IOException {
    try (DiskFile file = disk.open(UNFINISHED, Disk.Access.CREATE)) {
      file.truncate(0);
      file.writeFully(0, text().getBytes(UTF_8));
      file.force();
    }
  }

  private String text() {
    String signed =
        "{\"format\":\"%s\",\"version\":%s,\"segmentBytes\":%s"
            .formatted(format, VERSION, segmentBytes);
    return "%s,\"sha256\":\"%s\"}\n".formatted(signed, Digest.sha256(signed.getBytes(UTF_8)));
  }

  /**
   * Reads the file.
   *
   * @param format the kind that it must have
   * @param holdsJournal whether a journal lies beside it, so that a file which makes no sense is
   *     damage and not somebody else's
   * @throws coop.covm.storage.StorageException {@code StoreFormat} or {@code StoreDamaged}
   */
  public static FormatFile read(Disk disk, String format, boolean holdsJournal) throws IOException {
    byte[] bytes = new byte[LONGEST];
    String text;
    try (DiskFile file = disk.open(NAME, Disk.Access.READ)) {
      text = new String(bytes, 0, file.readFully(0, bytes), UTF_8);
    }
    Matcher any = ANY_VERSION.matcher(text);
    if (any.matches() && !any.group(1).equals(format)) {
      requireNoOtherStore(disk, any.group(1));
    } else if (any.matches() && Integer.parseInt(any.group(2)) > VERSION) {
      throw Faults.format(
          disk.directory(),
          "holds a store of format version %s; this release reads up to version %s, use a newer one"
              .formatted(any.group(2), VERSION));
    }
    FormatFile read =
        parse(text)
            .orElseThrow(() ->
                holdsJournal || any.matches()
                    ? Faults.damaged(
                        disk.directory().resolve(NAME),
                        "the file is not what was written; restore it from a backup")
                    : Faults.format(
                        disk.directory(),
                        "holds something else, not a store; name another directory"));
    if (!read.format().equals(format)) {
      throw Faults.format(
          disk.directory(),
          "holds something else, a %s; name another directory".formatted(read.format()));
    }
    return read;
  }

  /** Kind and version that the file of a directory names, for people. */
  static String shown(Path directory) throws IOException {
    Matcher any = ANY_VERSION.matcher(Files.readString(directory.resolve(NAME)));
    return any.matches() ? any.group(1) + ", version " + any.group(2) : "unknown";
  }

  /** A store of another kind is told from what is none, whatever its version. */
  private static void requireNoOtherStore(Disk disk, String kind) {
    Matcher store = STORE_KIND.matcher(kind);
    if (store.matches()) {
      throw Faults.otherStore(disk.directory(), store.group(1));
    }
  }

  private static Optional<FormatFile> parse(String text) {
    Matcher matcher = THIS_VERSION.matcher(text);
    if (!matcher.matches()
        || !Digest.sha256(matcher.group(1).getBytes(UTF_8)).toString().equals(matcher.group(4))) {
      return Optional.empty();
    }
    return Optional.of(new FormatFile(matcher.group(2), Long.parseLong(matcher.group(3))));
  }
}
