package coop.covm.benchmarks;

/** Something that is measured beside others. */
interface Contender {
  String name();

  /**
   * Works for about so long.
   *
   * @return operations done
   */
  long work(long nanos) throws Exception;

  /** Works for about so many nanoseconds, and says how often it did what is counted. */
  @FunctionalInterface
  interface Work {
    long run(long nanos) throws Exception;
  }

  /** Something that is done once. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /**
   * Repeats something for about so many nanoseconds, at least once.
   *
   * @return how often it was done
   */
  static long repeat(long nanos, Action action) throws Exception {
    long end = System.nanoTime() + nanos;
    long runs = 0;
    do {
      action.run();
      runs++;
    } while (System.nanoTime() < end);
    return runs;
  }

  static Contender of(String name, Work work) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long work(long nanos) throws Exception {
        return work.run(nanos);
      }
    };
  }
}
