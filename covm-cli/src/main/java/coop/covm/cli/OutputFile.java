package coop.covm.cli;

import coop.covm.bytecode.ModuleFile;
import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import coop.covm.storage.disk.UnfinishedFile;
import coop.covm.storage.exchange.Export;
import coop.covm.storage.exchange.UnprovenExport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A file that a command writes: all of it or nothing, and never over something else unasked.
 *
 * @param kind what it holds
 * @param force whether a file that holds something else may be replaced
 */
record OutputFile(Path file, Kind kind, boolean force) {
  /** Enough of a file to tell what it is. */
  private static final int HEAD_BYTES = 32;

  /**
   * What files hold.
   *
   * @param label what people call it
   * @param looksLike tells by its first bytes whether a file holds it
   * @param secret whether its owner alone may read it
   */
  record Kind(String label, Predicate<byte[]> looksLike, boolean secret) {
    static final Kind MODULE = new Kind("compiled module", ModuleFile::looksLikeModule, false);
    static final Kind EXPORT = new Kind("export", Export::looksLikeExport, true);
    static final Kind UNPROVEN =
        new Kind("list of unproven values", UnprovenExport::looksLikeOne, true);
  }

  /** What goes into a file. */
  interface Content<T> {
    /**
     * @throws IOException if the stream fails
     */
    T writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * Writes the bytes, as {@link #write(Content)}.
   *
   * @throws CommandException {@code OutputExists} or {@code OutputFailed}; the old file, if there
   *     is one, is as it was
   */
  void write(byte[] bytes) {
    try {
      checkReplaceable();
      WholeFile.write(file, bytes);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /**
   * Writes beside the file, forces that to the disk, and then puts it in the file's place in one
   * step; who reads it meanwhile sees the old file or the new one.
   *
   * @return what the content gives
   * @throws CommandException {@code OutputExists} or {@code OutputFailed}; the old file, if there
   *     is one, is as it was, as it is after any other exception
   */
  <T> T write(Content<T> content) throws InterruptedException {
    try {
      checkReplaceable();
      try (UnfinishedFile unfinished = UnfinishedFile.beside(file, kind.secret)) {
        T result = content.writeTo(unfinished.stream());
        unfinished.finish();
        return result;
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private void checkReplaceable() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    if (!Files.isRegularFile(file)) {
      throw exists("is not a plain file; name another one with -o");
    }
    if (force) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (!kind.looksLike.test(in.readNBytes(HEAD_BYTES))) {
        throw exists("is there and is no %s; --force replaces it".formatted(kind.label));
      }
    }
  }

  private CommandException exists(String reason) {
    return new CommandException(
        CommandError.OUTPUT_EXISTS,
        "'%s' %s".formatted(file, reason),
        Map.of("file", file.toString()));
  }

  /** The error for a file that could not be written. */
  static CommandException failed(Path file, IOException cause) {
    return switch (cause) {
      case NoSuchFileException _, NotDirectoryException _ ->
          failed(file, "its directory is not there");
      case AccessDeniedException _ ->
          failed(file, "the permissions of its directory do not allow it");
      case FileAlreadyExistsException _ -> failed(file, "there is one already");
      case FileSystemException e when e.getReason() != null -> failed(file, e.getReason());
      case IOException e -> failed(file, String.valueOf(e.getMessage()));
    };
  }

  private static CommandException failed(Path file, String reason) {
    return new CommandException(
        CommandError.OUTPUT_FAILED,
        "'%s' cannot be written: %s".formatted(file, reason),
        Map.of("file", file.toString()));
  }
}
