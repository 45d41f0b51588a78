package coop.covm.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that COVM throws on purpose: a stable {@link ErrorCode}, one sentence, and
 * named facts for machines. Bugs are ordinary assertions and runtime exceptions and are never
 * wrapped into this.
 */
public abstract class CovmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;
  private final transient Map<String, String> facts;

  /**
   * @param facts named facts in the order in which they should be shown, copied
   */
  protected CovmException(
      ErrorCode code, String message, Map<String, String> facts, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** The stable code of what went wrong. */
  public ErrorCode code() {
    return code;
  }

  /**
   * Named facts (a key, a limit, a revision) in the order in which they should be shown;
   * unmodifiable.
   */
  public Map<String, String> facts() {
    return facts;
  }

  /** The sentence: what went wrong, and the remedy where there is one. Never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
