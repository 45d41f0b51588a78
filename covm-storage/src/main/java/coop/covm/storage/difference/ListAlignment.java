package coop.covm.storage.difference;

import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which elements of two lists face each other: the same ones, as many as keep their order, and
 * between them by their places.
 */
final class ListAlignment {
  /** More on one side are not searched for what they have in common: time grows as the product. */
  static final int MOST_ELEMENTS = 500;

  private static final int NONE = -1;

  private final List<Value> before;
  private final List<Value> after;
  private final List<Pair> pairs = new ArrayList<>();
  private int reachedBefore;
  private int reachedAfter;

  private ListAlignment(List<Value> before, List<Value> after) {
    this.before = before;
    this.after = after;
  }

  /** Indexes that face each other; one is missing where an element was added or removed. */
  record Pair(int before, int after) {
    boolean isAdded() {
      return before == NONE;
    }

    boolean isRemoved() {
      return after == NONE;
    }
  }

  /** In the order of both lists. */
  static List<Pair> of(List<Value> before, List<Value> after) {
    return new ListAlignment(before, after).pairs();
  }

  private List<Pair> pairs() {
    int shorter = Math.min(before.size(), after.size());
    int head = 0;
    while (head < shorter && Sameness.same(before.get(head), after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && Sameness.same(
            before.get(before.size() - 1 - tail), after.get(after.size() - 1 - tail))) {
      tail++;
    }
    matched(0, 0, head);
    matchBetween(head, before.size() - tail, after.size() - tail);
    matched(before.size() - tail, after.size() - tail, tail);
    return pairs;
  }

  /** Takes so many elements from there on as the same, and what lies before them by its place. */
  private void matched(int fromBefore, int fromAfter, int count) {
    while (reachedBefore < fromBefore && reachedAfter < fromAfter) {
      pairs.add(new Pair(reachedBefore++, reachedAfter++));
    }
    while (reachedBefore < fromBefore) {
      pairs.add(new Pair(reachedBefore++, NONE));
    }
    while (reachedAfter < fromAfter) {
      pairs.add(new Pair(NONE, reachedAfter++));
    }
    for (int i = 0; i < count; i++) {
      pairs.add(new Pair(reachedBefore++, reachedAfter++));
    }
  }

  private void matchBetween(int head, int endBefore, int endAfter) {
    if (endBefore - head > MOST_ELEMENTS || endAfter - head > MOST_ELEMENTS) {
      return;
    }
    Map<Stored, Integer> numbers = new HashMap<>();
    int[] rows = numbered(before.subList(head, endBefore), numbers);
    int[] columns = numbered(after.subList(head, endAfter), numbers);
    int[][] common = commonFrom(rows, columns);
    int row = 0;
    int column = 0;
    while (row < rows.length && column < columns.length) {
      if (rows[row] == columns[column]) {
        matched(head + row++, head + column++, 1);
      } else if (common[row + 1][column] >= common[row][column + 1]) {
        row++;
      } else {
        column++;
      }
    }
  }

  /** The length of the longest common subsequence of what lies from each place on. */
  private static int[][] commonFrom(int[] rows, int[] columns) {
    int[][] common = new int[rows.length + 1][columns.length + 1];
    for (int row = rows.length - 1; row >= 0; row--) {
      for (int column = columns.length - 1; column >= 0; column--) {
        common[row][column] =
            rows[row] == columns[column]
                ? common[row + 1][column + 1] + 1
                : Math.max(common[row + 1][column], common[row][column + 1]);
      }
    }
    return common;
  }

  /** The same numbers for the same elements, so that each is compared but once. */
  private static int[] numbered(List<Value> elements, Map<Stored, Integer> numbers) {
    return elements.stream()
        .mapToInt(element -> {
          int fresh = numbers.size();
          Integer known = numbers.putIfAbsent(new Stored(element), fresh);
          return known == null ? fresh : known;
        })
        .toArray();
  }

  /** A value that equals another if the two are stored as the same bytes. */
  private record Stored(Value value) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Stored stored && Sameness.same(value, stored.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode(); // which the same values share
    }
  }
}
