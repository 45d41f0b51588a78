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
 * @param functions the first is the program itself
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
}
