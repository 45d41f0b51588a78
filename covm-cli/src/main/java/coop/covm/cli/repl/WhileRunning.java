package coop.covm.cli.repl;

import java.util.function.Supplier;

/** What holds as long as an input runs: how it can be stopped from outside. */
@FunctionalInterface
public interface WhileRunning {
  /** Runs the input and gives its reply back. */
  Reply around(Supplier<Reply> input);
}
