package coop.covm.dialogue;

import coop.covm.bytecode.NameRule;
import coop.covm.syntax.Parsed;
import coop.covm.syntax.Parser;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What was told at once.
 *
 * @param line the number of its first line in the dialogue
 * @param calls the names of the functions that it calls, but for those that its functions call
 * @param definitions the functions that it defines
 * @param blank whether it says nothing
 */
record Input(
    String text, int line, List<String> calls, List<Definition> definitions, boolean blank) {
  Input {
    calls = List.copyOf(calls);
    definitions = List.copyOf(definitions);
  }

  static Input of(String text, int line) {
    SourceFile source = new SourceFile("", text);
    Parsed parsed = Parser.parse(source);
    List<Definition> definitions = new ArrayList<>();
    for (Statement.Function function : parsed.program().functions()) {
      definitions.add(definition(source, function, line));
    }
    Statement.Block main = parsed.program().main();
    boolean blank =
        main.statements().isEmpty() && definitions.isEmpty() && parsed.diagnostics().isEmpty();
    return new Input(text, line, CalledNames.in(main), definitions, blank);
  }

  private static Definition definition(SourceFile source, Statement.Function function, int line) {
    int start = function.span().start();
    int lineEnd = source.text().indexOf('\n', function.body().end().end());
    return new Definition(
        NameRule.normal(function.name()),
        source.text().substring(start, lineEnd < 0 ? source.text().length() : lineEnd),
        line + source.line(start) - 1,
        CalledNames.in(function.body()));
  }

  /** Whether it defines a function of this name. */
  boolean defines(String name) {
    return definitions.stream().anyMatch(definition -> definition.name().equals(name));
  }

  /** Everything that it or a function of it calls. */
  List<String> reaches() {
    List<String> names = new ArrayList<>(calls);
    definitions.forEach(definition -> names.addAll(definition.calls()));
    return names;
  }
}
