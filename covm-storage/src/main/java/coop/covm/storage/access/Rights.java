package coop.covm.storage.access;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the rules come to for one principal. The rule of the longest namespace wins; at the same
 * namespace one about the member before one about a role before one about everyone; then a denial.
 * Where no rule says anything, it is denied. Immutable.
 *
 * <p>Namespaces stand in the order of their texts with a {@code /} behind. All that begins with one
 * of them then stands right behind it, so the longest that a key lies at is found by one binary
 * search and a climb from the place found.
 */
public final class Rights {
  /** So many are looked at one by one. */
  private static final int FEW_PLACES = 8;

  private final String[] places;
  private final int[] parents;
  private final List<Map<Action, Decision>> decisions;

  private Rights(String[] places, int[] parents, List<Map<Action, Decision>> decisions) {
    this.places = places;
    this.parents = parents;
    this.decisions = decisions;
  }

  /**
   * @param rules those about the principal, its roles and everyone, in any order
   */
  static Rights of(Collection<AccessRule> rules) {
    TreeMap<String, List<AccessRule>> byPlace = new TreeMap<>();
    byPlace.put("", new ArrayList<>());
    for (AccessRule rule : rules) {
      String place = rule.namespace().map(namespace -> namespace + "/").orElse("");
      byPlace.computeIfAbsent(place, _ -> new ArrayList<>()).add(rule);
    }
    String[] places = byPlace.keySet().toArray(String[]::new);
    int[] parents = new int[places.length];
    List<Map<Action, Decision>> decisions = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      parents[i] = i == 0 ? -1 : climb(places, parents, i - 1, places[i]);
      List<AccessRule> here = byPlace.getOrDefault(places[i], List.of());
      decisions.add(decisions(here, i == 0 ? null : decisions.get(parents[i])));
    }
    return new Rights(places, parents, decisions);
  }

  private static Map<Action, Decision> decisions(
      List<AccessRule> rules, @Nullable Map<Action, Decision> above) {
    Map<Action, Decision> decisions = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      Decision inherited = above == null ? Decision.NO_RULE : decision(above, action);
      decisions.put(
          action,
          rules.stream()
              .filter(rule -> rule.action() == action)
              .max(
                  Comparator.comparingInt((AccessRule rule) -> rule.subject().weight())
                      .thenComparing(rule -> !rule.allowed()))
              .map(Decision::of)
              .orElse(inherited));
    }
    return decisions;
  }

  private static Decision decision(Map<Action, Decision> decisions, Action action) {
    return Objects.requireNonNull(decisions.get(action), "every action is decided");
  }

  /** From a place on upwards, the first that the text begins with. */
  private static int climb(String[] places, int[] parents, int from, String text) {
    int place = from;
    while (!text.startsWith(places[place])) {
      place = parents[place];
    }
    return place;
  }

  /** Whether the action is allowed on the key, and by which rule. */
  public Decision decide(Action action, Key key) {
    return decision(decisions.get(place(key.toString())), action);
  }

  /** Whether the action is allowed right below a namespace, empty for the whole store. */
  public Decision decide(Action action, Optional<KeyPrefix> namespace) {
    int place = namespace.isEmpty() ? 0 : place(namespace.get().toString());
    return decision(decisions.get(place), action);
  }

  public boolean allows(Action action, Key key) {
    return decide(action, key).allowed();
  }

  /** Whether the action is allowed on every key but those under {@code system/}. */
  public boolean allowsEverywhere(Action action) {
    for (int i = 0; i < places.length; i++) {
      if (!places[i].startsWith("system/") && !decision(decisions.get(i), action).allowed()) {
        return false;
      }
    }
    return true;
  }

  private int place(String text) {
    return places.length <= FEW_PLACES ? placeOfFew(text) : placeOfMany(text);
  }

  /** The last that the text lies at is the longest, for each stands behind all that it lies at. */
  private int placeOfFew(String text) {
    int place = places.length - 1;
    while (!liesAt(text, places[place])) {
      place--;
    }
    return place;
  }

  /** As if the text had a {@code /} behind it, without making that text. */
  private static boolean liesAt(String text, String place) {
    int length = place.length();
    return text.length() >= length
        ? text.startsWith(place)
        : text.length() == length - 1 && place.startsWith(text);
  }

  private int placeOfMany(String text) {
    String whole = text + "/";
    int low = 0;
    int high = places.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (places[middle].compareTo(whole) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return climb(places, parents, low, whole);
  }
}
