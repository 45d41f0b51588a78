package coop.covm.engine.classes;

import java.util.List;

/**
 * A place in generated code where an error can come from or the interpreter can go on, and where
 * the program's stack is found there.
 *
 * @param function whose code it is
 * @param offset of the instruction that comes next; of a call, the call
 * @param paid what was paid for in advance, when the interpreter goes on: that instruction and some
 *     behind it
 * @param later what was paid for the instructions behind it
 * @param stack the stack when the interpreter goes on, the lowest place first
 * @param waiting the stack below the parameters while the call runs
 * @param call whether it is behind a call
 */
public record ExitSite(
    int function,
    int offset,
    int paid,
    int later,
    List<Operand> stack,
    List<Operand> waiting,
    boolean call) {}
