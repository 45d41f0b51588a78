package coop.covm.cli;

import coop.covm.bytecode.NameRule;
import coop.covm.cli.output.CommandException;
import coop.covm.syntax.Names;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** {@code --param name=VALUE}: variables of the program from its start. */
final class Parameters {
  static final String OPTION = "--param";

  private Parameters() {}

  /**
   * The parameters by name, in the order given.
   *
   * @throws CommandException {@code Usage} for what is no {@code name=VALUE}, and for a name given
   *     twice
   */
  static Map<String, Value> of(ParseResult arguments) {
    List<String> given = arguments.matchedOptionValue(OPTION, List.of());
    Map<String, Value> parameters = new LinkedHashMap<>();
    for (String text : given) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw CommandException.usage(
            "%s takes name=VALUE, such as --param amount=40, not '%s'".formatted(OPTION, text));
      }
      String name = text.substring(0, equals);
      if (!Names.isName(name)) {
        throw CommandException.usage(
            "'%s' is no name of a parameter: %s".formatted(name, Names.RULE));
      }
      Value value = Literal.orString(text.substring(equals + 1));
      if (parameters.putIfAbsent(NameRule.normal(name), value) != null) {
        throw CommandException.usage("the parameter '%s' is given twice".formatted(name));
      }
    }
    return parameters;
  }
}
