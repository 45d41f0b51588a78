package coop.covm.bytecode;

import java.util.List;

/**
 * A disassembled module, for people and tools. Constants, templates and operands are texts as the
 * language writes them.
 *
 * @param programDigest lower-case hex SHA-256 of the source text
 * @param constants each as a literal, whole
 * @param templates each as an f-string, its holes without names
 * @param functions the program itself first
 */
public record Listing(
    String sourceName,
    String programDigest,
    List<String> constants,
    List<ListedTemplate> templates,
    List<ListedFunction> functions) {
  public Listing {
    constants = List.copyOf(constants);
    templates = List.copyOf(templates);
    functions = List.copyOf(functions);
  }

  /** A template of the module. */
  public record ListedTemplate(Template.Kind kind, String text) {}

  /**
   * A function of the module.
   *
   * @param variables names, parameters first
   * @param library whether it is one of the standard library
   */
  public record ListedFunction(
      String name,
      int parameters,
      int results,
      List<String> variables,
      int hidden,
      int maxStack,
      boolean library,
      List<ListedInstruction> instructions) {
    public ListedFunction {
      variables = List.copyOf(variables);
      instructions = List.copyOf(instructions);
    }
  }

  /**
   * An instruction of a function.
   *
   * @param offset where it begins in the code
   * @param line the source line that it comes from, from 1; 0 in a function of the library
   * @param column the column there, from 1, in code points; 0 in a function of the library
   * @param height how many values are on the frame's stack before it
   * @param label what jumps that lead to it call it; empty if none does
   * @param mnemonic its name
   * @param operands its immediates: names, literals (a long one cut) and labels
   */
  public record ListedInstruction(
      int offset,
      int line,
      int column,
      int height,
      String label,
      String mnemonic,
      List<String> operands) {
    public ListedInstruction {
      operands = List.copyOf(operands);
    }

    /** The mnemonic and its operands, separated by commas. */
    public String text() {
      return operands.isEmpty() ? mnemonic : mnemonic + " " + String.join(", ", operands);
    }
  }
}
