package coop.covm.storage.difference;

import coop.covm.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where in a value something lies: steps from the outside in; none for the value itself.
 *
 * @param steps unmodifiable
 */
public record ValuePath(List<Step> steps) {
  /** The value itself. */
  public static final ValuePath ROOT = new ValuePath(List.of());

  public ValuePath {
    steps = List.copyOf(steps);
  }

  /** One step further in. */
  public sealed interface Step {}

  /** To the entry of a map. */
  public record Entry(String key) implements Step {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]*");

    /** {@code .name}, or with quotes as a literal where that could be misread: {@code ["a b"]}. */
    @Override
    public String toString() {
      return WORD.matcher(key).matches() ? "." + key : "[" + StringValue.of(key).literal() + "]";
    }
  }

  /** To the element of a list, counted from 0. */
  public record Element(int index) implements Step {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  ValuePath entry(String key) {
    return and(new Entry(key));
  }

  ValuePath element(int index) {
    return and(new Element(index));
  }

  private ValuePath and(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new ValuePath(longer);
  }

  /** Such as {@code .members[3].name}; empty for the value itself. */
  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining());
  }
}
