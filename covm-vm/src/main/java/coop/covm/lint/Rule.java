package coop.covm.lint;

import java.util.function.Consumer;

/** Looks for one kind of doubtful thing. */
interface Rule {
  /** Reports what it finds, in any order, each once. */
  void inspect(Inspected inspected, Consumer<Finding> findings);
}
