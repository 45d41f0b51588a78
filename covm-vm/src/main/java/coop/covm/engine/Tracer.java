package coop.covm.engine;

import coop.covm.value.Value;
import java.util.List;

/** Watches a run instruction by instruction. Tracing does not change what a run does or costs. */
public interface Tracer {
  /**
   * Called before each instruction.
   *
   * @param line the source line, from 1; within the library that of the program's call
   * @param instruction as the disassembler writes it
   * @param depth how many calls are open, 0 in the main program
   * @param stack the stack of the frame, top last
   */
  void before(int line, String instruction, int depth, List<Value> stack);
}
