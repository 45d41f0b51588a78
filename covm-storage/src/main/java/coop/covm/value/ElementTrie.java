package coop.covm.value;

import java.util.Arrays;
import java.util.Objects;

/**
 * A persistent vector: appending copies at most 32 elements and one path, from whatever version,
 * and no version keeps elements of a later one. So what appending costs and what a list holds do
 * not depend on who else appended to it before.
 *
 * <p>Source: Rich Hickey's PersistentVector of Clojure, after Phil Bagwell, "Ideal Hash Trees",
 * 2001: a trie of width 32 whose last, growing leaf is kept outside.
 */
final class ElementTrie<E> {
  private static final int BITS = 5;
  private static final int WIDTH = 1 << BITS;
  private static final int MASK = WIDTH - 1;

  private final int size;

  /**
   * How far an index is shifted for its place in the root; the children of a root at 5 are leaves.
   */
  private final int shift;

  private final Object[] root;
  private final Object[] tail;

  private ElementTrie(int size, int shift, Object[] root, Object[] tail) {
    this.size = size;
    this.shift = shift;
    this.root = root;
    this.tail = tail;
  }

  /** A trie of these elements, which are copied; linear time. */
  static <E> ElementTrie<E> of(E[] elements) {
    int leaves = elements.length == 0 ? 0 : (elements.length - 1) / WIDTH;
    Object[] nodes = new Object[leaves];
    for (int i = 0; i < leaves; i++) {
      nodes[i] = Arrays.copyOfRange(elements, i * WIDTH, (i + 1) * WIDTH, Object[].class);
    }
    int shift = BITS;
    for (; nodes.length > WIDTH; shift += BITS) {
      Object[] parents = new Object[(nodes.length + WIDTH - 1) / WIDTH];
      for (int i = 0; i < parents.length; i++) {
        parents[i] = Arrays.copyOfRange(nodes, i * WIDTH, Math.min(nodes.length, (i + 1) * WIDTH));
      }
      nodes = parents;
    }
    Object[] tail = Arrays.copyOfRange(elements, leaves * WIDTH, elements.length, Object[].class);
    return new ElementTrie<>(elements.length, shift, nodes, tail);
  }

  int size() {
    return size;
  }

  /**
   * @throws IndexOutOfBoundsException if the index is not between 0 and the size, exclusive
   */
  E get(int index) {
    Objects.checkIndex(index, size);
    if (index >= size - tail.length) {
      return element(tail, index);
    }
    Object[] node = root;
    for (int level = shift; level > 0; level -= BITS) {
      node = (Object[]) node[(index >>> level) & MASK];
    }
    return element(node, index);
  }

  @SuppressWarnings("unchecked") // nothing else is put there
  private E element(Object[] leaf, int index) {
    return (E) leaf[index & MASK];
  }

  /**
   * The same with another element at an index: copies at most 32 elements and one path.
   *
   * @throws IndexOutOfBoundsException if the index is not between 0 and the size, exclusive
   */
  ElementTrie<E> with(int index, E element) {
    Objects.checkIndex(index, size);
    return index >= size - tail.length
        ? new ElementTrie<>(size, shift, root, with(tail, index & MASK, element))
        : new ElementTrie<>(size, shift, with(shift, root, index, element), tail);
  }

  private static Object[] with(int level, Object[] node, int index, Object element) {
    int place = (index >>> level) & MASK;
    return with(
        node,
        place,
        level == 0 ? element : with(level - BITS, (Object[]) node[place], index, element));
  }

  private static Object[] with(Object[] node, int place, Object child) {
    Object[] copy = node.clone();
    copy[place] = child;
    return copy;
  }

  ElementTrie<E> append(E element) {
    if (tail.length < WIDTH) {
      Object[] longer = Arrays.copyOf(tail, tail.length + 1);
      longer[tail.length] = element;
      return new ElementTrie<>(size + 1, shift, root, longer);
    }
    Object[] fresh = {element};
    // The root is full when the elements without the tail fill all below it.
    return (size >>> BITS) > (1 << shift)
        ? new ElementTrie<>(size + 1, shift + BITS, new Object[] {root, path(shift)}, fresh)
        : new ElementTrie<>(size + 1, shift, withTail(shift, root), fresh);
  }

  /** The node with the tail as one more leaf below it. */
  private Object[] withTail(int level, Object[] node) {
    int place = ((size - 1) >>> level) & MASK;
    Object[] copy = Arrays.copyOf(node, Math.max(node.length, place + 1));
    if (level == BITS) {
      copy[place] = tail;
    } else {
      copy[place] =
          place < node.length ? withTail(level - BITS, (Object[]) node[place]) : path(level - BITS);
    }
    return copy;
  }

  /** Nodes of one child each, down to the tail. */
  private Object[] path(int level) {
    return level == 0 ? tail : new Object[] {path(level - BITS)};
  }
}
