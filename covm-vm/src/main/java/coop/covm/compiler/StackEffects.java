package coop.covm.compiler;

import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.OperandKind;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Span;

/**
 * What instructions do to the stack, with an eye on how their results were made: warns where a key
 * is popped that was put together by hand.
 */
final class StackEffects {
  private final VariableMakings variables;
  private final Findings findings;

  StackEffects(VariableMakings variables, Findings findings) {
    this.variables = variables;
    this.findings = findings;
  }

  Stack push(Step.Push push, Stack stack) {
    Span span = push.span();
    return stack.push(span, making(push.input(), span));
  }

  private Making making(Input input, Span span) {
    return new Making(
        switch (input) {
          case Input.Constant constant -> Making.Kind.LITERAL;
          case Input.Variable variable -> Making.Kind.OTHER;
          case Input.Filled filled ->
              filled.slots().stream().allMatch(this::isSegment)
                  ? Making.Kind.SEGMENT
                  : Making.Kind.BUILT;
        },
        span);
  }

  private boolean isSegment(int slot) {
    Making making = variables.get(slot);
    return making != null && making.kind() == Making.Kind.SEGMENT;
  }

  /** The stack behind an instruction that finds all that it needs. */
  Stack act(Step.Act act, Stack stack) {
    act.poppedKey().ifPresent(above -> checkKey(act, stack, above));
    Span span = act.span();
    Place top = stack.top(span);
    return switch (act.opcode()) {
      case DUP -> stack.push(span, top.making());
      case SWAP -> {
        Stack rest = stack.pop();
        Place second = rest.top(span);
        yield rest.pop().push(top).push(second);
      }
      case OVER -> stack.push(span, stack.pop().top(span).making());
      case ROT -> {
        Stack two = stack.pop();
        Stack one = two.pop();
        Place second = two.top(span);
        Place third = one.top(span);
        yield one.pop().push(second).push(top).push(third);
      }
      case ADD -> {
        Stack rest = stack.pop();
        Making joined = rest.top(span).making().joinedWith(top.making(), span);
        yield rest.pop().push(span, joined);
      }
      case TOSTRING, LOWER, UPPER, TRIM -> stack.pop().push(span, top.making());
      case SEGMENT -> stack.pop().push(span, new Making(Making.Kind.SEGMENT, span));
      case LOAD -> {
        Making known = variables.get(act.slot().orElseThrow());
        yield known == null ? stack.push(span, 1) : stack.push(span, known);
      }
      case STORE -> {
        variables.set(act.slot().orElseThrow(), top.making());
        yield stack.pop();
      }
      // They put back what they look at.
      case ASSERTTOP -> stack.pop(act.takes() - 1);
      default -> stack.pop(act.takes()).push(span, act.opcode().pushes());
    };
  }

  private void checkKey(Step.Act act, Stack stack, int above) {
    Making making = stack.pop(above).top(act.span()).making();
    boolean role = act.opcode().operands().contains(OperandKind.ROLE);
    // A segment may hold a colon, which makes another role of it.
    if (making.kind() != Making.Kind.BUILT && !(role && making.kind() == Making.Kind.SEGMENT)) {
      return;
    }
    String what = role ? "role" : act.opcode() == Opcode.LISTKEYS ? "prefix" : "key";
    findings.warning(
        Diagnostic.warning(
                DiagnosticCode.HAND_BUILT_KEY,
                "the %s that %s pops was put together at line %s, so its parts are not checked one by one"
                    .formatted(what, act.name(), findings.line(making.place())),
                act.span())
            .withHint(
                role
                    ? "write it as the operand, as in %s f\"org/{name}:treasurer\""
                        .formatted(act.name())
                    : "write it as the operand, as in %s f\"org/{name}/...\", or take each part through segment"
                        .formatted(act.name()))
            .withRelated("put together here", making.place()));
  }
}
