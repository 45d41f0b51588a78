package coop.covm.dialogue;

import coop.covm.RunOptions;
import coop.covm.engine.Engines;
import coop.covm.engine.OpenTransaction;
import coop.covm.engine.Output;
import coop.covm.engine.PieceOutcome;
import coop.covm.engine.RunRequest;
import coop.covm.engine.Tracer;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Span;
import coop.covm.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A program that is told input by input: a shell without its terminal. What an input leaves on the
 * stack, in variables and of functions, the next one finds.
 *
 * <p>Each input is a run of its own, with its own limits, and sees the newest revision. Only if it
 * leaves a transaction open, which is allowed as long as the run has committed nothing, the next
 * input goes on with the same run. What a commit says of its run is an ordinary program: the inputs
 * of the run, the earlier functions that they call, and as parameters what they found in variables
 * and on the stack. So it can be judged and replayed like any other.
 *
 * <p>An input that fails leaves stack, variables, functions and the open transaction as they were;
 * what it had committed stays.
 *
 * <p>For use by one thread. An interrupt of that thread ends the input that runs, as an error.
 */
public final class Dialogue implements AutoCloseable {
  /** How many inputs can be undone, one after the other. */
  public static final int UNDO_DEPTH = 100;

  private final Store store;
  private final RunOptions options;
  private final String name;
  private final Output output;
  private final Engines engines = new Engines();
  private final Deque<Past> past = new ArrayDeque<>();
  private int nextLine = 1;
  private Moment now;

  /** What holds between two inputs. */
  private record Moment(Memory memory, Optional<OpenRun> run) {}

  /** An input that can be undone. */
  private record Past(Moment before, String input, long writes, long revision) {}

  /**
   * @param store is not closed by this
   * @param options of every input; not atomic; the parameters are the first variables
   * @param name how messages call the dialogue
   * @param output where emits, events and dumps go
   */
  public Dialogue(Store store, RunOptions options, String name, Output output) {
    if (options.atomic()) {
      throw new IllegalArgumentException("a dialogue is no single transaction");
    }
    this.store = store;
    this.options = options;
    this.name = name;
    this.output = output;
    this.now = new Moment(new Memory(List.of(), options.parameters(), Map.of()), Optional.empty());
  }

  /** Counts lines that are not told, so that messages name lines as they were typed. */
  public void skipLines(int count) {
    nextLine += count;
  }

  /**
   * Runs an input.
   *
   * @param text one or more lines
   * @param tracer makes what watches the input, if somebody does, from the text that runs
   * @throws coop.covm.storage.StorageException if the run cannot begin, as {@link
   *     Store#session(SessionOptions)}; nothing is otherwise then
   */
  public Answer tell(String text, Optional<Function<SourceFile, Tracer>> tracer) {
    String lines = text.stripTrailing();
    Input input = Input.of(lines, nextLine);
    nextLine += Math.toIntExact(Math.max(1, text.lines().count()));
    if (input.blank()) {
      return new Answer.Nothing();
    }
    Piece piece = Piece.of(name, List.of(input), now.memory);
    Optional<Answer> refused = refused(input, piece);
    return refused.orElseGet(() -> run(input, piece, tracer));
  }

  private Optional<Answer> refused(Input input, Piece piece) {
    if (piece.module().isEmpty()) {
      return Optional.of(new Answer.Refused(piece.source(), piece.diagnostics()));
    }
    return now.run
        .flatMap(run -> redefined(input, run))
        .map(error -> new Answer.Refused(piece.source(), List.of(error)));
  }

  /** A run is one program, in which a name means one function. */
  private Optional<Diagnostic> redefined(Input input, OpenRun run) {
    return input.definitions().stream()
        .filter(function -> now.memory.functions().containsKey(function.name()))
        .findFirst()
        .map(function ->
            Diagnostic.error(
                    DiagnosticCode.DUPLICATE,
                    "the function '%s' cannot be defined anew while a transaction is open"
                        .formatted(function.name()),
                    new Span(0, 0))
                .withHint(
                    "end the transaction that line %s began with committx or rollbacktx first"
                        .formatted(run.inputs().getFirst().line())));
  }

  private Answer run(Input input, Piece piece, Optional<Function<SourceFile, Tracer>> tracer) {
    Moment before = now;
    OpenRun run = before.run.orElseGet(this::begun);
    boolean done = false;
    try {
      Piece whole = run.inputs().isEmpty() ? piece : Piece.of(name, run.with(input), run.before());
      if (whole.module().isEmpty()) {
        done = true;
        return new Answer.Refused(whole.source(), whole.diagnostics());
      }
      run.session().restate(run.statement(whole, options.limits()));
      long startNanos = System.nanoTime();
      PieceOutcome ended =
          engines
              .of(options.engine())
              .runPiece(
                  piece.module().orElseThrow(), request(run, piece, tracer), run.transaction());
      Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
      done = true;
      TransactionEnd end = end(before, ended);
      settle(before, run, input, piece, ended);
      return new Answer.Ran(piece.source(), piece.diagnostics(), ended.outcome(), time, end);
    } finally {
      if (!done && before.run.isEmpty()) {
        run.session().close();
      }
    }
  }

