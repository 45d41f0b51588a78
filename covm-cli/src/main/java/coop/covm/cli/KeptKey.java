package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.CommandException;
import coop.covm.error.ErrorKind;
import coop.covm.storage.StorageException;
import coop.covm.storage.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A private key in a file: the one that is there, or a new one that is kept there from now on. A
 * file that is there is never changed.
 *
 * @param made whether the key is new, and the file still to be made
 */
record KeptKey(Path file, SigningKey key, boolean made) {
  /**
   * The key of the file, or a new one where there is no file.
   *
   * @throws CommandException as {@link KeyFile#read}
   */
  static KeptKey at(String name, Channel notes) {
    Path file = path(name);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? new KeptKey(file, KeyFile.read(name, notes), false)
        : new KeptKey(file, SigningKey.generate(), true);
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandException.usage("'%s' is no name of a file".formatted(name));
    }
  }

  /**
   * Has a store take the key. A new one lies in its file before, so that no store ever knows a key
   * that nobody has; where the store refuses it, the file goes again.
   *
   * @throws CommandException {@code OutputFailed}; the store has not been asked then
   */
  <T> T entrust(Function<SigningKey, T> action, Channel notes) {
    if (!made) {
      return action.apply(key);
    }
    KeyFile.write(file, key);
    try {
      T result = action.apply(key);
      tell(notes);
      return result;
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
    notes.line("covm: made the key %s; whoever has it is believed".formatted(file));
  }

  private void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It opens nothing; a later call would use it.
    }
  }
}
