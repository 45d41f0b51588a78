package coop.covm.compiler;

import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.OperandKind;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Literals;
import coop.covm.syntax.Names;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Resolves instructions: by the opcode table, with their operands read by kind. */
final class InstructionResolver {
  private final FunctionTable functions;
  private final VariableTable variables;
  private final OperandReader operands;
  private final OperandSlips slips;
  private final Findings findings;

  InstructionResolver(FunctionTable functions, VariableTable variables, Findings findings) {
    this.functions = functions;
    this.variables = variables;
    this.operands = new OperandReader(variables, findings);
    this.slips = new OperandSlips(findings);
    this.findings = findings;
  }

  Step resolve(Statement.Instruction instruction) {
    Optional<Opcode> known = Opcode.of(instruction.name()).filter(Opcode::inSource);
    if (known.isEmpty()) {
      return unknown(instruction);
    }
    Opcode opcode = known.get();
    if (opcode.isReserved()) {
      return reserved(instruction, opcode);
    }
    return switch (opcode) {
      case PUSH -> push(instruction);
      case CALL -> call(instruction);
      case EMIT -> emit(instruction);
      case STORE, LOAD, ASSERTMEMORY -> named(instruction, opcode);
      case LOADP -> loadp(instruction);
      default -> plain(instruction, opcode);
    };
  }

  /**
   * The step of an instruction with a fault in its text that the parser has reported: nothing more
   * is reported, and its effect is taken to be that with its operands written.
   */
  static Step faulty(Statement.Instruction instruction) {
    return Opcode.of(instruction.name())
        .filter(opcode -> opcode.inSource() && !opcode.isReserved() && opcode != Opcode.CALL)
        .map(opcode -> Acts.assumed(instruction, opcode))
        .orElseGet(() -> new Step.Unknown(instruction.span()));
  }

  private Step unknown(Statement.Instruction instruction) {
    Diagnostic error =
        Diagnostic.error(
            DiagnosticCode.UNKNOWN_INSTRUCTION,
            "no instruction is called %s".formatted(Shown.quoted(instruction.name())),
            instruction.nameSpan());
    findings.error(
        findings.isFull()
            ? error
            : meant(instruction.name())
                .map(near -> error.withHint("did you mean '%s'?".formatted(near)))
                .orElse(error));
    return new Step.Unknown(instruction.span());
  }

  private Optional<String> meant(String name) {
    return functions.has(name) ? Optional.of("call " + name) : Vocabulary.nearest(name);
  }

  private Step reserved(Statement.Instruction instruction, Opcode opcode) {
    findings.error(
        DiagnosticCode.RESERVED_INSTRUCTION,
        "the instruction %s comes with a later release".formatted(opcode.mnemonic()),
        instruction.nameSpan(),
        "its name is reserved; this release cannot run it");
    return opcode.effect().isBlank()
        ? new Step.Unknown(instruction.span())
        : new Step.Assumed(
            instruction.span(),
            opcode.pops() - (instruction.operands().isEmpty() ? 0 : opcode.operands().size()),
            opcode.pushes());
  }

  private Step push(Statement.Instruction instruction) {
    if (!slips.rightCount(instruction, Opcode.PUSH)) {
      return new Step.Assumed(instruction.span(), 0, 1);
    }
    if (instruction.operands().isEmpty()) {
      slips.mustBeWritten(instruction, Opcode.PUSH, "a value");
      return new Step.Assumed(instruction.span(), 0, 1);
    }
    return operands
        .input("push", OperandKind.VALUE, instruction.operands().getFirst())
        .<Step>map(input -> new Step.Push(instruction.span(), input))
        .orElseGet(() -> new Step.Assumed(instruction.span(), 0, 1));
  }

  private Step call(Statement.Instruction instruction) {
    Step unknown = new Step.Unknown(instruction.span());
    if (instruction.operands().isEmpty()) {
      slips.mustBeWritten(instruction, Opcode.CALL, "the name of a function");
      return unknown;
    }
    if (instruction.operands().size() > 1) {
      findings.error(
          DiagnosticCode.UNEXPECTED_TEXT,
          "call takes the name of a function and nothing more",
          instruction.operands().get(1).span(),
          "push the arguments before it, the first one first");
      return unknown;
    }
    Operand operand = instruction.operands().getFirst();
    Optional<String> name = operands.name("call", operand);
    if (name.isEmpty()) {
      return unknown;
    }
    Optional<Integer> index = functions.index(name.get());
    if (index.isEmpty()) {
      unknownFunction(name.get(), operand.span());
      return unknown;
    }
    return new Step.Call(instruction.span(), index.get());
  }

  private void unknownFunction(String name, Span span) {
    Diagnostic error =
        Diagnostic.error(
            DiagnosticCode.UNKNOWN_FUNCTION,
            "no function is called %s".formatted(Shown.quoted(name)),
            span);
    findings.error(
        findings.isFull()
            ? error
            : error.withHint(
                functions
                    .nearest(name)
                    .map("did you mean '%s'?"::formatted)
                    .orElse("define it with def %s():".formatted(Shown.shortened(name)))));
  }

