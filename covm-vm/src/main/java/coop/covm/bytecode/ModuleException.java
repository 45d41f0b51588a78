package coop.covm.bytecode;

import coop.covm.error.CovmException;
import java.util.Map;

/** Bytes or a module that cannot be run. */
public final class ModuleException extends CovmException {
  private static final long serialVersionUID = 1L;

  public ModuleException(ModuleError code, String message) {
    super(code, message, Map.of(), null);
  }
}
