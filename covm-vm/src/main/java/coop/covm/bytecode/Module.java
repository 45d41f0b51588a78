package coop.covm.bytecode;

import coop.covm.value.Value;
import java.util.List;

/**
 * A compiled program. What an engine runs must have passed the {@link Verifier}.
 *
 * @param sourceName how messages call the source file
 * @param source the text of the program, for messages and audits
 * @param programDigest lower-case hex SHA-256 of the source text in UTF-8
 * @param constants literals
 * @param functions the first is the program itself; those of the library are behind all others
 */
public record Module(
    String sourceName,
    String source,
    String programDigest,
    List<Value> constants,
    List<Template> templates,
    List<Function> functions) {
  public Module {
    constants = List.copyOf(constants);
    templates = List.copyOf(templates);
    functions = List.copyOf(functions);
  }

  /** The program itself. */
  public Function main() {
    return functions.getFirst();
  }

  /** The functions that the program's own text defines, the program itself first. */
  public List<Function> ownFunctions() {
    return functions.stream().filter(function -> !function.library()).toList();
  }

  /** The functions of the standard library that the program brings along. */
  public List<Function> libraryFunctions() {
    return functions.stream().filter(Function::library).toList();
  }
}
