package coop.covm.bytecode;

import coop.covm.bytecode.Assembler.Body;
import coop.covm.bytecode.Assembler.Label;
import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes sound modules, of the shapes that compilers make; the same seed makes the same module. */
public final class RandomModules {
  private static final int DEEPEST = 4;

  private static final List<Opcode> PLAIN =
      Arrays.stream(Opcode.values())
          .filter(opcode -> !opcode.isReserved())
          .filter(opcode -> opcode.immediates().isEmpty())
          .filter(opcode -> !opcode.hasVariableEffect() && opcode.fallsThrough())
          .filter(opcode -> opcode != Opcode.TRANSACTIONSTART && opcode != Opcode.TRANSACTIONEND)
          .toList();

  /** Those that take values of every type. */
  private static final List<Opcode> TAKING_ANYTHING =
      List.of(
          Opcode.POP,
          Opcode.DUP,
          Opcode.SWAP,
          Opcode.OVER,
          Opcode.ROT,
          Opcode.DEPTH,
          Opcode.EQ,
          Opcode.NE,
          Opcode.TOSTRING,
          Opcode.TYPEOF,
          Opcode.EMIT,
          Opcode.DUMPSTATE,
          Opcode.NOW);

  /** Constants that fit a count, a condition, a foreach and a key. */
  private static final int COUNT = 0;

  private static final int CONDITION = 1;
  private static final int LIST = 2;
  private static final int KEY = 3;

  private final Random random;
  private final Assembler assembler;
  private final List<Body> bodies = new ArrayList<>();
  private int literals;
  private Body body;
  private int height;
  private int openTransactions;

  /** The loops around the statement, innermost last. */
  private final Deque<Loop> loops = new ArrayDeque<>();

  private record Loop(Label next, Label exit, int height, int openTransactions) {}

  private RandomModules(long seed) {
    random = new Random(seed);
    assembler = new Assembler("push 1; store é\n# a comment\nload é; emit\n".repeat(3));
    body = assembler.function("main", 0, random.nextInt(3), names(1 + random.nextInt(4)));
    bodies.add(body);
  }

  public static Module make(long seed) {
    RandomModules modules = new RandomModules(seed);
    return modules.make();
  }

  private Module make() {
    int functions = random.nextInt(4);
    int own = random.nextInt(functions + 1);
    for (int i = 0; i < functions; i++) {
      int parameters = random.nextInt(3);
      Body function =
          assembler.function(
              "f" + i, parameters, random.nextInt(3), names(parameters + 1 + random.nextInt(3)));
      bodies.add(i < own ? function : function.library());
    }
    List<Value> values =
        new ArrayList<>(
            List.of(
                NumberValue.of(random.nextInt(4)),
                BooleanValue.of(random.nextBoolean()),
                ListValue.of(NumberValue.of(1), StringValue.of("a")),
                StringValue.of("org/acme/k")));
    for (int i = 0; i < 8; i++) {
      values.add(value(random, 3));
    }
    values.forEach(assembler::constant);
    literals = values.size();
    assembler.template(Template.Kind.TEXT, "a{", "}\n", "");
    assembler.template(Template.Kind.KEY, "org/", "/balance");
    assembler.template(Template.Kind.PREFIX, "vote/", "/");
    assembler.template(Template.Kind.ROLE, "org/", ":clerk");
    assembler.template(Template.Kind.ID, "", "");
    for (Body each : bodies) {
      body = each;
      height = 0;
      push(COUNT, Opcode.PUSH);
      body.emit(Opcode.STORE, variable());
      height--;
      if (block(0)) {
        leave();
      }
    }
    return assembler.module();
  }

