package coop.covm.engine;

import coop.covm.bytecode.Module;
import coop.covm.bytecode.NameRule;
import coop.covm.error.CovmException;
import coop.covm.storage.IncrementException;
import coop.covm.storage.Session;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of the interpreter, from its parameters to its outcome. */
final class Execution {
  private final RunRequest request;
  private final Run run;
  private final Machine machine;
  private final Tier tier;
  private final long changesBefore;

  /** What executes the code until the main program returns. */
  @FunctionalInterface
  interface Tier {
    void run(Machine machine);
  }

  /**
   * @param tier executes the code unless somebody watches
   */
  Execution(Module module, RunRequest request, Tier tier) {
    this.tier = tier;
    this.request = request;
    this.run = Run.of(request);
    this.machine = new Machine(new LoadedModule(module), run);
    this.changesBefore = request.session().committedChanges();
  }

  /** Runs to the end; no transaction is open then, whatever happened. */
  Outcome outcome() {
    Optional<Trap> trap;
    try {
      trap =
          trapIn(() -> {
            takeParameters();
            execute();
            requireNoTransaction();
          });
    } finally {
      run.transactions().abandon();
    }
    return told(trap);
  }

  /** Runs to the end of a piece, which goes on with a transaction if one is given. */
  PieceOutcome piece(Optional<OpenTransaction> from) {
    Transactions transactions = run.transactions();
    Optional<OpenTransaction> open;
    Optional<Trap> trap;
    boolean done = false;
    try {
      trap =
          trapIn(() -> {
            from.ifPresent(transactions::goOn);
            takeParameters();
            execute();
            requireFirstTransaction();
          });
      done = trap.isEmpty();
    } finally {
      open = done ? transactions.leaveOpen() : transactions.goBack(from);
    }
    Map<String, Value> variables = done ? VariableInstructions.all(machine) : Map.of();
    return new PieceOutcome(told(trap), variables, open);
  }

  private Optional<Trap> trapIn(Runnable steps) {
    try {
      steps.run();
      return Optional.empty();
    } catch (CovmException e) {
      return Optional.of(trap(e));
    }
  }

  private Outcome told(Optional<Trap> trap) {
    Session session = request.session();
    Outcome outcome = outcome(trap, session);
    request.tracer().ifPresent(tracer -> tracer.ended(outcome));
    return outcome;
  }

  private Outcome outcome(Optional<Trap> trap, Session session) {
    return new Outcome(
        trap,
        trap.isPresent() ? List.of() : machine.stack(machine.sp),
        run.meter().instructions(),
        run.meter().spent(),
        session.committedChanges() - changesBefore,
        session.view());
  }

  private void takeParameters() {
    run.meter().hold(machine.function.frameBytes);
    for (Map.Entry<String, Value> parameter : request.parameters().entrySet()) {
      VariableInstructions.set(
          machine, NameRule.normal(parameter.getKey()), run.meter().checked(parameter.getValue()));
    }
  }

  private void execute() {
    do {
      if (request.atomic()) {
        machine.blocks.start(0, machine.sp);
      }
      machine.finished = false;
      dispatch();
    } while (request.atomic() && !commit());
  }

  private void requireNoTransaction() {
    if (run.transactions().isOpen()) {
      throw new TrapException(
          TrapCode.TRANSACTION_LEFT_OPEN,
          "the program ended with a transaction open, which was rolled back; committx commits it");
    }
  }

  /** A commit must come from the last piece of its run, for it says what the whole program is. */
  private void requireFirstTransaction() {
    if (run.transactions().isOpen() && request.session().committedChanges() > changesBefore) {
      throw new TrapException(
          TrapCode.TRANSACTION_LEFT_OPEN,
          "a transaction was left open behind another commit, and was rolled back; begin it on its own, behind nothing that commits");
    }
  }

  /** Ends the transaction of an atomic run, which must begin again if it met a conflict. */
  private boolean commit() {
    boolean committed = machine.blocks.end(machine.pc, machine.sp);
    request.tracer().ifPresent(tracer -> tracer.afterAtomic(new TracePoint(machine), committed));
    return committed;
  }

  private void dispatch() {
    if (request.tracer().isPresent()) {
      Tracing.run(machine, new TracePoint(machine), request.tracer().get());
    } else {
      tier.run(machine);
    }
  }

  private Trap trap(CovmException e) {
    return switch (e.code().kind()) {
      case RUN, CONFLICT, DENIED, STORAGE -> new Trap(e.code(), message(e), e.facts(), calls(e));
      // Nothing that runs throws these.
      case USAGE, PROGRAM, DATA, MISSING_INPUT -> throw e;
    };
  }

  private String message(CovmException e) {
    return machine
        .calledOfLibrary()
        .map(name -> name + ": " + e.getMessage())
        .orElseGet(e::getMessage);
  }

  /**
   * An increment that only its commit found wrong is reported where it stands: in place of the
   * commit, if both are in the same call, else within it.
   */
  private List<Trap.CallSite> calls(CovmException e) {
    int at = Math.max(0, machine.pc - 1);
    List<Trap.CallSite> calls = new ArrayList<>(machine.calls(at));
    if (e instanceof IncrementException increment) {
      run.transactions()
          .incrementPlace(increment.key())
          .filter(machine::isInOwnFunction)
          .ifPresent(place -> {
            if (InstructionPlace.function(place) == machine.function.index) {
              calls.removeFirst();
            }
            calls.addFirst(machine.site(place));
          });
    }
    return calls;
  }
}
