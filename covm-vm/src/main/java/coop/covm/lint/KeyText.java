package coop.covm.lint;

import coop.covm.bytecode.NameRule;
import coop.covm.syntax.Operand;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A storage key as a program writes it. Two that are equal are the same key as long as none of the
 * variables has changed.
 *
 * @param text what distinguishes it from others
 * @param variables those that it depends on
 */
record KeyText(String text, Set<String> variables) {
  /** Stands where no text of a program can hold it. */
  private static final char HOLE = '\uFFFF';

  KeyText {
    variables = Set.copyOf(variables);
  }

  /** Whether it is the same key everywhere in the program. */
  boolean isFixed() {
    return variables.isEmpty();
  }

  /** The key that an operand is; nothing if it can be none. */
  static Optional<KeyText> of(Operand operand) {
    return switch (operand) {
      case Operand.Word word -> Optional.of(new KeyText(word.text(), Set.of()));
      case Operand.Text text -> Optional.of(new KeyText(text.text(), Set.of()));
      case Operand.Template template -> Optional.of(filled(template));
      case Operand.Literal _ -> Optional.empty();
    };
  }

  /** The key that is in a variable. */
  static KeyText in(String variable) {
    return new KeyText(hole(variable), Set.of(variable));
  }

  private static KeyText filled(Operand.Template template) {
    StringBuilder text = new StringBuilder();
    Set<String> variables = new TreeSet<>();
    for (Operand.Part part : template.parts()) {
      switch (part) {
        case Operand.Part.Fixed fixed -> text.append(fixed.text());
        case Operand.Part.Hole hole -> {
          String name = NameRule.normal(hole.name());
          text.append(hole(name));
          variables.add(name);
        }
      }
    }
    return new KeyText(text.toString(), variables);
  }

  private static String hole(String name) {
    return HOLE + name + HOLE;
  }
}
