package coop.covm.cli.repl;

import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Completes keys by those in the store that the caller may list, one segment at a time. Looks at so
 * many keys at most, and is silent about whatever goes wrong: it only helps.
 */
final class KeyCompletion {
  private static final int LOOKED_AT = 10_000;
  private static final int OFFERED = 200;

  /** The roots, with the slash that follows. */
  private static final List<String> ROOTS = List.of("member/", "org/", "system/", "vote/");

  private final StoreLook store;

  KeyCompletion(StoreLook store) {
    this.store = store;
  }

  /**
   * @param start where the key begins, perhaps with its quote
   */
  Completion complete(String text, int start) {
    int quotes = text.startsWith("\"", start) ? 1 : 0;
    String typed = text.substring(start + quotes);
    String mark = text.substring(start, start + quotes);
    List<String> keys = new ArrayList<>();
    for (String key : keys(typed)) {
      keys.add(mark + key);
    }
    return Completion.of(text, start, keys);
  }

  private List<String> keys(String typed) {
    int slash = typed.lastIndexOf('/');
    String above = slash < 0 ? "" : typed.substring(0, slash);
    Set<String> found = new LinkedHashSet<>();
    try {
      if (!above.isEmpty()) {
        collect(store.scope().prefix(above), above + "/", found);
      } else if (store.scope().namespace().isPresent()) {
        collect(store.scope().namespace().get(), "", found);
      }
    } catch (StorageException nothingToOffer) {
      return List.of();
    }
    if (above.isEmpty()) {
      found.addAll(ROOTS);
    }
    return List.copyOf(found);
  }

  /** Offers the next segment of each key below a prefix, with a slash if it is not the last. */
  private void collect(KeyPrefix prefix, String before, Set<String> found) {
    int cut = prefix.toString().length() + 1;
    try (StoreView view = store.store().view(store.caller());
        KeyCursor cursor = view.keys(prefix, Optional.empty())) {
      for (int i = 0; i < LOOKED_AT && found.size() < OFFERED && cursor.next(); i++) {
        String rest = cursor.key().toString().substring(cut);
        int slash = rest.indexOf('/');
        found.add(before + (slash < 0 ? rest : rest.substring(0, slash + 1)));
      }
    }
  }
}
