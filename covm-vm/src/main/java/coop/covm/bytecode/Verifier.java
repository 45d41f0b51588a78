package coop.covm.bytecode;

/** Proves that a module cannot harm an engine, whoever made it. */
public final class Verifier {
  private Verifier() {}

  /**
   * @return the same module
   * @throws ModuleException {@code ModuleNotSound} naming function, offset and what is wrong
   */
  public static Module verify(Module module) {
    throw new UnsupportedOperationException(module.sourceName());
  }
}
