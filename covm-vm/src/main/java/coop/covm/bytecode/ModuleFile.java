package coop.covm.bytecode;

/** Modules as bytes: the form of a {@code .covmc} file. */
public final class ModuleFile {
  private ModuleFile() {}

  public static byte[] write(Module module) {
    throw new UnsupportedOperationException(module.sourceName());
  }

  /**
   * Reads and verifies.
   *
   * @throws ModuleException if the bytes are no module, of a newer format, damaged, or not sound
   */
  public static Module read(byte[] bytes) {
    throw new UnsupportedOperationException("" + bytes.length);
  }

  /**
   * Whether bytes begin like a module file, so that {@code covm run} can tell it from source text.
   */
  public static boolean looksLikeModule(byte[] bytes) {
    throw new UnsupportedOperationException("" + bytes.length);
  }
}
