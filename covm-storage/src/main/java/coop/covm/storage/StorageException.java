package coop.covm.storage;

import coop.covm.error.CovmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the storage refuses. The kind of the code says what the caller can do: retry, ask, wait, or
 * stop.
 */
public class StorageException extends CovmException {
  private static final long serialVersionUID = 1L;

  public StorageException(StorageError code, String message) {
    this(code, message, Map.of(), null);
  }

  public StorageException(
      StorageError code, String message, Map<String, String> facts, @Nullable Throwable cause) {
    super(code, message, facts, cause);
  }
}
