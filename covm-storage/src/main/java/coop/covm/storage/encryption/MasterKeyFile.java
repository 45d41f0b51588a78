package coop.covm.storage.encryption;

import coop.covm.storage.disk.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keys in a file, which is read again when one is asked for that was not in it. */
final class MasterKeyFile implements MasterKeys {
  private static final long MOST_BYTES = 1 << 16;

  private final Path file;
  private volatile GivenMasterKeys keys;

  MasterKeyFile(Path file) {
    this.file = file;
    this.keys = read(file);
  }

  @Override
  public Optional<MasterKey> newest() {
    return keys.newest();
  }

  @Override
  public Optional<MasterKey> find(String id) {
    Optional<MasterKey> known = keys.find(id);
    if (known.isPresent()) {
      return known;
    }
    keys = read(file);
    return keys.find(id);
  }

  @Override
  public List<String> ids() {
    return keys.ids();
  }

  private static GivenMasterKeys read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw MasterKeyText.refused(file.toString(), "a file of keys is not so large");
      }
      if (OwnerOnlyFile.isReadableByOthers(file)) {
        throw MasterKeyText.refused(
            file.toString(), "others may read it; take that from them: chmod 600 " + file);
      }
      return new GivenMasterKeys(MasterKeyText.parse(Files.readString(file), file.toString()));
    } catch (NoSuchFileException e) {
      throw MasterKeyText.refused(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw MasterKeyText.refused(file.toString(), "it cannot be read: " + e.getMessage());
    }
  }
}
