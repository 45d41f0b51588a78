package coop.covm.lint;

import java.util.Map;
import java.util.function.Consumer;

/** Finds keys that are read, and then written outside a transaction. */
final class LostUpdates implements Rule {
  @Override
  public void inspect(Inspected inspected, Consumer<Finding> findings) {
    Map<String, FixedKeys> functions = FixedKeys.of(inspected);
    for (Tree.Frame frame : Tree.frames(inspected.program())) {
      new UpdatePaths(inspected, functions, findings).follow(frame.body());
    }
  }
}
