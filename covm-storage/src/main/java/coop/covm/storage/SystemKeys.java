package coop.covm.storage;

import java.util.Optional;
import java.util.Set;

/** The names under {@code system/}: what each holds stands with the class that writes it. */
public final class SystemKeys {
  private static final String ROOT = "system";

  static final String ACCESS = "access";
  static final String IDENTITY = "identity";
  static final String STORE = "store";
  static final String QUOTA = "quota";
  static final String READS = "reads";
  static final String HISTORY = "history";
  static final String COMPACTION = "compaction";
  static final String AUDIT = "audit";
  static final String ERASED = "erased";
  static final String ENCRYPTION = "encryption";
  static final String IMPORT = "import";
  static final String MIGRATION = "migration";

  /** What decides over other commits. */
  private static final Set<String> POLICIES =
      Set.of(ACCESS, IDENTITY, STORE, QUOTA, READS, ENCRYPTION);

  private SystemKeys() {}

  /** Whether a change of the key may change what other commits are allowed. */
  public static boolean isPolicy(Key key) {
    return key.isSystem() && POLICIES.contains(area(key));
  }

  /**
   * Whether a change of the key is administration: anything under {@code system/} but what says how
   * far imports and migrations have come.
   */
  static boolean isAdministration(Key key) {
    return key.isSystem() && !area(key).equals(IMPORT) && !isMigration(key);
  }

  /** Whether the key records a migration. */
  static boolean isMigration(Key key) {
    return key.isSystem() && area(key).equals(MIGRATION);
  }

  /** The second segment of a key under {@code system/}. */
  static String area(Key key) {
    String text = key.toString();
    int end = text.indexOf('/', ROOT.length() + 1);
    return text.substring(ROOT.length() + 1, end < 0 ? text.length() : end);
  }

  /** What stands behind the area; empty if nothing does. */
  static Optional<String> rest(Key key) {
    int begin = ROOT.length() + 1 + area(key).length() + 1;
    String text = key.toString();
    return begin < text.length() ? Optional.of(text.substring(begin)) : Optional.empty();
  }

  /** The key of an area that stands alone. */
  static Key of(String area) {
    return Key.parse(ROOT + "/" + area);
  }

  /**
   * The key of a name in an area.
   *
   * @throws StorageException {@code InvalidKey} if that is too long
   */
  static Key of(String area, String name) {
    return Key.parse(ROOT + "/" + area + "/" + name);
  }

  /**
   * The key of what an area says of a namespace.
   *
   * @param namespace empty for the whole store
   * @param why what is not said of {@code system/}, for the message
   * @throws StorageException {@code InvalidKey} if the namespace has more than 14 segments, or lies
   *     under {@code system/}
   */
  static Key of(String area, Optional<KeyPrefix> namespace, String why) {
    if (namespace.isEmpty()) {
      return of(area);
    }
    if (namespace.get().isSystem()) {
      throw new StorageException(StorageError.INVALID_KEY, namespace.get() + " " + why);
    }
    return of(area, namespace.get().toString());
  }

  /** The prefix of an area. */
  static KeyPrefix below(String area) {
    return KeyPrefix.parse(ROOT + "/" + area);
  }
}
