package coop.covm.engine;

import coop.covm.engine.classes.ExitSite;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A way into generated code, and how often it was taken. */
final class GeneratedEntry {
  private final MethodHandle enter;
  private final List<ExitSite> sites;
  private final AtomicInteger times = new AtomicInteger();

  /**
   * @param sites the exits of its code
   */
  GeneratedEntry(MethodHandle enter, List<ExitSite> sites) {
    this.enter = enter;
    this.sites = sites;
  }

  /** How often it was entered so far. */
  int times() {
    return times.get();
  }

  ExitSite site(int index) {
    return sites.get(index);
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
