package coop.covm.storage.exchange;

import coop.covm.storage.KeyPrefix;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an export is imported.
 *
 * @param into where its keys go: in place of the prefix that was exported, or above all keys if
 *     there was none; empty to leave them where they are
 * @param existing what becomes of a key that has a value
 * @param batch at most how many keys go into one commit; empty for all in one transaction
 * @param restart whether an earlier import of the same file in parts is not gone on with, but
 *     forgotten
 */
public record ImportOptions(
    Optional<KeyPrefix> into, Existing existing, OptionalInt batch, boolean restart) {
  /** How many keys one transaction of an import changes at most. */
  public static final int TRANSACTION_KEYS = 100_000;

  /** How many bytes of lines one transaction of an import takes at most, if it has several. */
  public static final long TRANSACTION_BYTES = 32L << 20;

  /** All keys where they were, in one transaction, which refuses keys that have a value. */
  public static final ImportOptions STANDARD =
      new ImportOptions(Optional.empty(), Existing.REFUSE, OptionalInt.empty(), false);

  /** What becomes of a key that has a value already. */
  public enum Existing {
    /** The import is refused. */
    REFUSE("refuse"),
    /** It gets the imported value. */
    REPLACE("replace"),
    /** It keeps its value. */
    KEEP("keep");

    private final String label;

    Existing(String label) {
      this.label = label;
    }

    /** The name in lower case. */
    public String label() {
      return label;
    }
  }

  /**
   * @throws IllegalArgumentException if a batch has no keys, or more than {@link
   *     #TRANSACTION_KEYS}; or if keys would go under {@code system/}
   */
  public ImportOptions {
    if (batch.isPresent() && (batch.getAsInt() < 1 || batch.getAsInt() > TRANSACTION_KEYS)) {
      throw new IllegalArgumentException("a batch of " + batch.getAsInt());
    }
    if (into.map(KeyPrefix::isSystem).orElse(false)) {
      throw new IllegalArgumentException("no import changes what lies under system/");
    }
  }

  public ImportOptions withInto(KeyPrefix namespace) {
    return new ImportOptions(Optional.of(namespace), existing, batch, restart);
  }

  public ImportOptions withExisting(Existing other) {
    return new ImportOptions(into, other, batch, restart);
  }

  public ImportOptions withBatch(int keys) {
    return new ImportOptions(into, existing, OptionalInt.of(keys), restart);
  }

  public ImportOptions withRestart(boolean other) {
    return new ImportOptions(into, existing, batch, other);
  }

  /** What has to be the same when an import goes on, in words. */
  String manner() {
    return "%s, %s"
        .formatted(
            existing.label(), into.map(prefix -> "into " + prefix).orElse("into the same places"));
  }
}
