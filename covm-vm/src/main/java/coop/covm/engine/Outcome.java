package coop.covm.engine;

import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param trap what ended it early, if anything
 * @param stack what it left on the stack, top last; empty if it was ended early
 * @param instructions how many instructions it executed, operands and internal jumps (those that
 *     cost no fuel) not counted
 * @param fuel how much it spent
 * @param writes how many changes of keys it committed
 * @param revision the newest revision it saw or made
 */
public record Outcome(
    Optional<Trap> trap,
    List<Value> stack,
    long instructions,
    long fuel,
    long writes,
    long revision) {
  public Outcome {
    stack = List.copyOf(stack);
  }
}
