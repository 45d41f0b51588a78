package coop.covm.golden;

import coop.covm.engine.Output;
import coop.covm.golden.Expectation.Kind;
import coop.covm.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Keeps the output of a run in order, as expectations write it. */
final class OutputRecorder implements Output {
  private final List<Expectation> entries = new ArrayList<>();
  private final List<String> emitted = new ArrayList<>();
  private final IntSupplier line;

  OutputRecorder() {
    this(() -> 0);
  }

  /**
   * @param line the line that is running
   */
  OutputRecorder(IntSupplier line) {
    this.line = line;
  }

  /** What came, in order, each with the line that was running. */
  List<Expectation> entries() {
    return List.copyOf(entries);
  }

  /** What was emitted, as it is. */
  List<String> emitted() {
    return List.copyOf(emitted);
  }

  @Override
  public void emit(String text) {
    emitted.add(text);
    add(Kind.EMIT, written(text));
  }

  @Override
  public void event(String category, String message) {
    add(Kind.EVENT, written(category) + " | " + written(message));
  }

  @Override
  public void rolledBack(String text) {
    add(Kind.ROLLED_BACK, written(text));
  }

  @Override
  public void rolledBackEvent(String category, String message) {
    add(Kind.ROLLED_BACK_EVENT, written(category) + " | " + written(message));
  }

  @Override
  public void dump(String text) {
    text.lines().forEach(dumped -> add(Kind.DUMP, written(dumped)));
  }

  private void add(Kind kind, String text) {
    entries.add(new Expectation(kind, line.getAsInt(), text));
  }

  /**
   * A text as it is; as a literal where it could not be read back from a comment: when it is empty,
   * holds control characters, begins or ends with a space, or begins with a quote.
   */
  static String written(String text) {
    boolean plain =
        !text.isEmpty()
            && text.equals(text.strip())
            && !text.startsWith("\"")
            && text.codePoints().noneMatch(Character::isISOControl);
    return plain ? text : StringValue.of(text).literal();
  }
}
