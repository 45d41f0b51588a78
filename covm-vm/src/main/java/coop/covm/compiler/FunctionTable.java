package coop.covm.compiler;

import coop.covm.bytecode.NameRule;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.NearestWord;
import coop.covm.syntax.Program;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that a text can call, by name: its own, and those of the standard library.
 * Functions hoist: all are known before any body is resolved. Index 0 is the program itself, which
 * cannot be called.
 */
final class FunctionTable {
  private final Map<String, Integer> indexes = new HashMap<>();
  private final LinkedLibrary library;

  private FunctionTable(LinkedLibrary library) {
    this.library = library;
  }

  /** What functions of the library can call: each other. */
  static FunctionTable ofLibrary(LinkedLibrary library) {
    return new FunctionTable(library);
  }

  /**
   * Reports doubled names and those that belong to the library; calls go to the first function of a
   * name.
   */
  static FunctionTable of(Program program, LinkedLibrary library, Findings findings) {
    FunctionTable table = new FunctionTable(library);
    List<Statement.Function> functions = program.functions();
    for (int i = 0; i < functions.size(); i++) {
      Statement.Function function = functions.get(i);
      String name = NameRule.normal(function.name());
      if (StandardLibrary.has(name)) {
        reportLibraryName(name, function.nameSpan(), findings);
      }
      Integer first = table.indexes.putIfAbsent(name, i + 1);
      if (first != null) {
        Statement.Function other = functions.get(first - 1);
        findings.error(
            Diagnostic.error(
                    DiagnosticCode.DUPLICATE,
                    "the function %s is already defined at line %s"
                        .formatted(Shown.quoted(name), findings.line(other.nameSpan())),
                    function.nameSpan())
                .withHint("give one of them another name")
                .withRelated("first defined here", other.nameSpan()));
      }
    }
    return table;
  }

  private static void reportLibraryName(String name, Span span, Findings findings) {
    findings.error(
        DiagnosticCode.LIBRARY_NAME,
        "the name %s belongs to a function of the standard library".formatted(Shown.quoted(name)),
        span,
        "give this function another name");
  }

  /** Whether a function of this name can be called. */
  boolean has(String name) {
    String normal = NameRule.normal(name);
    return indexes.containsKey(normal) || StandardLibrary.has(normal);
  }

  /** The place in the module of the function that a call of this name means. */
  Optional<Integer> index(String name) {
    String normal = NameRule.normal(name);
    return Optional.ofNullable(indexes.get(normal)).or(() -> library.index(normal));
  }

  /** A function whose name is much like this one, rather one of the text's own. */
  Optional<String> nearest(String name) {
    List<String> names = new ArrayList<>(indexes.keySet().stream().sorted().toList());
    names.addAll(StandardLibrary.names());
    return NearestWord.to(name, names);
  }
}
