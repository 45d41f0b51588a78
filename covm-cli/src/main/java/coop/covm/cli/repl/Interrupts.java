package coop.covm.cli.repl;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets Ctrl-C stop the input that runs, and nothing else: not the next one, and not the reading of
 * what is typed.
 */
final class Interrupts {
  private final Runnable otherwise;
  private @Nullable Thread runner;

  /**
   * @param otherwise what an interrupt does while nothing runs
   */
  Interrupts(Runnable otherwise) {
    this.otherwise = otherwise;
  }

  /** Runs something that may be interrupted in the current thread. */
  <T> T around(Supplier<T> input) {
    begin();
    try {
      return input.get();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    runner = Thread.currentThread();
  }

  private synchronized void end() {
    runner = null;
    // One that came too late to be heeded must not stop the next.
    boolean ignored = Thread.interrupted();
  }

  /** Interrupts what runs. From any thread. */
  synchronized void interrupt() {
    if (runner != null) {
      runner.interrupt();
    } else {
      otherwise.run();
    }
  }
}
