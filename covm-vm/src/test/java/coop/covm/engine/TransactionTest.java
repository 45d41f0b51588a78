package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.error.ErrorKind;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TransactionTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static Value number(double value) {
    return NumberValue.of(value);
  }

  /** Commits a change of the key as somebody else at each dumpstack, so many times. */
  private void interfere(String key, int times) {
    bench.output =
        new Recording() {
          private int left = times;

          @Override
          public void dump(String text) {
            if (left-- > 0) {
              bench.put(key, number(100 + left));
            }
          }
        };
  }

  @Test
  void anExplicitTransactionStoresAllOrNothing() {
    assertThat(bench.run("begintx\npush 1; storep a\npush 2; storep b\ncommittx").error())
        .isEqualTo("none");
    assertThat(bench.store.revision()).isEqualTo(1);
    assertThat(bench.run("begintx\npush 3; storep a\nrollbacktx\nloadp a").stack())
        .containsExactly("1");
    assertThat(bench.run("begintx\npush 3; storep a\nfail \"x\"").error()).isEqualTo("Failed");
    assertThat(bench.value("org/acme/a")).contains(number(1));
    assertThat(bench.store.revision()).isEqualTo(1);
  }

  @Test
  void aTransactionThatWroteNothingMakesNoRevision() {
    assertThat(bench.run("begintx\ncommittx\ntransaction:\n    nop").outcome().revision()).isZero();
  }

  @Test
  void whatIsEmittedInsideAppearsOnCommitInOrder() {
    assertThat(
            bench
                .run(
                    "emit \"0\"\nbegintx\nemit \"1\"\nemitevent \"c\" \"m\"\nemit \"2\"\ndumpstack\ncommittx\nemit \"3\"")
                .lines())
        .containsExactly("0", "dump stack, top first: 0 values", "1", "event c: m", "2", "3");
  }

  @Test
  void whatIsRolledBackIsToldAsSuch() {
    String begin = "emit \"0\"\nbegintx\nemit \"1\"\nemitevent \"c\" \"m\"\n";
    String[] lines = {"0", "rolled back: 1", "rolled back: event c: m"};
    assertThat(bench.run(begin + "rollbacktx").lines()).containsExactly(lines);
    assertThat(bench.run(begin + "fail \"x\"").lines()).containsExactly(lines);
    assertThat(bench.run(begin).lines()).containsExactly(lines);
    assertThat(bench.run("transaction:\n    emit \"1\"\n    loadp missing; pop").lines())
        .containsExactly("rolled back: 1");
  }

  @Test
  void rollbackUndoesStorageAndOutputButNotVariables() {
    assertThat(
            bench
                .run(
                    "push 1; storep x\nbegintx\npush 2; storep x\npush 5; store n\nrollbacktx\nload n; loadp x")
                .stack())
        .containsExactly("5", "1");
  }

  @Test
  void aTransactionLeftOpenIsAnErrorAndRolledBack() {
    Bench.Result result = bench.run("begintx\npush 1; storep x");
    assertThat(result.error()).isEqualTo("TransactionLeftOpen");
    assertThat(bench.value("org/acme/x")).isEmpty();
  }

  @Test
  void misplacedTransactionInstructionsAreErrors() {
    for (String source :
        List.of(
            "begintx\nbegintx",
            "committx",
            "rollbacktx",
            "begintx\ncommittx\ncommittx",
            "transaction:\n    begintx",
            "transaction:\n    committx",
            "transaction:\n    rollbacktx",
            "def f():\n    committx\ntransaction:\n    call f",
            "begintx\ntransaction:\n    committx")) {
      assertThat(bench.run(source).error()).as(source).isEqualTo("TransactionState");
    }
  }

  @Test
  void aCalleeMayCommitWhatItsCallerBegan() {
    assertThat(
            bench.run("def f():\n    committx\nbegintx\npush 1; storep x\ncall f\nloadp x").stack())
        .containsExactly("1");
  }

  @Test
  void blocksThatAreReachedInsideATransactionJoinIt() {
    bench.run(
        """
        def inner():
            transaction:
                push 2; storep b
        transaction:
            push 1; storep a
            call inner
            transaction:
                push 3; storep c
        """);
    assertThat(bench.store.revision()).isEqualTo(1);
    assertThat(
            bench.run("begintx\ntransaction:\n    push 9; storep a\nrollbacktx\nloadp a").stack())
        .containsExactly("1");
  }

  @Test
  void leavingABlockByBreakContinueOrReturnCommits() {
    assertThat(
            bench
                .run(
                    """
                    def f():
                        transaction:
                            push 1; storep a
                            transaction:
                                push 1; storep b
                                return
                    call f
                    loop 2:
                        transaction:
                            push 1; incrementp c
                            continue
                    loop 2:
                        transaction:
                            push 1; incrementp d
                            break
                    loadp a; loadp b; loadp c; loadp d
                    """)
                .stack())
        .containsExactly("1", "1", "2", "1");
    assertThat(bench.store.revision()).isEqualTo(4);
  }

  @Test
  void aConflictRunsTheBlockAgainFromWhatItStartedWith() {
    bench.put("org/acme/x", number(1));
    interfere("org/acme/x", 3);
    Bench.Result result =
        bench.run(
            """
            push 10; store n
            push "kept"
            emit "before"
            loop 2:
                transaction:
                    load n; push 1; add; store n
                    push n; push 7; swap; store
                    loadp x
                    dumpstack
                    push 1; add; storep x
                    emit f"try with {n}"
            load n
            loadp x
            """
                .replace("push n; push 7; swap; store\n", "push 7; push \"other\"; store\n"));
    assertThat(result.stack()).containsExactly("\"kept\"", "12", "102");
    assertThat(result.lines()).containsExactly("before", "try with 11", "try with 12");
  }

  @Test
  void variablesStoredFirstInsideTheBlockAreUnsetInTheNextTry() {
    bench.put("org/acme/x", number(1));
    interfere("org/acme/x", 1);
    assertThat(
            bench
                .run(
                    """
                    push [9]; store y
                    transaction:
                        loadp x default 0
                        dumpstack
                        push 101; ge
                        if:
                            load fresh; pop
                        push 1; store fresh
                        push 1; store y
                        push 1; storep x
                    """
                        .replace("push 101; ge", "push 100; eq"))
                .error())
        .isEqualTo("VariableNotFound");
  }

  @Test
  void poppedNamesAreRestoredToo() {
    bench.put("org/acme/x", number(1));
    interfere("org/acme/x", 1);
    assertThat(
            bench
                .run(
                    """
                    push 1; push "a"; store
                    transaction:
                        loadp x; pop
                        dumpstack
                        push "a"; load; push 1; add; push "a"; store
                        push 5; storep x
                    push "a"; load
                    """)
                .stack())
        .containsExactly("2");
  }

  @Test
  void anIncrementThatItsCommitFindsWrongIsReportedWhereItStandsAndNotAsACall() {
    bench.put("org/acme/x", StringValue.of("many"));
    Bench.Result result =
        bench.run("transaction:\n    push 2; storep y\n    push 1; incrementp x\n    nop");
    assertThat(result.error()).isEqualTo("TypeMismatch");
    assertThat(result.trapped()).isEqualTo("incrementp x");
    assertThat(result.trap().calls()).hasSize(1);
  }

  @Test
  void tenTriesThenTheConflictIsTheError() {
    bench.put("org/acme/x", number(1));
    interfere("org/acme/x", 1000);
    Bench.Result result =
        bench.run(
            "transaction:\n    loadp x\n    dumpstack\n    push 1; add; storep x\n    emit \"tried\"");
    assertThat(result.error()).isEqualTo("TransactionConflict");
    assertThat(result.trap().code().kind()).isEqualTo(ErrorKind.CONFLICT);
    assertThat(result.lines()).containsExactly("rolled back: tried");
    assertThat(bench.store.revision()).isEqualTo(11);
  }

  /** From the fourth try on the store makes the other committer wait a second. */
  @Tag("slow")
  @Test
  void theTenthTryMaySucceed() {
    bench.put("org/acme/x", number(1));
    interfere("org/acme/x", 9);
    assertThat(
            bench
                .run("transaction:\n    loadp x\n    dumpstack\n    push 1; add; storep x\nloadp x")
                .stack())
        .containsExactly("101");
  }

  @Test
  void anExplicitTransactionNeverRunsAgain() {
    bench.put("org/acme/x", number(1));
    interfere("org/acme/x", 1);
    Bench.Result result =
        bench.run("begintx\nloadp x\ndumpstack\npush 1; add; storep x\nemit \"e\"\ncommittx");
    assertThat(result.error()).isEqualTo("TransactionConflict");
    assertThat(result.trapped()).isEqualTo("committx");
    assertThat(result.lines()).containsExactly("rolled back: e");
  }

  @Test
  void incrementsNeverConflict() {
    bench.put("org/acme/x", number(1));
    interfere("org/acme/x", 1);
    assertThat(bench.run("transaction:\n    push 1; incrementp x\n    dumpstack\nloadp x").stack())
        .containsExactly("101");
    assertThat(bench.store.revision()).isEqualTo(3);
  }

  @Test
  void anIncrementThatFailsAtCommitIsReportedAtItsInstruction() {
    for (String frame : List.of("begintx\n%s\nnop\ncommittx", "transaction:\n    %s\n    nop")) {
      bench.put("org/acme/x", StringValue.of("text"));
      bench.output = new Recording();
      Bench.Result result = bench.run(frame.formatted("push 1; incrementp x"));
      assertThat(result.error()).isEqualTo("TypeMismatch");
      assertThat(result.trapped()).isEqualTo("incrementp x");
    }
  }

  @Test
  void fuelStaysSpentWhenABlockRunsAgain() {
    String source = "transaction:\n    loadp x\n    dumpstack\n    push 1; add; storep x";
    bench.put("org/acme/x", number(1));
    long once = bench.run(source).outcome().fuel();
    interfere("org/acme/x", 2);
    assertThat(bench.run(source).outcome().fuel()).isGreaterThan(2 * once);
  }

  @Test
  void whatATryEmittedInVainDoesNotCount() {
    // Room for the line of 1,001 bytes once, and for the dumps.
    bench.limits(10_000, 10, 1 << 20, 1 << 20, 1200);
    bench.put("org/acme/x", number(1));
    interfere("org/acme/x", 2);
    Bench.Result result =
        bench.run(
            """
            push "a"; push 1000; mul; store line
            transaction:
                loadp x
                dumpstack
                push 1; add; storep x
                load line; emit
            """);
    assertThat(result.error()).isEqualTo("none");
    assertThat(result.lines()).hasSize(1);
  }

  @Test
  void anAtomicRunIsOneTransaction() {
    bench.atomic = true;
    assertThat(bench.run("push 1; storep a\npush 2; storep b\nemit \"x\"\nloadp a").stack())
        .containsExactly("1");
    assertThat(bench.store.revision()).isEqualTo(1);
    assertThat(bench.run("begintx\ncommittx").error()).isEqualTo("TransactionState");
    assertThat(bench.run("push 9; storep a\nemit \"x\"\nfail \"no\"").lines())
        .containsExactly("rolled back: x");
    assertThat(bench.value("org/acme/a")).contains(number(1));
  }

  @Test
  void anAtomicRunThatConflictsStartsAgain() {
    bench.atomic = true;
    bench.parameters.put("p", number(7));
    bench.parameters.put("q", number(8));
    bench.put("org/acme/x", number(1));
    interfere("org/acme/x", 2);
    Bench.Result result =
        bench.run(
            """
            load p; push 1; add; store p
            push "q"; load; push 1; add; push "q"; store
            loadp x
            dumpstack
            transaction:
                push 1; add; storep x
            emit f"p {p}"
            load p; push "q"; load; loadp x
            """);
    assertThat(result.stack()).containsExactly("8", "9", "101");
    assertThat(result.lines()).containsExactly("p 8");
  }

  @Test
  void anOutputThatFailsLeavesNoTransactionOpen() {
    bench.output =
        new Recording() {
          @Override
          public void dump(String text) {
            throw new IllegalStateException("broken pipe");
          }
        };
    try (var session = bench.session()) {
      RunRequest request =
          new RunRequest(
              session,
              java.util.Map.of(),
              RunLimits.DEFAULT,
              0,
              false,
              bench.output,
              Optional.empty());
      var module = Bench.compile("begintx\npush 1; storep x\ndumpstack\ncommittx");
      assertThatThrownBy(() -> new Interpreter().run(module, request)).hasMessage("broken pipe");
      assertThat(session.inTransaction()).isFalse();
    }
    assertThat(bench.value("org/acme/x")).isEmpty();
  }
}
