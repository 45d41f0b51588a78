package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import coop.covm.error.ErrorKind;
import coop.covm.storage.StorageException;
import coop.covm.storage.disk.OwnerOnlyFile;
import coop.covm.storage.encryption.MasterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A new master key in a file, in front of those that are there. It is in its file, on the disk,
 * before a store has it, so that no store is encrypted with a key that nobody has.
 */
final class MadeMasterKey {
  private final Path file;
  private final MasterKey key;

  /** What the file was. */
  private final Optional<String> before;

  private MadeMasterKey(Path file, MasterKey key, Optional<String> before) {
    this.file = file;
    this.key = key;
    this.before = before;
  }

  /**
   * Makes a key.
   *
   * @param file kept as it is, behind the new key, if it is there
   * @throws CommandException {@code OutputFailed}
   */
  static MadeMasterKey at(Path file) {
    try {
      Optional<String> before =
          Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
      MasterKey key = MasterKey.generate();
      replace(file, key.text() + "\n" + before.orElse(""));
      return new MadeMasterKey(file, key, before);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static CommandException failed(Path file, IOException e) {
    return new CommandException(
        CommandError.OUTPUT_FAILED,
        "the key file %s cannot be written: %s".formatted(file, e.getMessage()),
        Map.of("file", file.toString()));
  }

  private static void replace(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      OwnerOnlyFile.writeNew(file, bytes);
      return;
    }
    WholeFile.write(file.toRealPath(), bytes);
  }

  /**
   * Has a store take the key. Where the store refuses, the file is again what it was.
   *
   * @return what the action gives
   */
  int entrust(IntSupplier action, Channel notes) {
    try {
      int exit = action.getAsInt();
      tell(notes);
      return exit;
    } catch (StorageException e) {
      if (e.code().kind() == ErrorKind.STORAGE) {
        tell(notes); // the commit may be on the disk all the same
      } else {
        forget();
      }
      throw e;
    }
  }

  private void tell(Channel notes) {
    notes.line(
        "covm: made the master key %s in %s; keep a copy where the store is not: without it every encrypted value is lost"
            .formatted(key.id(), file));
    if (before.isPresent()) {
      notes.line(
          "covm: the key before stands behind it, for copies of the store that were made before");
    }
  }

  private void forget() {
    try {
      if (before.isPresent()) {
        replace(file, before.get());
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It opens nothing.
    }
  }
}
