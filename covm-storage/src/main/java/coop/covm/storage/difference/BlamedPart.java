package coop.covm.storage.difference;

import coop.covm.storage.log.CommitRecord;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of the newest value of a key, with those inside it, while its commit is looked for. */
final class BlamedPart {
  private final ValuePath path;
  private final Value value;

  /** In the order of the value; empty for a scalar and for what is empty itself. */
  private final List<BlamedPart> inner;

  private @Nullable CommitRecord commit;
  private boolean orEarlier;

  private BlamedPart(ValuePath path, Value value, List<BlamedPart> inner) {
    this.path = path;
    this.value = value;
    this.inner = inner;
  }

  static BlamedPart of(ValuePath path, Value value) {
    List<BlamedPart> inner = new ArrayList<>();
    if (value instanceof MapValue map) {
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        inner.add(of(path.entry(entry.getKey()), entry.getValue()));
      }
    } else if (value instanceof ListValue list) {
      for (int i = 0; i < list.size(); i++) {
        inner.add(of(path.element(i), list.get(i)));
      }
    }
    return new BlamedPart(path, value, inner);
  }

  /** Whether the commit of each part is known. */
  boolean isSettled() {
    return inner.isEmpty() ? commit != null : inner.stream().allMatch(BlamedPart::isSettled);
  }

  /** The parts whose commit is not known yet are of this one. */
  void settle(CommitRecord since, boolean possiblyEarlier) {
    if (inner.isEmpty() && commit == null) {
      commit = since;
      orEarlier = possiblyEarlier;
    }
    inner.forEach(part -> part.settle(since, possiblyEarlier));
  }

  /**
   * Compares with what stood here before.
   *
   * @param since the commit that replaced that
   */
  void compare(Value before, CommitRecord since) {
    if (Sameness.same(before, value)) {
      return;
    }
    if (value instanceof MapValue map && !inner.isEmpty() && before instanceof MapValue other) {
      compareEntries(map, other, since);
    } else if (value instanceof ListValue list
        && !inner.isEmpty()
        && before instanceof ListValue other) {
      compareElements(list, other, since);
    } else {
      settle(since, false);
    }
  }

  private void compareEntries(MapValue map, MapValue before, CommitRecord since) {
    int place = 0;
    for (String key : map.entries().keySet()) {
      BlamedPart part = inner.get(place++);
      before
          .get(key)
          .ifPresentOrElse(value -> part.compare(value, since), () -> part.settle(since, false));
    }
  }

  private void compareElements(ListValue list, ListValue before, CommitRecord since) {
    for (ListAlignment.Pair pair : ListAlignment.of(before.elements(), list.elements())) {
      if (pair.isAdded()) {
        inner.get(pair.after()).settle(since, false);
      } else if (!pair.isRemoved()) {
        inner.get(pair.after()).compare(before.get(pair.before()), since);
      }
    }
  }

  /** This part, or those inside it. */
  List<Blamed> blamed() {
    List<Blamed> found = new ArrayList<>();
    collect(found);
    return List.copyOf(found);
  }

  private void collect(List<Blamed> found) {
    if (inner.isEmpty()) {
      CommitRecord since = Objects.requireNonNull(commit);
      found.add(new Blamed(path, Optional.of(value), since, orEarlier));
    }
    inner.forEach(part -> part.collect(found));
  }
}
