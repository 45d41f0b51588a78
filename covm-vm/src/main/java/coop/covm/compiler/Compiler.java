package coop.covm.compiler;

import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleException;
import coop.covm.bytecode.Verifier;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Parsed;
import coop.covm.syntax.Parser;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Compiles a source file: parses, resolves, checks, generates code, verifies. */
public final class Compiler {
  private Compiler() {}

  /**
   * Compiles a program. Takes time linear in its length, but for functions that call each other in
   * a circle, and bounded recursion. Never throws for any text: what is wrong with it is in the
   * result, all of it, each fault once.
   */
  public static Compilation compile(SourceFile source) {
    Optional<Diagnostic> unfit = unfit(source);
    if (unfit.isPresent()) {
      return new Compilation(Optional.empty(), List.of(unfit.get()));
    }
    Parsed parsed = Parser.parse(source);
    Findings findings = new Findings(source);
    parsed.diagnostics().forEach(findings::error);
    List<FunctionBody> functions =
        new ProgramResolver(parsed.program(), parsed.diagnostics(), findings).resolve();
    Results results = ResultInference.infer(functions, findings);
    for (FunctionBody function : functions) {
      if (function.library()) {
        LinkedLibrary.check(function, functions, results);
      } else {
        StackAnalysis.run(function, functions, results, findings);
      }
    }
    Optional<Module> module =
        findings.hasErrors()
            ? Optional.empty()
            : Optional.of(verified(ModuleGenerator.generate(source, functions, results)));
    return new Compilation(module, findings.inOrder());
  }

  /** What keeps a text from being read at all. */
  private static Optional<Diagnostic> unfit(SourceFile source) {
    String text = source.text();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : '\0')) {
          return Optional.of(
              Diagnostic.error(
                  DiagnosticCode.INVALID_ENCODING,
                  "the text holds half of a surrogate pair, which UTF-8 cannot express",
                  new Span(i, i + 1)));
        }
        i++;
      }
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > SourceFile.MAX_BYTES) {
      return Optional.of(
          Diagnostic.error(
                  DiagnosticCode.SOURCE_TOO_LARGE,
                  "the program has %s bytes; it has %s at most"
                      .formatted(bytes, SourceFile.MAX_BYTES),
                  new Span(0, 0))
              .withHint("keep data in the storage, not in the program"));
    }
    return Optional.empty();
  }

  private static Module verified(Module module) {
    try {
      return Verifier.verify(module);
    } catch (ModuleException unsound) {
      throw new IllegalStateException("the compiler made an unsound module", unsound);
    }
  }
}
