package coop.covm.bytecode;

import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.stream.Collectors;

/** Shows verified modules to people and tools. */
public final class Disassembler {
  /** How many code points of a literal an instruction shows; the list of constants shows all. */
  private static final int SHOWN = 60;

  /** A literal larger than this is not even written down for each instruction that uses it. */
  private static final int LARGE = 1000;

  private Disassembler() {}

  /**
   * One instruction: its mnemonic, and behind it its immediates as names, literals and labels,
   * separated by commas. A long literal is cut or only described, so the text is short and cheap
   * however large the constant is.
   *
   * @param function of the module
   * @param offset where an instruction of the function begins
   */
  public static String instruction(Module module, Function function, int offset) {
    return instruction(module, function, Instruction.at(function.code(), offset));
  }

  static String instruction(Module module, Function function, Instruction instruction) {
    return instruction.opcode().immediates().stream()
        .map(kind -> immediate(module, function, kind, instruction.immediate(kind)))
        .collect(
            Collectors.joining(
                ", ",
                instruction.opcode().mnemonic() + (instruction.operands().isEmpty() ? "" : " "),
                ""));
  }

  private static String immediate(Module module, Function function, Immediate kind, int index) {
    return switch (kind) {
      case CONSTANT -> brief(module.constants().get(index), index);
      case VARIABLE -> function.variables().get(index);
      case HIDDEN -> "slot " + index;
      case FUNCTION -> module.functions().get(index).name();
      case TEMPLATE -> brief(template(module.templates().get(index)));
      case TARGET -> label(index);
    };
  }

  /** How a place in the code is called that an instruction jumps to. */
  static String label(int offset) {
    return "L" + offset;
  }

  private static String brief(Value value, int index) {
    return value.byteSize() <= LARGE
        ? brief(value.literal())
        : "constant %d (%s of %d bytes)".formatted(index, value.type().label(), value.byteSize());
  }

  private static String brief(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
  }

  /** A template as the f-string that it comes from, its holes without their names. */
  static String template(Template template) {
    return template.texts().stream()
        .map(Disassembler::fixedText)
        .collect(Collectors.joining("{}", "f\"", "\""));
  }

  private static String fixedText(String text) {
    String quoted = StringValue.of(text).literal();
    return quoted.substring(1, quoted.length() - 1).replace("{", "{{").replace("}", "}}");
  }
}
