package coop.covm.compiler;

import coop.covm.bytecode.NameRule;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.NearestWord;
import coop.covm.syntax.Program;
import coop.covm.syntax.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions of a program by name. Functions hoist: all are known before any body is resolved.
 * Index 0 is the program itself, which cannot be called.
 */
final class FunctionTable {
  private final Map<String, Integer> indexes = new HashMap<>();

  private FunctionTable() {}

  /** Reports doubled names; calls go to the first function of a name. */
  static FunctionTable of(Program program, Findings findings) {
    FunctionTable table = new FunctionTable();
    List<Statement.Function> functions = program.functions();
    for (int i = 0; i < functions.size(); i++) {
      Statement.Function function = functions.get(i);
      String name = NameRule.normal(function.name());
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

  Optional<Integer> index(String name) {
    return Optional.ofNullable(indexes.get(NameRule.normal(name)));
  }

  /** A function whose name is much like this one. */
  Optional<String> nearest(String name) {
    return NearestWord.to(name, indexes.keySet().stream().sorted().toList());
  }
}
