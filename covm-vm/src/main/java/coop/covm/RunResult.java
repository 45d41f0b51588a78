package coop.covm;

import coop.covm.value.Value;
import java.util.List;

/**
 * What a run did.
 *
 * @param output what it emitted, one text an {@code emit}
 * @param events what it reported
 * @param stack what it left on the stack, top last; empty if it failed
 * @param revision the newest revision that it saw or made
 * @param writes how many changes of keys it committed
 * @param fuel how much it spent
 */
public record RunResult(
    List<String> output,
    List<Event> events,
    List<Value> stack,
    long revision,
    long writes,
    long fuel) {
  public RunResult {
    output = List.copyOf(output);
    events = List.copyOf(events);
    stack = List.copyOf(stack);
  }

  /** What {@code emitevent} reported. */
  public record Event(String category, String message) {}
}
