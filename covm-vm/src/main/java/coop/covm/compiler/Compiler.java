package coop.covm.compiler;

import coop.covm.syntax.SourceFile;

/** Compiles a source file: parses, resolves, checks, generates code, verifies. */
public final class Compiler {
  private Compiler() {}

  /** Never throws for any text: what is wrong with it is in the result. */
  public static Compilation compile(SourceFile source) {
    throw new UnsupportedOperationException(source.name());
  }
}
