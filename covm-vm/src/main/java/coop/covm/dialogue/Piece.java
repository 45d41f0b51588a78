package coop.covm.dialogue;

import coop.covm.bytecode.Module;
import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.SourceFile;
import coop.covm.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Inputs made a program that can be run, attributed and replayed alone: behind them stand the
 * functions of earlier inputs that they call, and before them, where they look at what is on the
 * stack, a line that loads it from parameters. Variables of earlier inputs are parameters too, as
 * far as the program looks at them.
 *
 * @param source the text, with the lines' numbers in the dialogue; the line before the inputs is 0
 * @param compilation of the text
 * @param parameters what the program begins with
 * @param stackNames the parameters that hold what was on the stack, top last; empty if the program
 *     does not load it
 */
record Piece(
    SourceFile source,
    Compilation compilation,
    Map<String, Value> parameters,
    List<String> stackNames) {

  /**
   * @param inputs told one behind the other, of which no two define the same function
   * @param before what they find
   */
  static Piece of(String name, List<Input> inputs, Memory before) {
    Piece alone = of(name, inputs, before, List.of());
    if (before.stack().isEmpty() || !alone.wantsStack()) {
      return alone;
    }
    return of(name, inputs, before, stackNames(inputs, before));
  }

  private static Piece of(String name, List<Input> inputs, Memory before, List<String> stackNames) {
    PieceText text = new PieceText();
    if (!stackNames.isEmpty()) {
      text.add("load " + String.join("; load ", stackNames), 0);
    }
    inputs.forEach(input -> text.add(input.text(), input.line()));
    reached(inputs, before.functions())
        .forEach(function -> text.add(function.text(), function.line()));
    SourceFile source = text.source(name);
    Compilation compilation = Compiler.compile(source);
    Map<String, Value> parameters = new LinkedHashMap<>();
    for (int i = 0; i < stackNames.size(); i++) {
      parameters.put(stackNames.get(i), before.stack().get(i));
    }
    compilation
        .module()
        .ifPresent(module -> parameters.putAll(mentioned(module, before.variables())));
    return new Piece(source, compilation, parameters, stackNames);
  }

  /** A name for each value on the stack, all with a beginning that no variable has. */
  private static List<String> stackNames(List<Input> inputs, Memory before) {
    String name = "stack";
    while (isTaken(name, inputs, before)) {
      name += "_";
    }
    String beginning = name;
    return IntStream.rangeClosed(1, before.stack().size()).mapToObj(i -> beginning + i).toList();
  }

  private static boolean isTaken(String name, List<Input> inputs, Memory before) {
    return before.variables().keySet().stream().anyMatch(variable -> variable.startsWith(name))
        || inputs.stream().anyMatch(input -> input.text().contains(name));
  }

  /** The functions of earlier inputs that these call, and those that they call in turn. */
  private static List<Definition> reached(List<Input> inputs, Map<String, Definition> functions) {
    Deque<String> waiting = new ArrayDeque<>();
    inputs.forEach(input -> waiting.addAll(input.reaches()));
    Set<Definition> reached = new LinkedHashSet<>();
    while (!waiting.isEmpty()) {
      String name = waiting.remove();
      Definition function = functions.get(name);
      boolean anew = inputs.stream().anyMatch(input -> input.defines(name));
      if (function != null && !anew && reached.add(function)) {
        waiting.addAll(function.calls());
      }
    }
    return List.copyOf(reached);
  }

  private static Map<String, Value> mentioned(Module module, Map<String, Value> variables) {
    if (Looks.atAllVariables(module)) {
      return variables;
    }
    Map<String, Value> mentioned = new LinkedHashMap<>(variables);
    mentioned.keySet().retainAll(Set.copyOf(module.main().variables()));
    return mentioned;
  }

  /** Whether it does not run without what is on the stack, or would show that it is not there. */
  private boolean wantsStack() {
    return module().map(Looks::atWholeStack).orElse(false)
        || compilation.diagnostics().stream()
            .anyMatch(found ->
                found.code() == DiagnosticCode.STACK_UNDERFLOW
                    || found.code() == DiagnosticCode.ARGUMENT_COUNT);
  }

  /** The program, if it is one. */
  Optional<Module> module() {
    return compilation.module();
  }

  /** What is wrong or doubtful, in the order of the text. */
  List<Diagnostic> diagnostics() {
    return compilation.diagnostics();
  }

  /** Whether it loads what was on the stack, and leaves all that is there then. */
  boolean takesStack() {
    return !stackNames.isEmpty();
  }
}
