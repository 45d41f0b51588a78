package coop.covm.bytecode;

import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a {@link ModuleFile}. What it returns is not verified yet. */
final class ModuleReader {
  /** A name of one letter: its length and the letter. */
  private static final int NAME_BYTES = 2;

  /** An empty name, five numbers and the number of instructions. */
  private static final int FUNCTION_BYTES = 7;

  /** An opcode, and the two numbers of its place. */
  private static final int INSTRUCTION_BYTES = 3;

  /** An opcode; functions of the library have no places. */
  private static final int LIBRARY_INSTRUCTION_BYTES = 1;

  private final ByteReader in;
  private final int version;
  private int variablesLeft = ModuleLimits.ALL_VARIABLES;
  private int textsLeft = ModuleLimits.ALL_TEXTS;
  private int wordsLeft = ModuleLimits.WORDS;

  ModuleReader(ByteReader in, int version) {
    this.in = in;
    this.version = version;
  }

  Module read() {
    String sourceName = in.text("the source's name", ModuleLimits.SOURCE_NAME_BYTES);
    String source = in.text("the source text", ModuleLimits.SOURCE_BYTES);
    return new Module(
        sourceName, source, Verifier.digest(source), constants(), templates(), functions());
  }

  private List<Value> constants() {
    int count = in.count("constants", ModuleLimits.CONSTANTS, 1);
    ValueReader values = new ValueReader(in);
    List<Value> constants = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      constants.add(values.read());
    }
    return constants;
  }

  private List<Template> templates() {
    int count = in.count("templates", ModuleLimits.TEMPLATES, 3);
    List<Template> templates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      templates.add(template());
    }
    return templates;
  }

  private Template template() {
    int start = in.offset();
    Template.Kind kind = kind(start, in.octet("a template"));
    int count = in.count("texts of a template", Math.min(ModuleLimits.STACK + 1, textsLeft), 1);
    if (count == 0) {
      throw ModuleFile.damaged(start, "a template has no text");
    }
    textsLeft -= count;
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(in.text("a template's text", ModuleLimits.FILE_BYTES));
    }
    return new Template(kind, texts);
  }

  private static Template.Kind kind(int start, int number) {
    for (Template.Kind kind : Template.Kind.values()) {
      if (ModuleWriter.kind(kind) == number) {
        return kind;
      }
    }
    throw ModuleFile.damaged(start, "no kind of template has the number " + number);
  }

  private List<Function> functions() {
    int count = in.count("functions", ModuleLimits.FUNCTIONS, FUNCTION_BYTES);
    List<Function> functions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      functions.add(function(false));
    }
    if (version > 1) {
      library(functions);
    }
    return functions;
  }

  private void library(List<Function> functions) {
    int start = in.offset();
    int count =
        in.count("library functions", ModuleLimits.FUNCTIONS - functions.size(), FUNCTION_BYTES);
    if (count == 0) {
      throw ModuleFile.damaged(start, "a module without library functions has version 1");
    }
    for (int i = 0; i < count; i++) {
      functions.add(function(true));
    }
  }

  private Function function(boolean library) {
    String name = in.text("a function's name", ModuleLimits.FILE_BYTES);
    int parameters = in.integer("the number of parameters");
    int results = in.integer("the number of results");
    List<String> variables = variables();
    int hidden = in.integer("the number of hidden slots");
    int maxStack = in.integer("the height of the stack");
    Code code = library ? libraryCode() : code();
    return new Function(name, parameters, results, variables, hidden, maxStack, code, library);
  }

  private List<String> variables() {
    int count = in.count("variables", Math.min(ModuleLimits.VARIABLES, variablesLeft), NAME_BYTES);
    variablesLeft -= count;
    List<String> variables = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      variables.add(in.text("a variable's name", ModuleLimits.FILE_BYTES));
    }
    return variables;
  }

  private Code libraryCode() {
    int count = in.count("instructions", wordsLeft, LIBRARY_INSTRUCTION_BYTES);
    IntSequence words = new IntSequence(count);
    int[] offsets = instructions(count, words);
    return Code.withoutPlaces(words.toArray(), offsets);
  }

  private Code code() {
    int count = in.count("instructions", wordsLeft, INSTRUCTION_BYTES);
    IntSequence words = new IntSequence(count);
    int[] offsets = instructions(count, words);
    int[] starts = new int[count];
    int[] ends = new int[count];
    int start = 0;
    for (int i = 0; i < count; i++) {
      start = place(start, in.signed("a place in the source"));
      starts[i] = start;
      ends[i] = place(start, in.integer("the length of a place in the source"));
    }
    return new Code(words.toArray(), offsets, starts, ends);
  }

  /** Reads so many instructions; gives the offset of each. */
  private int[] instructions(int count, IntSequence words) {
    int[] offsets = new int[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = words.size();
      instruction(words);
    }
    return offsets;
  }

  private void instruction(IntSequence words) {
    int start = in.offset();
    int number = in.octet("an instruction");
    Opcode opcode =
        Opcode.of(number)
            .orElseThrow(() -> ModuleFile.damaged(start, "no opcode has the number " + number));
    wordsLeft -= opcode.length();
    if (wordsLeft < 0) {
      throw ModuleFile.damaged(
          start, "there are more than %s words of code".formatted(ModuleLimits.WORDS));
    }
    words.add(number);
    for (int i = 1; i < opcode.length(); i++) {
      words.add(in.integer("an immediate"));
    }
  }

  /** Moves a place, within the source texts that there may be. */
  private int place(int from, int by) {
    long place = (long) from + by;
    if (place < 0 || place > ModuleLimits.SOURCE_BYTES) {
      throw ModuleFile.damaged(in.offset(), "a place lies outside of every source text");
    }
    return (int) place;
  }
}
