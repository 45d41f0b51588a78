package coop.covm.compiler;

import coop.covm.bytecode.ModuleLimits;
import coop.covm.bytecode.NameRule;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Resolves functions of one text, one at a time. */
final class FunctionResolver {
  private final FunctionTable functions;
  private final Findings findings;

  FunctionResolver(FunctionTable functions, Findings findings) {
    this.functions = functions;
    this.findings = findings;
  }

  /**
   * @param index its place in the module
   * @param library whether it is one of the standard library
   * @param faults where the parser reported something in it, ascending
   */
  FunctionBody resolve(Statement.Function function, int index, boolean library, int[] faults) {
    VariableTable variables = new VariableTable();
    parameters(function, variables);
    BodyResolver resolver = bodyResolver(variables, faults);
    Step.Body body = resolver.block(function.body());
    checkVariables(variables, function.nameSpan());
    return new FunctionBody(
        NameRule.normal(function.name()),
        index,
        library,
        function.span(),
        function.parameters().size(),
        statedResults(function),
        variables.names(),
        body,
        resolver.callees(),
        resolver.size());
  }

  BodyResolver bodyResolver(VariableTable variables, int[] faults) {
    return new BodyResolver(functions, variables, findings, new FaultCursor(faults));
  }

  private void parameters(Statement.Function function, VariableTable variables) {
    Map<String, Span> seen = new HashMap<>();
    for (Statement.Parameter parameter : function.parameters()) {
      Span first = seen.putIfAbsent(NameRule.normal(parameter.name()), parameter.span());
      if (first != null) {
        findings.error(
            Diagnostic.error(
                    DiagnosticCode.DUPLICATE,
                    "the function %s has two parameters called %s"
                        .formatted(Shown.quoted(function.name()), Shown.quoted(parameter.name())),
                    parameter.span())
                .withHint("give one of them another name")
                .withRelated("the first one", first));
      }
      variables.slot(parameter.name());
    }
  }

  void checkVariables(VariableTable variables, Span place) {
    int count = variables.names().size();
    if (count > ModuleLimits.VARIABLES) {
      findings.error(
          DiagnosticCode.PROGRAM_TOO_LARGE,
          "there are %s variables in one function; it has %s at most"
              .formatted(count, ModuleLimits.VARIABLES),
          place,
          "keep values in lists and maps, or divide the function");
    }
  }

  private Optional<Integer> statedResults(Statement.Function function) {
    Optional<Integer> stated = function.results();
    if (stated.isPresent() && stated.get() > ModuleLimits.STACK) {
      findings.error(
          DiagnosticCode.PROGRAM_TOO_LARGE,
          "a function returns %s values at most".formatted(ModuleLimits.STACK),
          function.span(),
          "return a list");
      return Optional.empty();
    }
    return stated;
  }
}
