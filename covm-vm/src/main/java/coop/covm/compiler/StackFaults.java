package coop.covm.compiler;

import coop.covm.bytecode.ModuleLimits;
import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Span;
import java.util.Optional;

/** Says what breaks the discipline of the stack, where, and which values are concerned. */
final class StackFaults {
  private final Findings findings;

  StackFaults(Findings findings) {
    this.findings = findings;
  }

  void underflow(Span span, String name, int needs, Stack stack) {
    findings.error(withTop(missing(span, name, needs, stack), stack));
  }

  void underflow(Step.Act act, Stack stack) {
    Diagnostic error = missing(act.span(), act.name(), act.needs(), stack);
    Optional<Opcode> popping =
        Opcode.of(act.name())
            .filter(opcode -> act.inputs().isEmpty() && act.slot().isEmpty())
            .filter(opcode -> !opcode.operands().isEmpty() && opcode != Opcode.EMIT);
    findings.error(
        withTop(
            popping
                .map(opcode ->
                    error.withHint(
                        "without operands it pops them too; written: " + Vocabulary.form(opcode)))
                .orElse(error),
            stack));
  }

  private static Diagnostic missing(Span span, String name, int needs, Stack stack) {
    return Diagnostic.error(
        DiagnosticCode.STACK_UNDERFLOW,
        "%s takes %s and %s on the stack here".formatted(name, Shown.values(needs), there(stack)),
        span);
  }

  void arguments(Span span, FunctionBody function, Stack stack) {
    Diagnostic error =
        Diagnostic.error(
            DiagnosticCode.ARGUMENT_COUNT,
            "%s has %s and %s on the stack here"
                .formatted(
                    Shown.quoted(function.name()),
                    function.parameters() == 1
                        ? "1 parameter"
                        : function.parameters() + " parameters",
                    there(stack)),
            span);
    String remedy = "push the arguments before the call, the first one first";
    findings.error(
        withTop(
            function.library()
                ? error.withHint("%s: %s".formatted(remedy, signature(function)))
                : error
                    .withHint(remedy)
                    .withRelated("the function is defined here", function.place()),
            stack));
  }

  private static String signature(FunctionBody function) {
    return "%s(%s)"
        .formatted(
            function.name(),
            String.join(", ", function.variables().subList(0, function.parameters())));
  }

  void tooHigh(Span span, int height) {
    findings.error(
        DiagnosticCode.PROGRAM_TOO_LARGE,
        "the stack would hold %s values here; a frame holds %s at most"
            .formatted(height, ModuleLimits.STACK),
        span,
        "keep many values in a list");
  }

  private static String there(Stack stack) {
    return switch (stack.height()) {
      case 0 -> "none is";
      case 1 -> "1 is";
      default -> stack.height() + " are";
    };
  }

  private static Diagnostic withTop(Diagnostic error, Stack stack) {
    return stack.height() == 0
        ? error
        : error.withRelated("the top value comes from here", stack.top(error.span()).origin());
  }

  /**
   * @param place the branch that differs
   * @param first the branch that it is measured by, which is {@code otherPlace}
   */
  void branches(Span place, Stack branch, Span otherPlace, Stack first) {
    findings.error(
        differing(
            Diagnostic.error(
                DiagnosticCode.STACK_BRANCHES,
                "this branch leaves %s than the one at line %s%s"
                    .formatted(
                        difference(branch, first),
                        findings.line(otherPlace),
                        comesFrom(place, branch, first)),
                place),
            branch,
            first,
            otherPlace));
  }

  /**
   * @param missing {@code else:} or {@code default:}
   */
  void withoutOtherwise(Span place, Stack branch, Span header, Stack before, String missing) {
    findings.error(
        differing(
            Diagnostic.error(
                    DiagnosticCode.STACK_BRANCHES,
                    "this branch leaves %s than it found%s"
                        .formatted(difference(branch, before), comesFrom(place, branch, before)),
                    place)
                .withHint(
                    "without %s every branch leaves the stack as high as it was"
                        .formatted(missing)),
            branch,
            before,
            header));
  }

