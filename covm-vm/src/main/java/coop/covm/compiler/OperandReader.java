package coop.covm.compiler;

import coop.covm.bytecode.NameRule;
import coop.covm.bytecode.OperandKind;
import coop.covm.bytecode.Template;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.Literals;
import coop.covm.syntax.Names;
import coop.covm.syntax.Operand;
import coop.covm.syntax.Span;
import coop.covm.value.NumberValue;
import coop.covm.value.Numbers;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads written operands by what their instruction takes. Whatever it gives nothing for, it has
 * reported.
 */
final class OperandReader {
  private final VariableTable variables;
  private final Findings findings;
  private final KeyReader keys;

  OperandReader(VariableTable variables, Findings findings) {
    this.variables = variables;
    this.findings = findings;
    this.keys = new KeyReader(findings);
  }

  /**
   * An operand that is pushed.
   *
   * @param instruction the name for messages
   * @param kind any but {@code NAME}, which is not pushed
   */
  Optional<Input> input(String instruction, OperandKind kind, Operand operand) {
    return switch (kind) {
      case KEY -> key(instruction, operand, Template.Kind.KEY);
      case PREFIX -> key(instruction, operand, Template.Kind.PREFIX);
      case ROLE -> key(instruction, operand, Template.Kind.ROLE);
      case ID -> key(instruction, operand, Template.Kind.ID);
      case TEXT -> text(instruction, operand);
      case NUMBER -> number(instruction, operand);
      case VALUE -> value(instruction, operand);
      case NAME -> throw new IllegalArgumentException("a name is not pushed");
    };
  }

  /** A name, bare or quoted, in its normal form. */
  Optional<String> name(String instruction, Operand operand) {
    String written =
        switch (operand) {
          case Operand.Word word -> word.text();
          case Operand.Text text -> text.text();
          case Operand.Literal literal -> null;
          case Operand.Template template -> null;
        };
    if (written == null) {
      findings.error(
          DiagnosticCode.OPERAND,
          "%s takes a name, not %s".formatted(instruction, kindOf(operand)),
          operand.span());
      return Optional.empty();
    }
    if (!Names.isName(written)) {
      findings.error(
          DiagnosticCode.INVALID_NAME,
          "%s is not a name: %s".formatted(Shown.quoted(written), Names.RULE),
          operand.span());
      return Optional.empty();
    }
    return Optional.of(NameRule.normal(written));
  }

  /** A literal, not an f-string: what {@code case} takes. */
  Optional<Value> literal(String instruction, Operand operand) {
    return value(instruction, operand)
        .flatMap(input -> {
          if (input instanceof Input.Constant(Value value)) {
            return Optional.of(value);
          }
          findings.error(
              DiagnosticCode.OPERAND,
              "%s takes a literal, not an f-string".formatted(instruction),
              operand.span());
          return Optional.empty();
        });
  }

  /** A key or what is made like one. */
  private Optional<Input> key(String instruction, Operand operand, Template.Kind kind) {
    return switch (operand) {
      case Operand.Word word -> literalKey(word.text(), kind, word.span());
      case Operand.Text text -> literalKey(text.text(), kind, text.span());
      case Operand.Template template -> templateKey(template, kind);
      case Operand.Literal literal ->
          wrongKind(
              "%s takes %s, not %s".formatted(instruction, KeyReader.name(kind), kindOf(literal)),
              literal.span(),
              "%s is text such as %s".formatted(KeyReader.name(kind), KeyReader.sample(kind)));
    };
  }

  private Optional<Input> templateKey(Operand.Template template, Template.Kind kind) {
    if (filled(template, kind) instanceof Input.Filled filled && filled.template().holes() == 0) {
      return literalKey(filled.template().texts().getFirst(), kind, template.span());
    }
    return keys.template(template, kind) ? Optional.of(filled(template, kind)) : Optional.empty();
  }

  private Optional<Input> literalKey(String text, Template.Kind kind, Span span) {
    return keys.literal(text, kind, span).map(OperandReader::constant);
  }

  private Optional<Input> text(String instruction, Operand operand) {
    return switch (operand) {
      case Operand.Text text -> Optional.of(constant(text.text()));
      case Operand.Template template -> Optional.of(filled(template, Template.Kind.TEXT));
      case Operand.Word word ->
          wrongKind(
              "%s takes a text in quotes, not %s".formatted(instruction, Shown.quoted(word.text())),
              word.span(),
              "write \"%s\"%s"
                  .formatted(
                      word.text(),
                      Names.isName(word.text())
                          ? ", or f\"{%s}\" for the variable".formatted(word.text())
                          : ""));
      case Operand.Literal literal ->
          wrongKind(
              "%s takes a text in quotes, not %s".formatted(instruction, kindOf(literal)),
              literal.span(),
              "write it in quotes");
    };
  }