  private Step emit(Statement.Instruction instruction) {
    if (instruction.operands().isEmpty()) {
      return Acts.act(instruction, Opcode.EMIT, Opcode.EMIT, List.of());
    }
    Step none = new Step.Assumed(instruction.span(), 0, 0);
    if (instruction.operands().size() > 1) {
      slips.surplus(instruction, Opcode.EMIT, instruction.operands().get(1));
      return none;
    }
    Operand operand = instruction.operands().getFirst();
    if (operand instanceof Operand.Text || operand instanceof Operand.Template) {
      return operands
          .input("emit", OperandKind.TEXT, operand)
          .map(input -> Acts.act(instruction, Opcode.EMIT, Opcode.EMIT, List.of(input)))
          .orElse(none);
    }
    String written = findings.written(operand.span());
    boolean variable =
        operand instanceof Operand.Word(String word, Span _)
            && Names.isName(word)
            && Literals.word(word) instanceof Literals.Invalid;
    findings.error(
        DiagnosticCode.OPERAND,
        "emit takes a text in quotes or an f-string, or prints the top of the stack",
        operand.span(),
        variable
            ? "write load %s; emit, or emit \"%s\"".formatted(written, written)
            : "write push %s; emit".formatted(written));
    return none;
  }

  /** An instruction that begins with the name of a variable. */
  private Step named(Statement.Instruction instruction, Opcode opcode) {
    List<Operand> written = instruction.operands();
    if (!slips.rightCount(instruction, opcode)) {
      return new Step.Unknown(instruction.span());
    }
    if (written.isEmpty()) {
      Opcode popping =
          switch (opcode) {
            case STORE -> Opcode.STORENAMED;
            case LOAD -> Opcode.LOADNAMED;
            default -> Opcode.ASSERTMEMORYNAMED;
          };
      return Acts.act(instruction, opcode, popping, List.of());
    }
    Optional<String> name = operands.name(opcode.mnemonic(), written.getFirst());
    Optional<List<Input>> rest = inputs(instruction, opcode, 1);
    if (name.isEmpty() || rest.isEmpty()) {
      return Acts.assumed(instruction, opcode);
    }
    return new Step.Act(
        instruction.span(),
        opcode.mnemonic(),
        opcode,
        rest.get(),
        OptionalInt.of(variables.slot(name.get())),
        opcode.pops() - rest.get().size(),
        OptionalInt.empty());
  }

  private Step loadp(Statement.Instruction instruction) {
    List<Operand> written = instruction.operands();
    int place = defaultPlace(written);
    if (place < 0) {
      return plain(instruction, Opcode.LOADP);
    }
    int keys = place;
    if (written.size() == place + 1) {
      findings.error(
          DiagnosticCode.OPERAND,
          "a value must stand behind default",
          written.get(place).span(),
          "write loadp KEY default V; a key called default is written in quotes");
      return new Step.Assumed(instruction.span(), 0, 1);
    }
    if (written.size() > place + 2) {
      slips.surplus(instruction, Opcode.LOADP, written.get(place + 2));
      return new Step.Assumed(instruction.span(), 1 - keys, 1);
    }
    List<Input> inputs = new ArrayList<>();
    if (keys == 1) {
      operands.input("loadp", OperandKind.KEY, written.getFirst()).ifPresent(inputs::add);
    }
    operands.input("default", OperandKind.VALUE, written.get(place + 1)).ifPresent(inputs::add);
    return inputs.size() == keys + 1
        ? Acts.act(instruction, Opcode.LOADP, Opcode.LOADPDEFAULT, inputs)
        : new Step.Assumed(instruction.span(), 1 - keys, 1);
  }

  /** Where the bare word {@code default} stands, as the first or second operand; or -1. */
  private static int defaultPlace(List<Operand> written) {
    for (int i = Math.min(1, written.size() - 1); i >= 0; i--) {
      if (written.get(i) instanceof Operand.Word(String word, Span _)
          && word.equalsIgnoreCase("default")) {
        return i;
      }
    }
    return -1;
  }

  private Step plain(Statement.Instruction instruction, Opcode opcode) {
    if (!slips.rightCount(instruction, opcode)) {
      return new Step.Unknown(instruction.span());
    }
    if (instruction.operands().isEmpty()) {
      return Acts.act(instruction, opcode, opcode, List.of());
    }
    return inputs(instruction, opcode, 0)
        .map(inputs -> Acts.act(instruction, opcode, opcode, inputs))
        .orElseGet(() -> Acts.assumed(instruction, opcode));
  }

  /** The written operands from an index on; nothing when one of them was reported. */
  private Optional<List<Input>> inputs(Statement.Instruction instruction, Opcode opcode, int from) {
    List<Input> inputs = new ArrayList<>();
    boolean sound = true;
    for (int i = from; i < opcode.operands().size(); i++) {
      Optional<Input> input =
          operands.input(
              opcode.mnemonic(), opcode.operands().get(i), instruction.operands().get(i));
      input.ifPresent(inputs::add);
      sound &= input.isPresent();
    }
    return sound ? Optional.of(inputs) : Optional.empty();
  }
}
