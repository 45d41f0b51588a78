package coop.covm.cli;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.SaltedValue;
import coop.covm.value.Value;
import java.util.Optional;

/** A value of a commit, as far as it can be shown. */
final class ShownValue {
  private ShownValue() {}

  /** The value; empty if it was erased, or is encrypted and its key is not there. */
  static Optional<Value> of(SaltedValue value) {
    try {
      return value.isErased() ? Optional.empty() : Optional.of(value.value());
    } catch (StorageException e) {
      if (e.code() == StorageError.ENCRYPTION_KEY) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The value as a literal, or why it is not shown. */
  static String text(SaltedValue value) {
    return of(value).map(Value::literal).orElse(value.isErased() ? "(erased)" : "(encrypted)");
  }
}
