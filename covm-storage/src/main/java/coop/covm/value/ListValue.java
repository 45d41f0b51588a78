package coop.covm.value;

import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list. {@link #append} takes nearly constant time, so building a list element by
 * element is linear, not quadratic.
 */
public final class ListValue implements Value {
  public static final ListValue EMPTY = new ListValue(ElementTrie.<Value>of(new Value[0]), 8, 1);

  private static final long ENTRY_BYTES = 8;

  private final ElementTrie<Value> elements;
  private final long byteSize;
  private final int nesting;

  private ListValue(ElementTrie<Value> elements, long byteSize, int nesting) {
    this.elements = elements;
    this.byteSize = byteSize;
    this.nesting = nesting;
  }

  /**
   * @throws ValueException {@code NestingTooDeep} if the list would nest deeper than {@link
   *     Value#MAX_NESTING}
   */
  public static ListValue of(Collection<? extends Value> elements) {
    return of(elements.toArray(Value[]::new));
  }

  /** Like {@link #of(Collection)}. */
  public static ListValue of(Value... elements) {
    if (elements.length == 0) {
      return EMPTY;
    }
    long bytes = EMPTY.byteSize;
    int nesting = 1;
    for (Value element : elements) {
      bytes += ENTRY_BYTES + element.byteSize();
      nesting = Math.max(nesting, element.nesting() + 1);
    }
    return new ListValue(ElementTrie.of(elements), bytes, Nesting.checked(nesting));
  }

  public int size() {
    return elements.size();
  }

  /**
   * @throws IndexOutOfBoundsException if the index is not between 0 and the size, exclusive
   */
  public Value get(int index) {
    return elements.get(index);
  }

  /** The elements in order, unmodifiable. */
  public List<Value> elements() {
    return new Elements(elements);
  }

  private static final class Elements extends AbstractList<Value> implements RandomAccess {
    private final ElementTrie<Value> trie;

    Elements(ElementTrie<Value> trie) {
      this.trie = trie;
    }

    @Override
    public Value get(int index) {
      return trie.get(index);
    }

    @Override
    public int size() {
      return trie.size();
    }
  }

  /**
   * This list with one more element at its end; nearly constant time.
   *
   * @throws ValueException {@code NestingTooDeep} if the list would nest deeper than {@link
   *     Value#MAX_NESTING}
   */
  public ListValue append(Value element) {
    return new ListValue(
        elements.append(element),
        byteSize + ENTRY_BYTES + element.byteSize(),
        Nesting.checked(Math.max(nesting, element.nesting() + 1)));
  }

  /**
   * This list with another element at an index; nearly constant time, but linear if {@link
   * #putLooksThroughAll}.
   *
   * @throws IndexOutOfBoundsException if the index is not between 0 and the size, exclusive
   * @throws ValueException {@code NestingTooDeep} if the list would nest deeper than {@link
   *     Value#MAX_NESTING}
   */
  public ListValue put(int index, Value element) {
    Value old = elements.get(index);
    ElementTrie<Value> changed = elements.with(index, element);
    int nested =
        Nesting.mayFall(nesting, old, element)
            ? Nesting.of(new Elements(changed))
            : Nesting.checked(Math.max(nesting, element.nesting() + 1));
    return new ListValue(changed, byteSize - old.byteSize() + element.byteSize(), nested);
  }

  /**
   * Whether {@link #put} has to look through the list for what nests deepest: what did so gives way
   * to something that nests less. Constant time.
   *
   * @throws IndexOutOfBoundsException if the index is not between 0 and the size, exclusive
   */
  public boolean putLooksThroughAll(int index, Value element) {
    return Nesting.mayFall(nesting, elements.get(index), element);
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
        && size() == list.size()
        && elements().equals(list.elements());
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
