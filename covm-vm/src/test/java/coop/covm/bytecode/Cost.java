package coop.covm.bytecode;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this thread has spent since it began, however busy the machine is. */
record Cost(long allocatedBytes, long cpuNanos) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Cost now() {
    return new Cost(THREADS.getCurrentThreadAllocatedBytes(), THREADS.getCurrentThreadCpuTime());
  }

  /** What was spent since an earlier moment. */
  static Cost since(Cost before) {
    Cost now = now();
    return new Cost(now.allocatedBytes - before.allocatedBytes, now.cpuNanos - before.cpuNanos);
  }
}
