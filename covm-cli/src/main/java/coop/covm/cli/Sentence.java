package coop.covm.cli;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Immediate;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.OperandKind;
import coop.covm.engine.TracePoint;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one instruction did, in words and with the values that it met: caught before it runs, told
 * when it has. The words are those of the opcode table.
 */
final class Sentence {
  private final Instruction instruction;
  private final Opcode opcode;
  private final Function function;
  private final int depth;
  private final long committedChanges;

  /** The values that it pops, its operands included, top last. */
  private final List<Value> values;

  private Sentence(TracePoint before) {
    this.instruction = before.instruction();
    this.opcode = instruction.opcode();
    this.function = before.function();
    this.depth = before.depth();
    this.committedChanges = before.committedChanges();
    this.values = before.top(opcode.pops());
  }

  /** Catches what the instruction that comes next will meet. */
  static Sentence before(TracePoint point) {
    return new Sentence(point);
  }

  Opcode opcode() {
    return opcode;
  }

  /** Tells what it did; without a full stop. */
  String after(TracePoint point) {
    boolean elsewhere = point.offset() != instruction.next();
    return opcode.phrase().filled(elsewhere, place -> text(place, point))
        + consequence(point)
        + (point.committedChanges() > committedChanges
            ? ", committed as revision %s".formatted(point.revision())
            : "");
  }

  private String consequence(TracePoint after) {
    return switch (opcode) {
      case CALL -> arguments(after);
      case RETURN -> results(after);
      case EMIT, EMITEVENT ->
          after.inTransaction() ? ", to be shown when the transaction has committed" : "";
      default -> "";
    };
  }

  /** The arguments are the first variables of the frame that the call has made. */
  private static String arguments(TracePoint after) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < after.function().parameters(); i++) {
      String name = after.function().variables().get(i);
      after.variable(i).ifPresent(value -> arguments.add(name + " = " + BriefValue.of(value)));
    }
    return arguments.isEmpty() ? "" : " with " + String.join(", ", arguments);
  }

  private String results(TracePoint after) {
    if (depth == 0 || function.results() == 0) {
      return "";
    }
    return " and leaves "
        + after.top(Math.min(function.results(), BriefValue.SHOWN_VALUES)).stream()
            .map(BriefValue::of)
            .collect(Collectors.joining(", "));
  }

  private String text(String place, TracePoint after) {
    return switch (place) {
      case "result" -> BriefValue.of(after.top(1).getFirst());
      case "variable" -> function.variables().get(immediate(Immediate.VARIABLE));
      case "stored" ->
          after.variable(immediate(Immediate.VARIABLE)).map(BriefValue::of).orElse("nothing");
      case "constant" ->
          BriefValue.of(after.module().constants().get(immediate(Immediate.CONSTANT)));
      case "function" -> functionName(after);
      case "target" -> target(after);
      default -> Character.isDigit(place.charAt(0)) ? operand(place, after) : named(place, after);
    };
  }

  private int immediate(Immediate kind) {
    return instruction.immediate(kind);
  }

  private String functionName(TracePoint after) {
    if (opcode == Opcode.CALL) {
      return after.module().functions().get(immediate(Immediate.FUNCTION)).name();
    }
    return depth == 0 ? "the program" : function.name();
  }

  /** The line where it goes on; the end has none of its own. */
  private static String target(TracePoint after) {
    return after.instruction().opcode() == Opcode.RETURN ? "the end" : "line " + after.line();
  }

  private String operand(String place, TracePoint after) {
    int index = Integer.parseInt(place) - 1;
    OperandKind kind = opcode.operands().get(index);
    Value value = values.get(values.size() - opcode.operands().size() + index);
    return switch (kind) {
      case KEY -> key(value, after);
      case PREFIX -> prefix(value, after);
      case NAME, TEXT, ROLE, ID, NUMBER, VALUE -> BriefValue.of(value);
    };
  }

  /** The value that the stack effect names so. */
  private String named(String place, TracePoint after) {
    int index = Arrays.asList(opcode.effect().split(" ", -1)).indexOf(place);
    Value value = values.get(index);
    boolean ofStore = place.equals("key") && opcode.reachesStore();
    return ofStore ? key(value, after) : BriefValue.of(value);
  }

  private static String key(Value value, TracePoint after) {
    return value instanceof StringValue text
        ? after.scope().key(text.value()).toString()
        : BriefValue.of(value);
  }

  private static String prefix(Value value, TracePoint after) {
    return value instanceof StringValue text
        ? after.scope().prefix(text.value()).toString()
        : BriefValue.of(value);
  }
}