  private OpenRun begun() {
    UUID id = UUID.randomUUID();
    long nowSeconds = Instant.now().getEpochSecond();
    Session session =
        store.session(
            new SessionOptions(
                options.caller(), options.namespace(), OpenRun.unknown(id, nowSeconds)));
    return new OpenRun(session, id, nowSeconds, List.of(), now.memory, Optional.empty());
  }

  private RunRequest request(
      OpenRun run, Piece piece, Optional<Function<SourceFile, Tracer>> tracer) {
    return new RunRequest(
        run.session(),
        piece.parameters(),
        options.limits(),
        run.nowSeconds(),
        false,
        output,
        tracer.map(maker -> new PastFirstLine(maker.apply(piece.source()), piece.takesStack())));
  }

  private static TransactionEnd end(Moment before, PieceOutcome ended) {
    if (before.run.isEmpty()) {
      return TransactionEnd.NONE_BEFORE;
    }
    return before.run.get().isAlive() && ended.open().isPresent()
        ? TransactionEnd.STILL_OPEN
        : TransactionEnd.OVER;
  }

  private void settle(Moment before, OpenRun run, Input input, Piece piece, PieceOutcome ended) {
    boolean failed = ended.outcome().trap().isPresent();
    Optional<OpenRun> open =
        ended.open().map(transaction -> failed ? run : run.after(input, transaction));
    Memory memory =
        failed
            ? before.memory
            : before.memory.after(input, piece, ended.outcome().stack(), ended.variables());
    now = new Moment(memory, open);
    if (open.isEmpty()) {
      run.session().close();
    }
    boolean changed = !failed || ended.outcome().writes() > 0 || !open.equals(before.run);
    if (changed) {
      remember(
          new Past(before, input.text(), ended.outcome().writes(), ended.outcome().revision()));
    }
  }

  private void remember(Past input) {
    past.addLast(input);
    if (past.size() > UNDO_DEPTH) {
      past.removeFirst();
    }
  }

  /**
   * Takes back what the last input that was not undone has left on the stack, in variables, of
   * functions and of the open transaction. What was committed, and what was printed, stays.
   *
   * @return nothing if there is no such input
   */
  public Optional<Undone> undo() {
    Past last = past.pollLast();
    if (last == null) {
      return Optional.empty();
    }
    Optional<OpenRun> open = now.run;
    Optional<OpenRun> earlier = last.before.run.filter(OpenRun::isAlive);
    now = new Moment(last.before.memory, earlier);
    Undone.Transaction transaction = Undone.Transaction.NONE;
    if (earlier.isPresent()) {
      transaction = Undone.Transaction.AS_BEFORE;
    } else if (open.isPresent()) {
      rollBack(open.get());
      transaction = Undone.Transaction.ROLLED_BACK;
    } else if (last.before.run.isPresent()) {
      transaction = Undone.Transaction.OVER;
    }
    return Optional.of(new Undone(last.input, last.writes, last.revision, transaction));
  }

  private void rollBack(OpenRun run) {
    run.session().close();
    run.transaction().ifPresent(open -> open.showRolledBack(output));
  }

  /** What is on the stack, top last. */
  public List<Value> stack() {
    return now.memory.stack();
  }

  /** The variables by name, in the order in which they were first stored. */
  public Map<String, Value> variables() {
    return now.memory.variables();
  }

  /** The texts of the functions by name, in the order in which they were first defined. */
  public Map<String, String> functions() {
    Map<String, String> texts = new java.util.LinkedHashMap<>();
    now.memory.functions().forEach((function, defined) -> texts.put(function, defined.text()));
    return texts;
  }

  /** The transaction that is open. */
  public Optional<PendingTransaction> transaction() {
    return now.run.map(Dialogue::pending);
  }

  private static PendingTransaction pending(OpenRun run) {
    OpenTransaction open = run.transaction().orElseThrow();
    return new PendingTransaction(
        run.inputs().getFirst().line(),
        run.session().view(),
        open.savepoint().changes(),
        open.waitingCount());
  }

  /** Rolls back the transaction that is open, and tells what it emitted as rolled back. */
  @Override
  public void close() {
    Optional<OpenRun> open = now.run;
    now = new Moment(now.memory, Optional.empty());
    past.clear();
    open.ifPresent(this::rollBack);
  }
}
