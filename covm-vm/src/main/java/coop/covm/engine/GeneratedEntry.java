package coop.covm.engine;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicInteger;

/** A way into generated code, and how often it was taken. */
final class GeneratedEntry {
  private final MethodHandle enter;
  private final AtomicInteger times = new AtomicInteger();

  GeneratedEntry(MethodHandle enter) {
    this.enter = enter;
  }

  /** How often it was entered so far. */
  int times() {
    return times.get();
  }

  void enter(CompiledRun run) {
    times.incrementAndGet();
    try {
      enter.invokeExact(run);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // generated code declares nothing else
    }
  }
}