  void loopBody(Span place, Stack end, Span header, Stack before) {
    findings.error(
        differing(
            Diagnostic.error(
                    DiagnosticCode.STACK_LOOP,
                    "the body of the loop at line %s leaves %s than it found%s"
                        .formatted(
                            findings.line(header),
                            difference(end, before),
                            comesFrom(place, end, before)),
                    place)
                .withHint("a body may use and replace values, and leaves as many as it found"),
            end,
            before,
            header));
  }

  /**
   * @param word {@code break} or {@code continue}
   */
  void jump(Span place, String word, Stack end, Span header, Stack before) {
    findings.error(
        differing(
            Diagnostic.error(
                DiagnosticCode.STACK_LOOP,
                "%s leaves %s than the loop at line %s began with%s"
                    .formatted(
                        word,
                        difference(end, before),
                        findings.line(header),
                        comesFrom(place, end, before)),
                place),
            end,
            before,
            header));
  }

  /**
   * @param word {@code condition:} or {@code value:}
   */
  void lead(Span place, String word, Stack end, Span header, Stack before) {
    int left = end.height() - before.height();
    Diagnostic error =
        Diagnostic.error(
            DiagnosticCode.STACK_CONDITION,
            left < 0
                ? "the %s block takes %s away; it leaves exactly one"
                    .formatted(word, Shown.values(-left))
                : "the %s block leaves %s; it leaves exactly one"
                    .formatted(word, left == 0 ? "no value" : Shown.values(left)),
            place);
    findings.error(
        left > 1
            ? error.withRelated("the surplus value comes from here", surplus(end, left - 2, error))
            : error.withRelated("the block belongs here", header));
  }

  void stated(Span place, FunctionBody function, int results, Stack end) {
    Diagnostic error =
        Diagnostic.error(
                DiagnosticCode.STACK_RETURN,
                "%s states that it returns %s, and here %s on its stack"
                    .formatted(Shown.quoted(function.name()), Shown.values(results), there(end)),
                place)
            .withRelated("stated here", function.place());
    findings.error(withSurplus(error, end, end.height() - results));
  }

  void returns(Span place, FunctionBody function, int results, Span other, Stack end) {
    int more = end.height() - results;
    Diagnostic error =
        Diagnostic.error(
                DiagnosticCode.STACK_RETURN,
                "this path of %s returns %s and the one at line %s returns %s"
                    .formatted(
                        Shown.quoted(function.name()),
                        Shown.values(end.height()),
                        findings.line(other),
                        results),
                place)
            .withRelated("the other path returns here", other);
    findings.error(withSurplus(error, end, more));
  }

  private static Diagnostic withSurplus(Diagnostic error, Stack end, int more) {
    return more <= 0
        ? error
        : error.withRelated("the surplus value comes from here", surplus(end, more - 1, error));
  }

  private static Span surplus(Stack stack, int above, Diagnostic error) {
    return stack.pop(above).top(error.span()).origin();
  }

  private static String difference(Stack stack, Stack measure) {
    int more = stack.height() - measure.height();
    String count = Shown.values(Math.abs(more));
    return more > 0 ? count.replace(" ", " more ") : count + " fewer";
  }

  /** Where the lowest value comes from that one of the two has and the other has not. */
  private String comesFrom(Span place, Stack stack, Stack measure) {
    int more = stack.height() - measure.height();
    int line = findings.line(odd(place, stack, measure));
    if (more > 0) {
      return "; %s from line %s".formatted(more == 1 ? "it comes" : "the first comes", line);
    }
    return "; %s comes from line %s"
        .formatted(more == -1 ? "the missing one" : "the first missing one", line);
  }

  /** The origin of that value; the place itself where it lies below what is known. */
  private static Span odd(Span place, Stack stack, Stack measure) {
    boolean surplus = stack.height() > measure.height();
    Stack higher = surplus ? stack : measure;
    int above = Math.abs(stack.height() - measure.height()) - 1;
    return higher.pop(above).top(place).origin();
  }

  private static Diagnostic differing(Diagnostic error, Stack stack, Stack measure, Span other) {
    boolean surplus = stack.height() > measure.height();
    return error
        .withRelated("compared with this", other)
        .withRelated(
            surplus ? "the surplus value comes from here" : "the missing value comes from here",
            odd(error.span(), stack, measure));
  }
}
