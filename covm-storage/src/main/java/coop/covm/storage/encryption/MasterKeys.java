package coop.covm.storage.encryption;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The master keys that whoever opens a store has: the newest wraps data keys, all unwrap them. Safe
 * for use by any number of threads.
 */
public interface MasterKeys {
  /** None at all: what is encrypted stays unread. */
  MasterKeys NONE = new GivenMasterKeys(List.of());

  /** What new data keys are wrapped with; empty if there is no key. */
  Optional<MasterKey> newest();

  /** The key of an {@link MasterKey#id}; empty if it is not there. */
  Optional<MasterKey> find(String id);

  /** The ids of the keys that are there, the newest first. */
  List<String> ids();

  /**
   * Keys given as text, each the Base64 of 32 bytes, the newest first, between them white space or
   * commas.
   *
   * @param origin what the text is called in messages
   * @throws coop.covm.storage.StorageException {@code EncryptionKey} if one is none, or none is
   *     given
   */
  static MasterKeys of(String text, String origin) {
    return new GivenMasterKeys(MasterKeyText.parse(text, origin));
  }

  /**
   * Keys in a file: on each line one, in Base64, the newest first; lines that begin with {@code #}
   * say nothing. It is read again when a key is asked for that is not there, so that a process
   * which goes on can be given another key.
   *
   * @throws coop.covm.storage.StorageException {@code EncryptionKey} if the file is missing, cannot
   *     be read, holds something else or holds none
   */
  static MasterKeys in(Path file) {
    return new MasterKeyFile(file);
  }
}
