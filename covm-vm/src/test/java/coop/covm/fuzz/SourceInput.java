package coop.covm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleFile;
import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticRenderer;
import coop.covm.syntax.Parsed;
import coop.covm.syntax.Parser;
import coop.covm.syntax.SourceDecoder;
import coop.covm.syntax.SourceException;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Span;
import java.util.List;

/**
 * Any bytes as a source text: they are refused with errors whose places lie in the text, or make a
 * module that is the same when it was written and read.
 */
public final class SourceInput {
  private static final DiagnosticRenderer RENDERER =
      new DiagnosticRenderer(DiagnosticRenderer.Colour.NONE);

  private SourceInput() {}

  /** What the fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    check(bytes);
  }

  private static void check(byte[] bytes) {
    SourceFile source;
    try {
      source = SourceDecoder.decode("fuzz.covm", bytes);
    } catch (SourceException e) {
      assertThat(RENDERER.render(e.source(), e.diagnostic())).isNotBlank();
      return;
    }
    Parsed parsed = Parser.parse(source);
    checkPlaces(source, parsed.diagnostics());
    Compilation compilation = Compiler.compile(source);
    checkPlaces(source, compilation.diagnostics());
    boolean refused =
        compilation.diagnostics().stream()
            .anyMatch(found -> found.severity() == Diagnostic.Severity.ERROR);
    assertThat(compilation.module().isEmpty()).isEqualTo(refused);
    compilation.module().ifPresent(SourceInput::checkModule);
  }

  private static void checkPlaces(SourceFile source, List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      checkPlace(source, diagnostic.span());
      diagnostic.related().forEach(related -> checkPlace(source, related.span()));
    }
    assertThat(RENDERER.render(source, diagnostics).isBlank()).isEqualTo(diagnostics.isEmpty());
  }

  private static void checkPlace(SourceFile source, Span span) {
    assertThat(span.end()).isLessThanOrEqualTo(source.text().length());
  }

  private static void checkModule(Module module) {
    byte[] file = ModuleFile.write(module);
    assertThat(ModuleFile.write(ModuleFile.read(file))).isEqualTo(file);
  }
}
