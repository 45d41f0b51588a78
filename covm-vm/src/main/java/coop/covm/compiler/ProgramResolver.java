package coop.covm.compiler;

import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.Program;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a whole program: the program itself first, then its functions in the text's order, then
 * those of the standard library that it reaches.
 */
final class ProgramResolver {
  private final Program program;
  private final LinkedLibrary library;
  private final FunctionResolver resolver;
  private final int[] faults;

  /**
   * @param faults what the parser reported
   */
  ProgramResolver(Program program, List<Diagnostic> faults, Findings findings) {
    this.program = program;
    this.library = new LinkedLibrary(program.functions().size() + 1);
    this.resolver = new FunctionResolver(FunctionTable.of(program, library, findings), findings);
    this.faults = faults.stream().mapToInt(fault -> fault.span().start()).sorted().toArray();
  }

  List<FunctionBody> resolve() {
    List<FunctionBody> bodies = new ArrayList<>();
    bodies.add(main());
    for (Statement.Function function : program.functions()) {
      bodies.add(resolver.resolve(function, bodies.size(), false, faultsIn(function)));
    }
    bodies.addAll(library.resolve());
    return bodies;
  }

  private FunctionBody main() {
    VariableTable variables = new VariableTable();
    BodyResolver body = resolver.bodyResolver(variables, faultsOutsideFunctions());
    Step.Body steps = body.block(program.main());
    resolver.checkVariables(variables, program.main().end());
    return new FunctionBody(
        "main",
        0,
        false,
        new Span(0, 0),
        0,
        Optional.empty(),
        variables.names(),
        steps,
        body.callees(),
        body.size());
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
