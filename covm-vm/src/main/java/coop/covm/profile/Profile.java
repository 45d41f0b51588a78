package coop.covm.profile;

import java.util.List;

/**
 * What a run cost, and where. Instructions, fuel and own time of {@code lines} add up to those of
 * the run; so do those of {@code functions}, but for what line 0 has.
 *
 * <p>Times are in nanoseconds, of the interpreter that goes step by step: each instruction's time
 * holds about {@code clockNanos} that reading the clock takes.
 *
 * @param wallNanos from when the profiler was made to the end of the run, the measuring included
 * @param clockNanos what reading the clock adds to the time of each instruction
 * @param instructions how many instructions the run executed, as its outcome counts them
 * @param fuel what they cost
 * @param commits how many transactions committed changes, those of a single change included
 * @param retries how often a transaction met a conflict and ran again
 * @param lines the lines that were executed, in order
 * @param functions those that were called, the program itself among them, in order of the source
 * @param operations those on the store, in order of the opcode table
 * @param prefixes the keys that were read or changed, by their first two segments, in the order of
 *     their first use
 */
public record Profile(
    long wallNanos,
    long clockNanos,
    long instructions,
    long fuel,
    long commits,
    long retries,
    List<LineCost> lines,
    List<FunctionCost> functions,
    List<OperationCost> operations,
    List<PrefixCost> prefixes) {
  public Profile {
    lines = List.copyOf(lines);
    functions = List.copyOf(functions);
    operations = List.copyOf(operations);
    prefixes = List.copyOf(prefixes);
  }

  /** The time of all instructions, without what the profiler took between them. */
  public long measuredNanos() {
    return lines.stream().mapToLong(LineCost::ownNanos).sum();
  }

  /**
   * What a source line cost, calls to functions not included.
   *
   * @param line from 1; 0 is what belongs to no line: beginning and committing an atomic run
   * @param times how often its most frequent instruction was executed
   */
  public record LineCost(int line, long times, long instructions, long fuel, long ownNanos) {}

  /**
   * What a function cost.
   *
   * @param name {@code main} for the program itself
   * @param line where its first instruction stands, from 1
   * @param ownNanos without the functions that it called
   * @param totalNanos with them; of a function that calls itself the outermost calls count
   */
  public record FunctionCost(
      String name,
      int line,
      long calls,
      long instructions,
      long fuel,
      long ownNanos,
      long totalNanos) {}

  /**
   * What an instruction on the store cost, wherever it stands.
   *
   * @param name as programs write it; {@code transaction:} and {@code end of transaction:} are
   *     those of a block, {@code end of run} is the commit of an atomic run
   * @param bytes of the values that it read or gave the store
   */
  public record OperationCost(String name, long times, long nanos, long maxNanos, long bytes) {}

  /**
   * What was done with the keys below a prefix.
   *
   * @param prefix the first two segments, or {@code (others)} for all beyond the first thousand
   *     prefixes
   * @param reads how many instructions read there, lists and versions included
   * @param writes how many changed a key there
   * @param bytes of the values read or changed
   */
  public record PrefixCost(String prefix, long reads, long writes, long bytes, long nanos) {}
}
