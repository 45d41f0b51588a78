package coop.covm.lint;

import coop.covm.bytecode.NameRule;
import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Program;
import coop.covm.syntax.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows of each instruction whether a transaction is open when it runs. Functions are looked at as
 * they are called: one that is called outside a transaction somewhere is taken to run there. Where
 * paths differ, or a called function may have begun or ended a transaction, nothing is known, and
 * nothing should be said.
 */
final class Transactions {
  private final Functions functions;

  /** Functions that may begin or end a transaction of the run, or call one that does. */
  private final Set<String> changing;

  private final Map<String, State> entries = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final IdentityHashMap<Statement.Instruction, State> states = new IdentityHashMap<>();
  private final IdentityHashMap<Statement.Block, Boolean> changes = new IdentityHashMap<>();

  /** In the order of their weight where a function is called in several. */
  private enum State {
    INSIDE,
    UNKNOWN,
    OUTSIDE
  }

  private Transactions(Program program, Functions functions) {
    this.functions = functions;
    Set<String> direct = new LinkedHashSet<>();
    for (Statement.Function function : program.functions()) {
      Tree.forEachInstruction(
          function.body(),
          instruction -> {
            if (isExplicit(instruction)) {
              direct.add(NameRule.normal(function.name()));
            }
          });
    }
    this.changing = functions.reaching(direct);
  }

  static Transactions of(Program program, Functions functions) {
    Transactions transactions = new Transactions(program, functions);
    transactions.block(program.main(), State.OUTSIDE);
    while (!transactions.open.isEmpty()) {
      String name = transactions.open.remove();
      functions
          .named(name)
          .ifPresent(
              function -> transactions.block(function.body(), transactions.entries.get(name)));
    }
    return transactions;
  }

  /** Whether an instruction runs outside every transaction, for all that is known. */
  boolean isOutside(Statement.Instruction instruction) {
    return states.get(instruction) == State.OUTSIDE;
  }

  private static boolean isExplicit(Statement.Instruction instruction) {
    return Words.opcode(instruction)
        .filter(opcode ->
            opcode == Opcode.BEGINTX || opcode == Opcode.COMMITTX || opcode == Opcode.ROLLBACKTX)
        .isPresent();
  }

  /** What is behind a block; null if no path comes there. */
  private @Nullable State block(Statement.Block block, @Nullable State start) {
    State state = start;
    for (Statement statement : block.statements()) {
      if (state == null) {
        return null;
      }
      state = statement(statement, state);
    }
    return state;
  }

  private @Nullable State statement(Statement statement, State state) {
    return switch (statement) {
      case Statement.Instruction instruction -> instruction(instruction, state);
      case Statement.Break _, Statement.Continue _, Statement.Return _ -> null;
      case Statement.If choice -> choice(choice, state);
      case Statement.While loop -> {
        State entered = mayChange(loop.condition(), loop.body()) ? State.UNKNOWN : state;
        block(loop.body(), block(loop.condition(), entered));
        yield entered;
      }
      case Statement.Loop loop -> loop(loop.body(), state);
      case Statement.ForEach loop -> loop(loop.body(), state);
      case Statement.Match match -> match(match, state);
      case Statement.Transaction transaction ->
          block(transaction.body(), State.INSIDE) == null ? null : state;
      case Statement.Function function ->
          throw new IllegalArgumentException("a function among statements: " + function.name());
    };
  }

  private @Nullable State instruction(Statement.Instruction instruction, State state) {
    states.put(instruction, state);
    return switch (Words.opcode(instruction).orElse(Opcode.NOP)) {
      case BEGINTX -> State.INSIDE;
      case COMMITTX, ROLLBACKTX -> State.OUTSIDE;
      case FAIL -> null;
      case CALL -> {
        Optional<String> name = functions.called(instruction).map(it -> NameRule.normal(it.name()));
        name.ifPresent(called -> enter(called, state));
        yield name.filter(changing::contains).isPresent() ? State.UNKNOWN : state;
      }
      default -> state;
    };
  }

  private void enter(String function, State state) {
    State known = entries.get(function);
    if (known == null || known.compareTo(state) < 0) {
      entries.put(function, state);
      open.add(function);
    }
  }

  private State loop(Statement.Block body, State state) {
    State entered = mayChange(body) ? State.UNKNOWN : state;
    block(body, entered);
    return entered;
  }

  private @Nullable State choice(Statement.If choice, State state) {
    State meeting = block(choice.then(), state);
    State tested = state;
    for (Statement.ElseIf elseIf : choice.elseIfs()) {
      tested = block(elseIf.condition(), tested);
      meeting = met(meeting, block(elseIf.body(), tested));
    }
    return met(
        meeting, choice.otherwise().isPresent() ? block(choice.otherwise().get(), tested) : tested);
  }

  private @Nullable State match(Statement.Match match, State state) {
    State tested = block(match.value(), state);
    State meeting = match.otherwise().isPresent() ? block(match.otherwise().get(), tested) : tested;
    for (Statement.Case branch : match.cases()) {
      meeting = met(meeting, block(branch.body(), tested));
    }
    return meeting;
  }

  private static @Nullable State met(@Nullable State one, @Nullable State other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one == other ? one : State.UNKNOWN;
  }

  /** Whether a transaction may be begun or ended in these blocks by other than its own block. */
  private boolean mayChange(Statement.Block... blocks) {
    boolean may = false;
    for (Statement.Block block : blocks) {
      may |= mayChange(block);
    }
    return may;
  }

  private boolean mayChange(Statement.Block block) {
    Boolean known = changes.get(block);
    if (known != null) {
      return known;
    }
    boolean may = false;
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.Instruction instruction) {
        may |= isExplicit(instruction) || callsChanging(instruction);
      }
      for (Statement.Block inner : Tree.blocks(statement)) {
        may |= mayChange(inner);
      }
    }
    changes.put(block, may);
    return may;
  }

  private boolean callsChanging(Statement.Instruction instruction) {
    return functions
        .called(instruction)
        .filter(function -> changing.contains(NameRule.normal(function.name())))
        .isPresent();
  }
}
