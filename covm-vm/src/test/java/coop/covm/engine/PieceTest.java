package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.Session;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program that is told piece by piece keeps between its pieces. */
final class PieceTest {
  static Stream<Engine> engines() {
    return Stream.of(
        new Interpreter(),
        new ReferenceEngine(),
        GeneratingEngine.afterFirstSlice(),
        GeneratingEngine.atOnce());
  }

  /** Runs pieces in one session, each with the variables and the transaction of the last. */
  private static final class Pieces implements AutoCloseable {
    final Bench bench = new Bench();
    final Session session = bench.session();
    final Engine engine;
    RunLimits limits = RunLimits.DEFAULT;
    Map<String, Value> variables = Map.of();
    Optional<OpenTransaction> open = Optional.empty();

    Pieces(Engine engine) {
      this.engine = engine;
    }

    PieceOutcome tell(String piece) {
      PieceOutcome outcome =
          engine.runPiece(
              Bench.compile(piece),
              new RunRequest(session, variables, limits, 0, false, bench.output, Optional.empty()),
              open);
      if (outcome.outcome().trap().isEmpty()) {
        Map<String, Value> all = new LinkedHashMap<>(variables);
        all.putAll(outcome.variables());
        variables = all;
      }
      open = outcome.open();
      return outcome;
    }

    String error(String piece) {
      return tell(piece).outcome().trap().map(trap -> trap.code().title()).orElse("none");
    }

    Optional<String> stored(String key) {
      return bench.value("org/acme/" + key).map(Value::literal);
    }

    @Override
    public void close() {
      session.close();
      bench.close();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void variablesAreToldAtTheEndAlsoThoseOfPoppedNames(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      pieces.tell("push 3; store a; push true; push \"b\"; store");
      assertThat(pieces.variables.toString()).isEqualTo("{a=3, b=true}");
      PieceOutcome second = pieces.tell("load a; push 1; add; store a; load b");
      assertThat(second.outcome().stack().toString()).isEqualTo("[true]");
      assertThat(pieces.variables.toString()).isEqualTo("{a=4, b=true}");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aTransactionGoesThroughSeveralPieces(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      pieces.tell("begintx; push 1; storep x; emit \"one\"");
      pieces.tell("loadp x; push 1; add; storep x; emit \"two\"");
      assertThat(pieces.stored("x")).isEmpty();
      assertThat(pieces.bench.output.lines).isEmpty();
      assertThat(pieces.open.orElseThrow().waitingCount()).isEqualTo(2);
      PieceOutcome last = pieces.tell("committx");
      assertThat(last.outcome().writes()).isEqualTo(1);
      assertThat(last.open()).isEmpty();
      assertThat(pieces.stored("x")).contains("2");
      assertThat(pieces.bench.output.lines).containsExactly("one", "two");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anErrorLeavesTheTransactionAsItWasBeforeThePiece(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      pieces.tell("begintx; push 1; storep x; emit \"one\"");
      assertThat(pieces.error("push 9; storep x; emit \"nine\"; load missing; pop"))
          .isEqualTo("VariableNotFound");
      assertThat(pieces.bench.output.lines).containsExactly("rolled back: nine");
      pieces.tell("loadp x; storep y; committx");
      assertThat(pieces.stored("x")).contains("1");
      assertThat(pieces.stored("y")).contains("1");
      assertThat(pieces.bench.output.lines).containsExactly("rolled back: nine", "one");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anErrorBehindTheEndOfTheTransactionDoesNotBringItBack(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      pieces.tell("begintx; push 1; storep x");
      assertThat(pieces.error("committx; fail \"late\"")).isEqualTo("Failed");
      assertThat(pieces.open).isEmpty();
      assertThat(pieces.session.inTransaction()).isFalse();
      assertThat(pieces.stored("x")).contains("1");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anErrorRollsBackATransactionThatThePieceBegan(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      assertThat(pieces.error("begintx; push 1; storep x; emit \"one\"; fail \"no\""))
          .isEqualTo("Failed");
      assertThat(pieces.session.inTransaction()).isFalse();
      assertThat(pieces.bench.output.lines).containsExactly("rolled back: one");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aTransactionIsNotLeftOpenBehindAnotherCommit(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      assertThat(pieces.error("push 1; storep x; begintx; push 2; storep y"))
          .isEqualTo("TransactionLeftOpen");
      assertThat(pieces.stored("x")).contains("1");
      assertThat(pieces.stored("y")).isEmpty();
      assertThat(pieces.session.inTransaction()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aPieceCanGoOnFromAnEarlierOne(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      pieces.tell("begintx; push 1; storep x; emit \"one\"");
      Optional<OpenTransaction> earlier = pieces.open;
      pieces.tell("push 2; storep x; push 2; storep y; emit \"two\"");
      pieces.open = earlier;
      pieces.tell("committx");
      assertThat(pieces.stored("x")).contains("1");
      assertThat(pieces.stored("y")).isEmpty();
      assertThat(pieces.bench.output.lines).containsExactly("one");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aBlockJoinsTheTransactionOfTheEarlierPiece(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      pieces.tell("begintx");
      pieces.tell("transaction:\n  push 1\n  storep x\n");
      assertThat(pieces.stored("x")).isEmpty();
      pieces.tell("committx");
      assertThat(pieces.stored("x")).contains("1");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whatTheTransactionHoldsCountsInEachPiece(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      pieces.limits = new RunLimits(1_000_000, 10, 10_000, 30_000, 100_000, Optional.empty());
      String half = "push \"x\"; push 9000; mul; storep %s";
      pieces.tell("begintx; " + half.formatted("a"));
      assertThat(pieces.error(half.formatted("b"))).isEqualTo("none");
      assertThat(pieces.error(half.formatted("c"))).isEqualTo("MemoryExhausted");
      assertThat(pieces.error("committx")).isEqualTo("none");
      assertThat(pieces.bench.value("org/acme/b")).isPresent();
      assertThat(pieces.bench.value("org/acme/c")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aConflictAtTheCommitEndsTheTransaction(Engine engine) {
    try (Pieces pieces = new Pieces(engine)) {
      pieces.tell("begintx; loadp x default 0; storep y");
      pieces.bench.put("org/acme/x", coop.covm.value.NumberValue.of(5));
      assertThat(pieces.error("committx")).isEqualTo("TransactionConflict");
      assertThat(pieces.open).isEmpty();
      assertThat(pieces.session.get(Key.parse("org/acme/y"))).isEmpty();
    }
  }
}
