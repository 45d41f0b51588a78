package coop.covm.storage.encryption;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads master keys from text. */
final class MasterKeyText {
  private static final String COMMENT = "#";

  private MasterKeyText() {}

  /**
   * @param origin what the text is called in messages
   */
  static List<MasterKey> parse(String text, String origin) {
    List<MasterKey> keys = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.strip().startsWith(COMMENT)) {
        continue;
      }
      for (String word : line.split("[\\s,]+", -1)) {
        if (!word.isEmpty()) {
          keys.add(key(word, "%s, line %s".formatted(origin, number)));
        }
      }
    }
    if (keys.isEmpty()) {
      throw refused(origin, "there is no key in it");
    }
    return keys;
  }

  /** The message never holds what may be a key but for one letter. */
  private static MasterKey key(String word, String place) {
    try {
      return MasterKey.parse(word);
    } catch (IllegalArgumentException e) {
      throw refused(place, "expected the Base64 of %s bytes".formatted(MasterKey.BYTES));
    }
  }

  static StorageException refused(String place, String what) {
    return new StorageException(
        StorageError.ENCRYPTION_KEY, "%s: %s".formatted(place, what), Map.of("place", place), null);
  }
}
