package coop.covm.bytecode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Proves the rules of one function; {@link Verifier} lists them. */
final class FunctionVerifier {
  private final Module module;
  private final Function function;

  FunctionVerifier(Module module, int index) {
    this.module = module;
    this.function = module.functions().get(index);
  }

  void verify() {
    verifyCounts();
    verifyVariables();
    List<Instruction> instructions = decode();
    verifyPlaces(instructions);
    verifyImmediates(instructions);
    LoopRegions.verify(function, instructions);
    int greatest = StackFlow.of(module, function, instructions).greatestHeight();
    if (greatest != function.maxStack()) {
      throw unsound(
          function,
          "its stack reaches the height %s, not the declared %s"
              .formatted(greatest, function.maxStack()));
    }
  }

  private void verifyCounts() {
    int variables = function.variables().size();
    verifyCount("variables", variables, ModuleLimits.VARIABLES);
    verifyCount("hidden slots", function.hidden(), ModuleLimits.HIDDEN);
    verifyCount("results", function.results(), ModuleLimits.STACK);
    verifyCount("stack places", function.maxStack(), ModuleLimits.STACK);
    verifyCount("parameters", function.parameters(), variables);
  }

  private void verifyCount(String what, int count, int limit) {
    if (count < 0 || count > limit) {
      throw unsound(
          function, "it declares %s %s, allowed are 0 to %s".formatted(count, what, limit));
    }
  }

  private void verifyVariables() {
    Set<String> names = new HashSet<>();
    for (int index = 0; index < function.variables().size(); index++) {
      String name = function.variables().get(index);
      if (!NameRule.isName(name)) {
        throw unsound(function, "the name of variable %s is no valid name".formatted(index));
      }
      if (!names.add(name)) {
        throw unsound(function, "two of its variables are called " + name);
      }
    }
  }

  private List<Instruction> decode() {
    Code code = function.code();
    List<Instruction> instructions = new ArrayList<>();
    int offset = 0;
    while (offset < code.length()) {
      Instruction instruction = decode(code, offset);
      if (instruction.opcode().isReserved()) {
        throw unsound(function, instruction, "the opcode is reserved for a later release");
      }
      instructions.add(instruction);
      offset = instruction.next();
    }
    return instructions;
  }

  private Instruction decode(Code code, int offset) {
    Opcode opcode =
        Opcode.of(code.word(offset))
            .orElseThrow(() ->
                unsound(
                    function,
                    "at offset %s stands %s, which is no opcode"
                        .formatted(offset, code.word(offset))));
    if (opcode.length() > code.length() - offset) {
      throw unsound(
          function,
          "the code ends inside the %s at offset %s".formatted(opcode.mnemonic(), offset));
    }
    return Instruction.at(code, offset);
  }

  private void verifyPlaces(List<Instruction> instructions) {
    Code code = function.code();
    if (code.places() != instructions.size()) {
      throw unsound(
          function,
          "it has %s instructions but %s places in the source"
              .formatted(instructions.size(), code.places()));
    }
    for (int index = 0; index < instructions.size(); index++) {
      Instruction instruction = instructions.get(index);
      if (code.placeOffset(index) != instruction.offset()) {
        throw unsound(
            function,
            instruction,
            "the place in the source is for offset " + code.placeOffset(index));
      }
      int start = code.spanStart(index);
      int end = code.spanEnd(index);
      if (function.library() && end != 0) {
        throw unsound(
            function, instruction, "a function of the library has no place in the source");
      }
      if (start < 0 || end < start || end > module.source().length()) {
        throw unsound(
            function,
            instruction,
            "the place in the source, from %s to %s, is not inside its %s characters"
                .formatted(start, end, module.source().length()));
      }
    }
  }

  private void verifyImmediates(List<Instruction> instructions) {
    boolean[] begins = new boolean[function.code().length()];
    for (Instruction instruction : instructions) {
      begins[instruction.offset()] = true;
    }
    for (Instruction instruction : instructions) {
      for (Immediate kind : instruction.opcode().immediates()) {
        verifyImmediate(instruction, kind, instruction.immediate(kind), begins);
      }
    }
  }

  private void verifyImmediate(
      Instruction instruction, Immediate kind, int index, boolean[] begins) {
    switch (kind) {
      case CONSTANT -> verifyIndex(instruction, "constant", index, module.constants().size());
      case VARIABLE -> verifyIndex(instruction, "variable", index, function.variables().size());
      case HIDDEN -> verifyIndex(instruction, "hidden slot", index, function.hidden());
      case FUNCTION -> {
        verifyIndex(instruction, "function", index, module.functions().size());
        if (index == 0) {
          throw unsound(function, instruction, "nothing calls function 0, the program itself");
        }
      }
      case TEMPLATE -> {
        verifyIndex(instruction, "template", index, module.templates().size());
        boolean text = module.templates().get(index).kind() == Template.Kind.TEXT;
        if (text != (instruction.opcode() == Opcode.TEXTTEMPLATE)) {
          throw unsound(
              function,
              instruction,
              "template %s is of the kind %s"
                  .formatted(index, module.templates().get(index).kind()));
        }
      }
      case TARGET -> {
        verifyIndex(instruction, "offset", index, begins.length);
        if (!begins[index]) {
          throw unsound(
              function, instruction, "no instruction begins at its target, offset " + index);
        }
      }
    }
  }

  private void verifyIndex(Instruction instruction, String what, int index, int count) {
    if (index < 0 || index >= count) {
      throw unsound(
          function, instruction, "there is no %s %s, only %s".formatted(what, index, count));
    }
  }

  /** A broken rule at an instruction. */
  static ModuleException unsound(Function function, Instruction instruction, String rule) {
    return new ModuleException(
        ModuleError.MODULE_NOT_SOUND,
        "function %s, offset %s, %s: %s"
            .formatted(function.name(), instruction.offset(), instruction, rule));
  }

  /** A broken rule of a whole function. */
  static ModuleException unsound(Function function, String rule) {
    return new ModuleException(
        ModuleError.MODULE_NOT_SOUND, "function " + function.name() + ": " + rule);
  }
}
