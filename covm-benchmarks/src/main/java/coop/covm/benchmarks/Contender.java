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
}
