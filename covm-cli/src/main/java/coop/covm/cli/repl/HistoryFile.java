package coop.covm.cli.repl;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was typed in earlier sessions, one input a line, its line feeds as {@code \n}. Only its
 * owner may read it. It helps and no more: where it cannot be read or written there is none.
 */
public final class HistoryFile {
  /** How many inputs are kept from one session to the next. */
  private static final int KEPT = 1_000;

  /** Longer inputs are not kept. */
  private static final int LONGEST = 10_000;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Optional<Path> file;

  private HistoryFile(Optional<Path> file) {
    this.file = file;
  }

  /**
   * The file of this user: {@code covm/repl-history} in {@code XDG_STATE_HOME}, else in {@code
   * ~/.local/state}; none where neither is known.
   */
  public static HistoryFile of(Map<String, String> environment) {
    return new HistoryFile(
        absolute(environment.get("XDG_STATE_HOME"))
            .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".local/state")))
            .map(state -> state.resolve("covm").resolve("repl-history")));
  }

  /** A relative path means nothing here, says the specification of these variables. */
  private static Optional<Path> absolute(@org.jspecify.annotations.Nullable String path) {
    return Optional.ofNullable(path).filter(text -> text.startsWith("/")).map(Path::of);
  }

  /** What was typed, oldest first; only the newest of it stays in the file. */
  List<String> read() {
    if (file.isEmpty() || !Files.isRegularFile(file.get(), LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try {
      closeToOthers(file.get());
      List<String> lines = Files.readAllLines(file.get());
      if (lines.size() > KEPT) {
        lines = lines.subList(lines.size() - KEPT, lines.size());
        replace(file.get(), lines);
      }
      return lines.stream().map(HistoryFile::unescaped).toList();
    } catch (MalformedInputException e) {
      return List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Adds an input. */
  void add(String input) {
    if (file.isEmpty() || input.length() > LONGEST) {
      return;
    }
    try {
      Files.createDirectories(file.get().getParent(), ofOwner("rwx------"));
      append(file.get(), escaped(input) + "\n");
    } catch (IOException | SecurityException e) {
      // Without it the shell works as well.
    }
  }

  private static void append(Path file, String line) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
            ofOwner("rw-------"))) {
      int ignored = channel.write(java.nio.ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void replace(Path file, List<String> lines) throws IOException {
    Path made = Files.createTempFile(file.getParent(), "repl-history", ".new");
    Files.write(made, lines);
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] ofOwner(String permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void closeToOthers(Path file) throws IOException {
    if (isPosix() && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static String escaped(String input) {
    return input.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescaped(String line) {
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        char escaped = line.charAt(i);
        input.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
      } else {
        input.append(c);
      }
    }
    return input.toString();
  }
}
