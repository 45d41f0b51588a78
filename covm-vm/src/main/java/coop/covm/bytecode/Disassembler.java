package coop.covm.bytecode;

import coop.covm.bytecode.Listing.ListedFunction;
import coop.covm.bytecode.Listing.ListedInstruction;
import coop.covm.bytecode.Listing.ListedTemplate;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Shows verified modules to people and tools. */
public final class Disassembler {
  /** How many code points of a literal an instruction shows; the list of constants shows all. */
  private static final int SHOWN = 60;

  /** A literal larger than this is not even written down for each instruction that uses it. */
  private static final int LARGE = 1000;

  private final Module module;
  private final SourceLines lines;

  private Disassembler(Module module) {
    this.module = module;
    this.lines = SourceLines.of(module);
  }

  /** The whole module as a text for people; each line ends with {@code \n}. */
  public static String disassemble(Module module) {
    return ListingText.of(list(module));
  }

  /** The whole module as records for tools. */
  public static Listing list(Module module) {
    return new Disassembler(module).list();
  }

  /**
   * One instruction: its mnemonic, and behind it its immediates as names, literals and labels,
   * separated by commas. A long literal is cut or only described, so the text is short and cheap
   * however large the constant is.
   *
   * @param function of the module
   * @param offset where an instruction of the function begins
   */
  public static String instruction(Module module, Function function, int offset) {
    Instruction instruction = Instruction.at(function.code(), offset);
    String mnemonic = instruction.opcode().mnemonic();
    return instruction.operands().isEmpty()
        ? mnemonic
        : mnemonic + " " + String.join(", ", operands(module, function, instruction));
  }

  private Listing list() {
    return new Listing(
        module.sourceName(),
        module.programDigest(),
        module.constants().stream().map(Value::literal).toList(),
        module.templates().stream()
            .map(template -> new ListedTemplate(template.kind(), text(template)))
            .toList(),
        module.functions().stream().map(this::list).toList());
  }

  private ListedFunction list(Function function) {
    List<Instruction> instructions = instructions(function.code());
    StackFlow flow = StackFlow.of(module, function, instructions);
    boolean[] jumpedTo = new boolean[function.code().length()];
    for (Instruction instruction : instructions) {
      instruction.target().ifPresent(target -> jumpedTo[target] = true);
    }
    List<ListedInstruction> listed = new ArrayList<>();
    for (Instruction instruction : instructions) {
      int offset = instruction.offset();
      int place = function.code().spanStart(listed.size());
      listed.add(
          new ListedInstruction(
              offset,
              function.library() ? 0 : lines.line(place),
              function.library() ? 0 : lines.column(place),
              flow.heightAt(offset),
              jumpedTo[offset] ? label(offset) : "",
              instruction.opcode().mnemonic(),
              operands(module, function, instruction)));
    }
    return new ListedFunction(
        function.name(),
        function.parameters(),
        function.results(),
        function.variables(),
        function.hidden(),
        function.maxStack(),
        function.library(),
        listed);
  }

  private static List<Instruction> instructions(Code code) {
    List<Instruction> instructions = new ArrayList<>();
    for (int index = 0; index < code.places(); index++) {
      instructions.add(Instruction.at(code, code.placeOffset(index)));
    }
    return instructions;
  }

  private static List<String> operands(Module module, Function function, Instruction instruction) {
    return instruction.opcode().immediates().stream()
        .map(kind -> operand(module, function, kind, instruction.immediate(kind)))
        .toList();
  }

  private static String operand(Module module, Function function, Immediate kind, int index) {
    return switch (kind) {
      case CONSTANT -> brief(module.constants().get(index), index);
      case VARIABLE -> function.variables().get(index);
      case HIDDEN -> "slot " + index;
      case FUNCTION -> module.functions().get(index).name();
      case TEMPLATE -> brief(module.templates().get(index), index);
      case TARGET -> label(index);
    };
  }

  private static String label(int offset) {
    return "L" + offset;
  }

  private static String brief(Value value, int index) {
    return value.byteSize() <= LARGE
        ? brief(value.literal())
        : "constant %s (%s of %s bytes)".formatted(index, value.type().label(), value.byteSize());
  }

  private static String brief(Template template, int index) {
    return template.holes() <= LARGE
            && template.texts().stream().mapToLong(String::length).sum() <= LARGE
        ? brief(text(template))
        : "template %s (%s holes)".formatted(index, template.holes());
  }

  private static String brief(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
  }

  /** A template as the f-string that it comes from, its holes without their names. */
  private static String text(Template template) {
    return template.texts().stream()
        .map(Disassembler::fixedText)
        .collect(Collectors.joining("{}", "f\"", "\""));
  }

  private static String fixedText(String text) {
    String braces = text.replace("{", "{{").replace("}", "}}");
    String quoted = StringValue.of(braces).literal();
    return quoted.substring(1, quoted.length() - 1);
  }
}
