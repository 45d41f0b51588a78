package coop.covm.bytecode;

import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes modules for tests, sound or not, without a compiler. */
public final class Assembler {
  private final String source;
  private final List<Value> constants = new ArrayList<>();
  private final List<Template> templates = new ArrayList<>();
  private final List<Body> bodies = new ArrayList<>();

  public Assembler(String source) {
    this.source = source;
  }

  public int constant(Value value) {
    constants.add(value);
    return constants.size() - 1;
  }

  public int template(Template.Kind kind, String... texts) {
    templates.add(new Template(kind, List.of(texts)));
    return templates.size() - 1;
  }

  /** The next function; the first is the program itself. */
  public Body function(String name, int parameters, int results, String... variables) {
    Body body = new Body(name, parameters, results, List.of(variables));
    bodies.add(body);
    return body;
  }

  /** The module, with the greatest heights of stacks filled in where the code has them. */
  public Module module() {
    List<Function> functions = bodies.stream().map(body -> body.function(0)).toList();
    Module draft = module(functions);
    List<Function> measured = new ArrayList<>();
    for (int index = 0; index < functions.size(); index++) {
      measured.add(bodies.get(index).function(height(draft, functions.get(index))));
    }
    return module(measured);
  }

  private Module module(List<Function> functions) {
    return new Module(
        "test.covm", source, Verifier.digest(source), constants, templates, functions);
  }

  private static int height(Module draft, Function function) {
    try {
      List<Instruction> instructions = new ArrayList<>();
      for (int offset = 0; offset < function.code().length(); ) {
        instructions.add(Instruction.at(function.code(), offset));
        offset = instructions.getLast().next();
      }
      return StackFlow.of(draft, function, instructions).greatestHeight();
    } catch (ModuleException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // The test is about an unsound function; the verifier says what is wrong with it.
      return 0;
    }
  }

  /** A place in code that is not known yet. */
  public static final class Label {
    private int offset = -1;
  }

  /** The code of a function. */
  public final class Body {
    private record Patch(int word, Label label) {}

    private final String name;
    private final int parameters;
    private final int results;
    private final List<String> variables;
    private final IntSequence words = new IntSequence(8);
    private final IntSequence offsets = new IntSequence(8);
    private final List<Patch> patches = new ArrayList<>();
    private int hidden;
    private boolean library;

    private Body(String name, int parameters, int results, List<String> variables) {
      this.name = name;
      this.parameters = parameters;
      this.results = results;
      this.variables = variables;
    }

    public Body emit(Opcode opcode, int... immediates) {
      offsets.add(words.size());
      words.add(opcode.number());
      Arrays.stream(immediates).forEach(words::add);
      return this;
    }

    /** Emits an instruction whose last immediate is a target. */
    public Body branch(Opcode opcode, Label target, int... others) {
      emit(opcode, others);
      patches.add(new Patch(words.size(), target));
      words.add(0);
      return this;
    }

    public Label label() {
      return new Label();
    }

    public Body place(Label label) {
      label.offset = words.size();
      return this;
    }

    public Body hidden(int slots) {
      hidden = slots;
      return this;
    }

    /** Makes it a function of the library, which has no places. */
    public Body library() {
      library = true;
      return this;
    }

    public int hidden() {
      return hidden;
    }

    public int results() {
      return results;
    }

    public int parameters() {
      return parameters;
    }

    private Function function(int maxStack) {
      int[] code = words.toArray();
      for (Patch patch : patches) {
        code[patch.word] = patch.label.offset;
      }
      int[] begins = offsets.toArray();
      int[] starts = new int[begins.length];
      int[] ends = new int[begins.length];
      for (int i = 0; i < begins.length; i++) {
        // Back and forth, as the header of a loop stands before its body.
        starts[i] = source.isEmpty() ? 0 : i * 7 % source.length();
        ends[i] = Math.min(source.length(), starts[i] + 3);
      }
      Code placed = new Code(code, begins, starts, ends);
      return new Function(
          name,
          parameters,
          results,
          variables,
          hidden,
          maxStack,
          library ? placed.withoutPlaces() : placed,
          library);
    }
  }
}