  private static String[] names(int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = "v" + i;
    }
    return names;
  }

  /** Any value, lists and maps nesting at most as deep as said. */
  static Value value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> NullValue.NULL;
      case 1 -> BooleanValue.of(random.nextBoolean());
      case 2 -> NumberValue.of(random.nextInt(5));
      case 3 -> NumberValue.of(random.nextGaussian() * Math.pow(10, random.nextInt(300)));
      case 4 ->
          DecimalValue.of(new BigDecimal(new BigInteger(100, random), random.nextInt(40) - 3));
      case 5 -> StringValue.of("org/acme/k" + random.nextInt(9));
      case 6 -> StringValue.of("é\n\u0001😀{}".repeat(random.nextInt(3)));
      case 7 -> {
        List<Value> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(value(random, depth - 1));
        }
        yield ListValue.of(elements);
      }
      default -> {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          entries.put("k" + random.nextInt(20), value(random, depth - 1));
        }
        yield MapValue.of(entries);
      }
    };
  }

  /**
   * @return whether its end is reached
   */
  private boolean block(int depth) {
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      if (!statement(depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean statement(int depth) {
    if (depth == 0 && random.nextInt(3) == 0) {
      push();
      return true;
    }
    return switch (random.nextInt(depth < DEEPEST ? 15 : 8)) {
      case 0, 1, 2 -> plain();
      case 3 -> memory();
      case 4 -> template();
      case 5 -> call();
      case 6 -> depth > 0 ? end() : plain();
      case 7 -> storage();
      case 8, 9 -> branch(depth);
      case 10 -> loop(depth);
      case 11 -> forEach(depth);
      case 12 -> whileLoop(depth);
      case 13 -> match(depth);
      default -> transaction(depth);
    };
  }

  private void push() {
    body.emit(random.nextBoolean() ? Opcode.PUSH : Opcode.OPERAND, random.nextInt(literals));
    height++;
  }

  private void push(int count) {
    for (int i = 0; i < count; i++) {
      push();
    }
  }

  private void pop(int count) {
    for (int i = 0; i < count; i++) {
      body.emit(Opcode.POP);
    }
    height -= count;
  }

  private int variable() {
    return body.parameters();
  }

  /** Pushes what fits, a constant of this index; sometimes anything. */
  private void push(int fitting, Opcode with) {
    body.emit(with, random.nextInt(8) > 0 ? fitting : random.nextInt(literals));
    height++;
  }

  private boolean plain() {
    List<Opcode> opcodes = random.nextInt(4) > 0 ? TAKING_ANYTHING : PLAIN;
    Opcode opcode = opcodes.get(random.nextInt(opcodes.size()));
    push(opcode.pops());
    body.emit(opcode);
    height += opcode.pushes() - opcode.pops();
    pop(opcode.pushes());
    return true;
  }

  private boolean storage() {
    push();
    push(KEY, Opcode.OPERAND);
    body.emit(Opcode.STOREP);
    height -= 2;
    push(KEY, Opcode.OPERAND);
    body.emit(Opcode.LOADP);
    body.emit(Opcode.STORE, variable());
    height--;
    return true;
  }

  private boolean memory() {
    push();
    body.emit(Opcode.STORE, variable());
    height--;
    body.emit(Opcode.LOAD, variable());
    body.emit(Opcode.ASSERTMEMORY, variable());
    return true;
  }

  private boolean template() {
    int template = random.nextInt(5);
    for (int i = template == 0 ? 2 : 1; i > 0; i--) {
      body.emit(Opcode.OPERANDVARIABLE, variable());
    }
    body.emit(template == 0 ? Opcode.TEXTTEMPLATE : Opcode.KEYTEMPLATE, template);
    body.emit(
        switch (template) {
          case 0 -> Opcode.EMIT;
          case 1 -> Opcode.DELETEP;
          case 3 -> Opcode.REQUIREROLE;
          case 4 -> Opcode.REQUIREIDENTITY;
          default -> Opcode.STORE;
        },
        template == 2 ? new int[] {variable()} : new int[0]);
    return true;
  }

  private boolean call() {
    int callee = random.nextInt(bodies.size());
    if (callee == 0) {
      return plain();
    }
    push(bodies.get(callee).parameters());
    body.emit(Opcode.CALL, callee);
    height += bodies.get(callee).results() - bodies.get(callee).parameters();
    pop(bodies.get(callee).results());
    return true;
  }

  /** Leaves the function, with as many values as it returns and no transaction block open. */
  private void leave() {
    int now = height;
    push(Math.max(0, body.results() - height));
    pop(Math.max(0, height - body.results()));
    height = now;
    end(openTransactions);
    body.emit(Opcode.RETURN);
  }

  private void end(int transactions) {
    for (int i = 0; i < transactions; i++) {
      body.emit(Opcode.TRANSACTIONEND);
    }
  }

  /** break, continue, return or fail. */
  private boolean end() {
    switch (random.nextInt(4)) {
      case 0 -> leave();
      case 1 -> {
        push();
        body.emit(Opcode.FAIL);
        height--;
      }
      default -> {
        Loop loop = loops.peekLast();
        if (loop == null) {
          return plain();
        }
        end(openTransactions - loop.openTransactions);
        body.branch(Opcode.JUMP, random.nextBoolean() ? loop.next : loop.exit);
      }
    }
    return false;
  }

  private boolean branch(int depth) {
    Label otherwise = body.label();
    Label end = body.label();
    push(CONDITION, Opcode.PUSH);
    body.branch(Opcode.JUMPIFFALSE, otherwise);
    height--;
    boolean then = block(depth + 1);
    if (random.nextBoolean()) {
      body.place(otherwise);
      return true;
    }
    if (then) {
      body.branch(Opcode.JUMP, end);
    }
    body.place(otherwise);
    boolean other = block(depth + 1);
    body.place(end);
    return then || other;
  }

  private boolean loop(int depth) {
    int slot = body.hidden();
    body.hidden(slot + 1);
    push(COUNT, Opcode.OPERAND);
    body.emit(Opcode.LOOPSTART, slot);
    height--;
    Label next = body.label();
    Label exit = body.label();
    body.place(next).branch(Opcode.LOOPNEXT, exit, slot);
    return body(depth, next, exit);
  }

  private boolean forEach(int depth) {
    int slot = body.hidden();
    body.hidden(slot + 1);
    push(LIST, Opcode.PUSH);
    body.emit(Opcode.FOREACHSTART, slot);
    height--;
    Label next = body.label();
    Label exit = body.label();
    body.place(next).branch(Opcode.FOREACHNEXT, exit, slot, variable());
    return body(depth, next, exit);
  }

  private boolean whileLoop(int depth) {
    Label condition = body.label();
    Label exit = body.label();
    body.place(condition);
    push(CONDITION, Opcode.PUSH);
    body.branch(Opcode.JUMPIFFALSE, exit);
    height--;
    return body(depth, condition, exit);
  }

  private boolean body(int depth, Label next, Label exit) {
    loops.addLast(new Loop(next, exit, height, openTransactions));
    if (block(depth + 1)) {
      body.branch(Opcode.JUMP, next);
    }
    loops.removeLast();
    body.place(exit);
    return true;
  }

  private boolean match(int depth) {
    push();
    Label end = body.label();
    for (int i = random.nextInt(3); i > 0; i--) {
      Label next = body.label();
      body.branch(Opcode.CASE, next, random.nextInt(literals));
      height--;
      if (block(depth + 1)) {
        body.branch(Opcode.JUMP, end);
      }
      height++;
      body.place(next);
    }
    pop(1);
    body.place(end);
    return true;
  }

  private boolean transaction(int depth) {
    body.emit(Opcode.TRANSACTIONSTART);
    openTransactions++;
    boolean reached = block(depth + 1);
    openTransactions--;
    if (reached) {
      body.emit(Opcode.TRANSACTIONEND);
    }
    return reached;
  }
}
