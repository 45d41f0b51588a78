package coop.covm.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list. A list made by {@link #append} may share its elements with the one that it was
 * made from, as long as nobody else appended to that one before: so building a list element by
 * element is linear, not quadratic.
 */
public final class ListValue implements Value {
  public static final ListValue EMPTY = new ListValue(new Value[0], 0, new AtomicInteger(), 8, 1);

  private static final long ENTRY_BYTES = 8;

  /**
   * Only the first {@code size} belong to this list; those behind belong to lists that were
   * appended to it.
   */
  private final Value[] elements;

  private final int size;

  /** How many places of the shared array are taken, by whichever list. */
  private final AtomicInteger taken;

  private final long byteSize;
  private final int nesting;

  private ListValue(Value[] elements, int size, AtomicInteger taken, long byteSize, int nesting) {
    this.elements = elements;
    this.size = size;
    this.taken = taken;
    this.byteSize = byteSize;
    this.nesting = nesting;
  }

  /**
   * @throws ValueException {@code NestingTooDeep} if the list would nest deeper than {@link
   *     Value#MAX_NESTING}
   */
  public static ListValue of(Collection<? extends Value> elements) {
    return owning(elements.toArray(Value[]::new));
  }

  /** Like {@link #of(Collection)}. */
  public static ListValue of(Value... elements) {
    return owning(elements.clone());
  }

  private static ListValue owning(Value[] elements) {
    if (elements.length == 0) {
      return EMPTY;
    }
    long bytes = EMPTY.byteSize;
    int nesting = 1;
    for (Value element : elements) {
      bytes += ENTRY_BYTES + element.byteSize();
      nesting = Math.max(nesting, element.nesting() + 1);
    }
    return new ListValue(
        elements,
        elements.length,
        new AtomicInteger(elements.length),
        bytes,
        Nesting.checked(nesting));
  }

  public int size() {
    return size;
  }

  /**
   * @throws IndexOutOfBoundsException if the index is not between 0 and the size, exclusive
   */
  public Value get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return elements[index];
  }

  /** The elements in order, unmodifiable. */
  public List<Value> elements() {
    return Collections.unmodifiableList(Arrays.asList(elements).subList(0, size));
  }

  /**
   * This list with one more element at its end; amortised constant time.
   *
   * @throws ValueException {@code NestingTooDeep} if the list would nest deeper than {@link
   *     Value#MAX_NESTING}
   */
  public ListValue append(Value element) {
    int newNesting = Nesting.checked(Math.max(nesting, element.nesting() + 1));
    long newBytes = byteSize + ENTRY_BYTES + element.byteSize();
    if (size < elements.length && taken.compareAndSet(size, size + 1)) {
      elements[size] = element;
      return new ListValue(elements, size + 1, taken, newBytes, newNesting);
    }
    Value[] grown = Arrays.copyOf(elements, Math.max(8, size + (size >> 1) + 1));
    Arrays.fill(grown, size, Math.min(elements.length, grown.length), null);
    grown[size] = element;
    return new ListValue(grown, size + 1, new AtomicInteger(size + 1), newBytes, newNesting);
  }

  @Override
  public ValueType type() {
    return ValueType.LIST;
  }

  @Override
  public long byteSize() {
    return byteSize;
  }

  @Override
  public int nesting() {
    return nesting;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ListValue list
        && Arrays.equals(elements, 0, size, list.elements, 0, list.size);
  }

  @Override
  public int hashCode() {
    return elements().hashCode();
  }

  @Override
  public String toString() {
    return LiteralText.of(this);
  }
}
