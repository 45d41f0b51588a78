package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.Key;
import java.util.List;

/**
 * Prints sorted keys as a tree, each line as soon as its key is known, so that a store of any size
 * needs the memory of one key. All keys of a group stand together in the order of bytes; a key and
 * a group of the same name are two lines, the group's with a final {@code /}.
 */
final class KeyTree {
  private final Channel out;
  private final boolean json;
  private List<String> groups = List.of();

  KeyTree(Channel out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Prints the groups that this key opens, and the key. */
  void add(Key key) {
    List<String> segments = key.segments();
    List<String> above = segments.subList(0, segments.size() - 1);
    int depth = 0;
    while (depth < above.size()
        && depth < groups.size()
        && above.get(depth).equals(groups.get(depth))) {
      depth++;
    }
    for (; depth < above.size(); depth++) {
      print(segments, depth, true);
    }
    print(segments, above.size(), false);
    groups = above;
  }

  private void print(List<String> segments, int depth, boolean group) {
    if (json) {
      out.json(
          new JsonObject()
              .with("path", Json.of(String.join("/", segments.subList(0, depth + 1))))
              .with("depth", Json.of(depth))
              .with("group", Json.of(group))
              .json());
    } else {
      out.line("  ".repeat(depth) + segments.get(depth) + (group ? "/" : ""));
    }
  }
}