  private Optional<Input> number(String instruction, Operand operand) {
    String expected = "a whole number or the name of a variable";
    if (!(operand instanceof Operand.Word(String word, Span span))) {
      return wrongKind(
          "%s takes %s, not %s".formatted(instruction, expected, kindOf(operand)),
          operand.span(),
          "write it without quotes");
    }
    return switch (Literals.word(word)) {
      case Literals.Valid(Value value) -> count(instruction, value, span);
      case Literals.Invalid invalid -> {
        if (Literals.isNumberLike(word)) {
          yield invalid(invalid, span);
        }
        if (Names.isName(word)) {
          yield Optional.of(new Input.Variable(variables.slot(word)));
        }
        yield wrongKind(
            "%s takes %s, not %s".formatted(instruction, expected, Shown.quoted(word)),
            span,
            Names.RULE);
      }
    };
  }

  private Optional<Input> count(String instruction, Value value, Span span) {
    if (!(value instanceof NumberValue number)) {
      return wrongKind(
          "%s takes a whole number or the name of a variable, not a %s"
              .formatted(instruction, value.type().label()),
          span,
          "write a number such as 3");
    }
    if (number.value() < 0
        || number.value() > Numbers.MAX_EXACT_INTEGER
        || !Numbers.isIntegral(number.value())) {
      findings.error(
          DiagnosticCode.INVALID_LITERAL,
          "%s takes a whole number from 0 to 2^53, not %s".formatted(instruction, value),
          span);
      return Optional.empty();
    }
    return Optional.of(new Input.Constant(value));
  }

  private Optional<Input> value(String instruction, Operand operand) {
    return switch (operand) {
      case Operand.Text text -> Optional.of(constant(text.text()));
      case Operand.Literal literal -> Optional.of(new Input.Constant(literal.value()));
      case Operand.Template template -> Optional.of(filled(template, Template.Kind.TEXT));
      case Operand.Word word ->
          switch (Literals.word(word.text())) {
            case Literals.Valid(Value value) -> Optional.of(new Input.Constant(value));
            case Literals.Invalid invalid ->
                Literals.isNumberLike(word.text())
                    ? invalid(invalid, word.span())
                    : bareWord(instruction, word, invalid);
          };
    };
  }

  private Optional<Input> bareWord(
      String instruction, Operand.Word word, Literals.Invalid invalid) {
    boolean name = instruction.equals("push") && Names.isName(word.text());
    return wrongKind(
        invalid.message(),
        word.span(),
        name && Literals.word(word.text().toLowerCase(Locale.ROOT)) instanceof Literals.Invalid
            ? "for the variable write load %s, for a text \"%s\""
                .formatted(word.text(), word.text())
            : invalid.hint().orElse("a value is a literal or an f-string"));
  }

  private Optional<Input> invalid(Literals.Invalid invalid, Span span) {
    Diagnostic error = Diagnostic.error(DiagnosticCode.INVALID_LITERAL, invalid.message(), span);
    findings.error(invalid.hint().map(error::withHint).orElse(error));
    return Optional.empty();
  }

  private Optional<Input> wrongKind(String message, Span span, String hint) {
    findings.error(DiagnosticCode.OPERAND, message, span, hint);
    return Optional.empty();
  }

  private Input filled(Operand.Template template, Template.Kind kind) {
    List<String> texts = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    String text = "";
    for (Operand.Part part : template.parts()) {
      switch (part) {
        case Operand.Part.Fixed fixed -> text += fixed.text();
        case Operand.Part.Hole hole -> {
          texts.add(text);
          slots.add(variables.slot(hole.name()));
          text = "";
        }
      }
    }
    texts.add(text);
    return slots.isEmpty() && kind == Template.Kind.TEXT
        ? constant(text)
        : new Input.Filled(new Template(kind, texts), slots);
  }

  private static Input constant(String text) {
    return new Input.Constant(StringValue.of(text));
  }

  private static String kindOf(Operand operand) {
    return switch (operand) {
      case Operand.Word word -> Shown.quoted(word.text());
      case Operand.Text text -> "a text in quotes";
      case Operand.Literal literal -> "a " + literal.value().type().label();
      case Operand.Template template -> "an f-string";
    };
  }
}
