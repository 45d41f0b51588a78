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
