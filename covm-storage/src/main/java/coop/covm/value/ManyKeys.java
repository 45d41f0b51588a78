package coop.covm.value;

/**
 * Any number of keys: a trie for their order, and one by their hashes for their places. Immutable,
 * and shared by all versions of a map that have the same keys.
 */
final class ManyKeys {
  private final ElementTrie<String> order;
  private final HashNode places;

  private ManyKeys(ElementTrie<String> order, HashNode places) {
    this.order = order;
    this.places = places;
  }

  /** Of different keys in their order. */
  static ManyKeys of(String[] keys) {
    HashNode.Place[] places = new HashNode.Place[keys.length];
    for (int i = 0; i < keys.length; i++) {
      places[i] = new HashNode.Place(keys[i], i);
    }
    return new ManyKeys(ElementTrie.of(keys), HashNode.of(places));
  }

  int size() {
    return order.size();
  }

  /** The key at a place, from 0. */
  String key(int place) {
    return order.get(place);
  }

  /** The place of a key, or {@link MapValue#ABSENT}. */
  int find(String key) {
    return places.find(key);
  }

  /** These keys and one more, which is not there, at the end. */
  ManyKeys with(String key) {
    return new ManyKeys(order.append(key), places.with(new HashNode.Place(key, size())));
  }
}
