package coop.covm.cli.repl;

import coop.covm.cli.output.Channel;
import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The store beside the inputs, as the caller may see it, always as it is now.
 *
 * @param url as it was given
 * @param caller who looks
 * @param scope where relative keys lead
 */
public record StoreLook(String url, Store store, Caller caller, KeyScope scope) {
  /** How many keys are shown. */
  private static final int SHOWN = 20;

  private static final List<String> ROOTS = List.of("member", "org", "system", "vote");

  /** What there is, for people. */
  List<String> lines(Surroundings surroundings) {
    try (StoreView view = store.view(caller)) {
      List<String> lines = new ArrayList<>();
      lines.add("store     " + url);
      lines.add("revision  " + revision(view, surroundings));
      scope.namespace().ifPresent(prefix -> lines.add("namespace " + prefix));
      caller.principal().ifPresent(member -> lines.add("as        " + member));
      List<Key> keys = firstKeys(view);
      lines.add("keys      " + (keys.isEmpty() ? "none" : ""));
      keys.stream().limit(SHOWN).forEach(key -> lines.add("  " + key));
      if (keys.size() > SHOWN) {
        lines.add("  … and more");
      }
      return lines.stream().map(String::stripTrailing).toList();
    }
  }

  private static String revision(StoreView view, Surroundings surroundings) {
    return view.revision() == 0
        ? "0, for nothing was committed yet"
        : "%s, of %s".formatted(view.revision(), surroundings.time(view.head().timeMillis()));
  }

  private List<Key> firstKeys(StoreView view) {
    List<Key> keys = new ArrayList<>();
    for (KeyPrefix prefix : searched()) {
      try (KeyCursor cursor = view.keys(prefix, Optional.empty())) {
        while (keys.size() <= SHOWN && cursor.next()) {
          keys.add(cursor.key());
        }
      }
    }
    return keys;
  }

  /** The namespace, or all roots where there is none. */
  private List<KeyPrefix> searched() {
    return scope.namespace().map(List::of).orElse(ROOTS.stream().map(KeyPrefix::parse).toList());
  }

  /**
   * The versions of a key, oldest first.
   *
   * @param notes where it is said if there are none
   * @throws coop.covm.storage.StorageException {@code InvalidKey}, {@code AccessDenied}, {@code
   *     RevisionCompacted}
   */
  List<String> history(String text, Surroundings surroundings, Channel notes) {
    Key key = scope.key(text);
    try (StoreView view = store.view(caller)) {
      List<Version> versions = view.versions(key);
      if (versions.isEmpty()) {
        boolean ignored = view.contains(key); // refuses to say no where that is not known any more
        notes.line("covm: %s never had a value".formatted(key));
      }
      return versions.stream().map(version -> text(version, surroundings)).toList();
    }
  }

  private static String text(Version version, Surroundings surroundings) {
    return "%s  %s  %s  %s"
        .formatted(
            version.revision(),
            surroundings.time(version.timeMillis()),
            version.principal().orElse("-"),
            version.value().map(surroundings::brief).orElse("(removed)"));
  }
}
