package coop.covm.compiler;

import coop.covm.bytecode.ModuleLimits;
import coop.covm.bytecode.NameRule;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Program;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves a whole program: the program itself first, then its functions in the text's order. */
final class ProgramResolver {
  private final Program program;
  private final Findings findings;
  private final FunctionTable functions;
  private final int[] faults;

  /**
   * @param faults what the parser reported
   */
  ProgramResolver(Program program, List<Diagnostic> faults, Findings findings) {
    this.program = program;
    this.findings = findings;
    this.functions = FunctionTable.of(program, findings);
    this.faults = faults.stream().mapToInt(fault -> fault.span().start()).sorted().toArray();
  }

  List<FunctionBody> resolve() {
    List<FunctionBody> bodies = new ArrayList<>();
    bodies.add(main());
    for (Statement.Function function : program.functions()) {
      bodies.add(function(function, bodies.size()));
    }
    return bodies;
  }

  private FunctionBody main() {
    VariableTable variables = new VariableTable();
    BodyResolver resolver = resolver(variables, faultsOutsideFunctions());
    Step.Body body = resolver.block(program.main());
    checkVariables(variables, program.main().end());
    return new FunctionBody(
        "main",
        0,
        new Span(0, 0),
        0,
        Optional.empty(),
        variables.names(),
        body,
        resolver.callees(),
        resolver.size());
  }

  private FunctionBody function(Statement.Function function, int index) {
    VariableTable variables = new VariableTable();
    parameters(function, variables);
    BodyResolver resolver = resolver(variables, faultsIn(function));
    Step.Body body = resolver.block(function.body());
    checkVariables(variables, function.nameSpan());
    return new FunctionBody(
        NameRule.normal(function.name()),
        index,
        function.span(),
        function.parameters().size(),
        statedResults(function),
        variables.names(),
        body,
        resolver.callees(),
        resolver.size());
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

  private void checkVariables(VariableTable variables, Span place) {
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

  private BodyResolver resolver(VariableTable variables, int[] offsets) {
    return new BodyResolver(functions, variables, findings, new FaultCursor(offsets));
  }

  private int[] faultsIn(Statement.Function function) {
    int start = function.span().start();
    int end = function.body().end().end();
    return Arrays.stream(faults).filter(fault -> fault >= start && fault <= end).toArray();
  }

  private int[] faultsOutsideFunctions() {
    List<Statement.Function> all = program.functions();
    return Arrays.stream(faults)
        .filter(fault ->
            all.stream()
                .noneMatch(function ->
                    fault >= function.span().start() && fault <= function.body().end().end()))
        .toArray();
  }
}
