package coop.covm.storage.copy;

import coop.covm.error.CovmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a copy of a history cannot do, with the place where there is one. */
public final class CopyException extends CovmException {
  private static final long serialVersionUID = 1L;

  CopyException(CopyError code, String message) {
    this(code, message, Map.of(), null);
  }

  CopyException(
      CopyError code, String message, Map<String, String> facts, @Nullable Throwable cause) {
    super(code, message, facts, cause);
  }
}
