package coop.covm.storage.disk;

import java.io.IOException;

/**
 * The operating system could not force data. Trying again proves nothing: it may have dropped the
 * data and report success next time.
 */
public final class ForceFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  public ForceFailedException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
