package coop.covm.compiler;

import coop.covm.bytecode.Module;
import coop.covm.syntax.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What compiling gives.
 *
 * @param module the module, verified, if there is no error
 * @param diagnostics errors and warnings in the order of the text
 */
public record Compilation(Optional<Module> module, List<Diagnostic> diagnostics) {
  public Compilation {
    diagnostics = List.copyOf(diagnostics);
  }
}
