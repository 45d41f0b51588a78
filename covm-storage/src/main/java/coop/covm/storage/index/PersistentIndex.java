package coop.covm.storage.index;

import coop.covm.storage.log.CommitIndex;
import coop.covm.storage.spi.BackendSnapshot.Order;
import coop.covm.storage.spi.Compaction;
import coop.covm.storage.spi.KeyRange;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map of bytes that never changes: {@link #put} gives a new map that shares all but one
 * path with the old one. So a snapshot is a reference, and stays what it was. An AVL tree
 * (Adelson-Velsky and Landis, 1962), its paths copied (Driscoll and others, "Making data structures
 * persistent", 1989).
 */
public final class PersistentIndex {
  public static final PersistentIndex EMPTY = new PersistentIndex(null);

  private final @Nullable Node root;

  private PersistentIndex(@Nullable Node root) {
    this.root = root;
  }

  /**
   * The map of these entries, in linear time.
   *
   * @param keys strictly ascending by unsigned bytes
   * @param values as many as keys
   */
  public static PersistentIndex ofSorted(List<byte[]> keys, List<byte[]> values) {
    for (int i = 1; i < keys.size(); i++) {
      if (Arrays.compareUnsigned(keys.get(i - 1), keys.get(i)) >= 0) {
        throw new IllegalArgumentException("the keys do not ascend");
      }
    }
    return new PersistentIndex(middleFirst(keys, values, 0, keys.size()));
  }

  private static @Nullable Node middleFirst(
      List<byte[]> keys, List<byte[]> values, int from, int to) {
    if (from == to) {
      return null;
    }
    int middle = (from + to) >>> 1;
    return new Node(
        keys.get(middle),
        values.get(middle),
        middleFirst(keys, values, from, middle),
        middleFirst(keys, values, middle + 1, to));
  }

  /** This map with one entry more, or another value for its key. */
  public PersistentIndex put(byte[] key, byte[] value) {
    return new PersistentIndex(put(root, key, value));
  }

  /** This map without an entry of the key. */
  public PersistentIndex remove(byte[] key) {
    return new PersistentIndex(remove(root, key));
  }

  /** This index with an entry replaced, if it is still what it was. */
  public PersistentIndex replace(Compaction.Replacement replacement) {
    CommitIndex.Entry entry = replacement.entry();
    return get(entry.key()).filter(replacement::replaces).isPresent()
        ? put(entry.key(), entry.value())
        : this;
  }

  public Optional<byte[]> get(byte[] key) {
    Node node = root;
    while (node != null) {
      int order = Arrays.compareUnsigned(key, node.key);
      if (order == 0) {
        return Optional.of(node.value);
      }
      node = order < 0 ? node.left : node.right;
    }
    return Optional.empty();
  }

  /** The entries in the range, each step in amortised constant time. */
  public Walk scan(KeyRange range, Order order) {
    return new Walk(root, range, order);
  }

  private static Node put(@Nullable Node node, byte[] key, byte[] value) {
    if (node == null) {
      return new Node(key, value, null, null);
    }
    int order = Arrays.compareUnsigned(key, node.key);
    if (order == 0) {
      return new Node(key, value, node.left, node.right);
    }
    return order < 0
        ? balanced(node, put(node.left, key, value), node.right)
        : balanced(node, node.left, put(node.right, key, value));
  }

  private static @Nullable Node remove(@Nullable Node node, byte[] key) {
    if (node == null) {
      return null;
    }
    int order = Arrays.compareUnsigned(key, node.key);
    if (order < 0) {
      return balanced(node, remove(node.left, key), node.right);
    }
    if (order > 0) {
      return balanced(node, node.left, remove(node.right, key));
    }
    if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    }
    Node next = node.right;
    while (next.left != null) {
      next = next.left;
    }
    return balanced(next, node.left, remove(node.right, next.key));
  }

  /** A node with the entry of {@code entry} over two trees whose heights differ by 2 at most. */
  private static Node balanced(Node entry, @Nullable Node left, @Nullable Node right) {
    int lean = height(left) - height(right);
    if (left != null && lean > 1) {
      if (left.right != null && height(left.left) < height(left.right)) {
        Node middle = left.right;
        return node(middle, node(left, left.left, middle.left), node(entry, middle.right, right));
      }
      return node(left, left.left, node(entry, left.right, right));
    }
    if (right != null && lean < -1) {
      if (right.left != null && height(right.right) < height(right.left)) {
        Node middle = right.left;
        return node(middle, node(entry, left, middle.left), node(right, middle.right, right.right));
      }
      return node(right, node(entry, left, right.left), right.right);
    }
    return node(entry, left, right);
  }

  private static Node node(Node entry, @Nullable Node left, @Nullable Node right) {
    return new Node(entry.key, entry.value, left, right);
  }

  private static int height(@Nullable Node node) {
    return node == null ? 0 : node.height;
  }

  private static final class Node {
    final byte[] key;
    final byte[] value;
    final @Nullable Node left;
    final @Nullable Node right;
    final int height;

    Node(byte[] key, byte[] value, @Nullable Node left, @Nullable Node right) {
      this.key = key;
      this.value = value;
      this.left = left;
      this.right = right;
      this.height = 1 + Math.max(height(left), height(right));
    }
  }

  /** A way through the entries of a range in order. */
  public static final class Walk {
    private final KeyRange range;
    private final boolean ascending;

    /** The nodes still to come whose other side has been dealt with; the next one on top. */
    private final Deque<Node> path = new ArrayDeque<>();

    private @Nullable Node current;

    private Walk(@Nullable Node root, KeyRange range, Order order) {
      this.range = range;
      this.ascending = order == Order.ASCENDING;
      for (Node node = root; node != null; ) {
        if (ascending ? isBelow(node.key) : isAbove(node.key)) {
          node = ascending ? node.right : node.left;
        } else {
          path.push(node);
          node = ascending ? node.left : node.right;
        }
      }
    }

    /** Moves to the next entry; false at the end, and from then on. */
    public boolean next() {
      Node node = path.poll();
      if (node == null || !range.contains(node.key)) {
        path.clear();
        current = null;
        return false;
      }
      current = node;
      for (Node child = ascending ? node.right : node.left; child != null; ) {
        path.push(child);
        child = ascending ? child.left : child.right;
      }
      return true;
    }

    /** The key of the entry it stands on. */
    public byte[] key() {
      return entry().key;
    }

    /** The value of the entry it stands on. */
    public byte[] value() {
      return entry().value;
    }

    private Node entry() {
      if (current == null) {
        throw new IllegalStateException("the cursor stands on no entry");
      }
      return current;
    }

    private boolean isBelow(byte[] key) {
      return Arrays.compareUnsigned(key, range.from()) < 0;
    }

    private boolean isAbove(byte[] key) {
      return range.to().map(end -> Arrays.compareUnsigned(key, end) >= 0).orElse(false);
    }
  }
}
