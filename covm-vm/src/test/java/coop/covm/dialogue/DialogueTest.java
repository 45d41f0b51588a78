package coop.covm.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.ProgramReplay;
import coop.covm.RunOptions;
import coop.covm.engine.EngineChoice;
import coop.covm.engine.Recording;
import coop.covm.engine.TracePoint;
import coop.covm.engine.Tracer;
import coop.covm.engine.Trap;
import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CommitRecord;
import coop.covm.syntax.DiagnosticRenderer;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What inputs find of those before them, and what commits say of them. */
final class DialogueTest {
  private final Store store = Store.open("memory:", OpenMode.CREATE);
  private final Recording output = new Recording();
  private final Dialogue dialogue =
      new Dialogue(
          store, RunOptions.STANDARD.withNamespace(KeyPrefix.parse("org/acme")), "<shell>", output);

  @AfterEach
  void close() {
    dialogue.close();
    store.close();
  }

  private Answer.Ran ran(String text) {
    Answer answer = dialogue.tell(text, Optional.empty());
    if (answer instanceof Answer.Refused refused) {
      throw new AssertionError(rendered(refused));
    }
    return (Answer.Ran) answer;
  }

  private void told(String... texts) {
    for (String text : texts) {
      assertThat(ran(text).outcome().trap()).as(text).isEmpty();
    }
  }

  private Trap failed(String text) {
    return ran(text).outcome().trap().orElseThrow();
  }

  private String refused(String text) {
    return rendered((Answer.Refused) dialogue.tell(text, Optional.empty()));
  }

  private static String rendered(Answer.Refused refused) {
    return new DiagnosticRenderer(DiagnosticRenderer.Colour.NONE)
        .render(refused.source(), refused.diagnostics());
  }

  private String stack() {
    return dialogue.stack().stream().map(Value::literal).toList().toString();
  }

  private Optional<String> stored(String key) {
    try (StoreView view = store.view()) {
      return view.get(Key.parse("org/acme/" + key)).map(Value::literal);
    }
  }

  private CommitRecord commit(long revision) {
    try (StoreView view = store.view()) {
      return view.commit(revision);
    }
  }

  private ProgramReplay.Result replay(long revision) {
    return new ProgramReplay(store).run(Caller.NOBODY, revision, EngineChoice.INTERPRETER);
  }

  @Test
  void stackVariablesAndFunctionsStay() {
    told("push 40", "push 2", "add", "store x", "def twice(a):\n  load a; push 2; mul\n");
    told("load x", "call twice");
    assertThat(stack()).isEqualTo("[84]");
    assertThat(dialogue.variables().toString()).isEqualTo("{x=42}");
    assertThat(dialogue.functions().keySet()).containsExactly("twice");
  }

  @Test
  void anInputThatFailsLeavesEverythingAsItWas() {
    told("push 1; store x; push 7");
    assertThat(failed("push 2; store x; push 8; push 3; storep y; fail \"no\"").message())
        .isEqualTo("no");
    assertThat(stack()).isEqualTo("[7]");
    assertThat(dialogue.variables().toString()).isEqualTo("{x=1}");
    assertThat(stored("y")).contains("3");
  }

  @Test
  void anInputThatDoesNotCompileRunsNothing() {
    told("push 1");
    assertThat(refused("push 2; storep y; ad")).contains("did you mean 'add'");
    assertThat(stack()).isEqualTo("[1]");
    assertThat(store.revision()).isZero();
  }

  @Test
  void linesAreCountedThroughTheDialogue() {
    told("push 1; pop");
    dialogue.skipLines(1);
    told("def half(a):\n  load a\n  push 0\n  div\n");
    assertThat(refused("push 1\npushh 2")).startsWith("<shell>:8:1: ").contains("8 | pushh 2");
    Answer.Ran answer = ran("push 1; call half");
    Trap trap = answer.outcome().trap().orElseThrow();
    assertThat(trap.calls().stream().map(call -> answer.source().line(call.start())))
        .containsExactly(6, 9);
  }

  @Test
  void messagesThatNameALineMeanTheLinesOfTheDialogue() {
    told("nop", "nop", "nop");
    assertThat(refused("def f():\n  nop\ndef f():\n  nop"))
        .contains("already defined at line 4")
        .contains("<shell>:6:5");
  }

  @Test
  void whatTheStackHeldIsNotStatedWhereItIsNotLookedAt() {
    told("push \"secret\"; push 5; store x; push 6; store y");
    told("load x; storep a");
    CommitRecord commit = commit(1);
    assertThat(replay(1).program()).isEqualTo("load x; storep a");
    assertThat(commit.body().run().parameters().keySet()).containsExactly("x");
    assertThat(stack()).isEqualTo("[\"secret\"]");
  }

  @Test
  void aCommitThatTookFromTheStackCanBeReplayed() {
    told("push 40", "push 2; store y", "push 1");
    told("add; load y; add; storep total");
    assertThat(stored("total")).contains("43");
    ProgramReplay.Result result = replay(1);
    assertThat(result.differences()).isEmpty();
    assertThat(result.same()).containsExactly(1L);
    assertThat(result.program())
        .isEqualTo("load stack1; load stack2\nadd; load y; add; storep total");
    assertThat(result.parameters().toString()).isEqualTo("{stack1=40, stack2=1, y=2}");
    assertThat(dialogue.variables().keySet()).containsExactly("y");
  }

  @Test
  void theStackNeverHidesBehindAVariableOfItsName() {
    told("push 5; store stack1; push 9");
    told("load stack1; add");
    assertThat(stack()).isEqualTo("[14]");
    assertThat(dialogue.variables().toString()).isEqualTo("{stack1=5}");
  }

  @Test
  void whatAsksForTheWholeStackSeesIt() {
    told("push 1; push 1", "depth", "pop; assertequalstack 2", "dumpstack");
    assertThat(output.lines).hasSize(1);
    assertThat(output.lines.getFirst()).contains("2 values");
    assertThat(stack()).isEqualTo("[1, 1]");
  }

  @Test
  void aNameThatIsPoppedFindsEveryVariable() {
    told("push 5; store x", "push \"x\"; load");
    assertThat(stack()).isEqualTo("[5]");
    told("push 7; push \"x\"; store", "pop; load x");
    assertThat(stack()).isEqualTo("[7]");
  }

  @Test
  void functionsThatFunctionsCallComeAlong() {
    told("def one():\n  push 1\n", "def two():\n  call one; push 1; add\n", "nop");
    told("call two; storep x");
    assertThat(stored("x")).contains("2");
    assertThat(replay(1).isSame()).isTrue();
    assertThat(replay(1).program())
        .isEqualTo("call two; storep x\ndef two():\n  call one; push 1; add\ndef one():\n  push 1");
  }

  @Test
  void aFunctionThatIsDefinedAnewIsTheNewOneForEverybody() {
    told("def one():\n  push 1\n", "def two():\n  call one; push 1; add\n");
    told("def one():\n  push 10\n", "call two");
    assertThat(stack()).isEqualTo("[11]");
  }

  @Test
  void aFunctionThatNoLongerFitsIsToldWhereItStands() {
    told("def one():\n  push 1\n", "def two():\n  call one; push 1; add\n");
    told("def one():\n  nop\n");
    assertThat(refused("call two")).startsWith("<shell>:4:21");
  }

  @Test
  void aTransactionThroughSeveralInputsIsOneProgramThatCanBeReplayed() {
    told("push 3; push 1; store n");
    told("begintx; storep x", "load n; push 1; add; store n");
    assertThat(dialogue.transaction().orElseThrow().changes().keySet())
        .containsExactly(Key.parse("org/acme/x"));
    assertThat(stored("x")).isEmpty();
    told("def two():\n  push 2\n", "loadp x; call two; mul; load n; add; storep y", "committx");
    assertThat(stored("x")).contains("3");
    assertThat(stored("y")).contains("8");
    assertThat(dialogue.transaction()).isEmpty();
    assertThat(replay(1).differences()).isEmpty();
    assertThat(replay(1).parameters().toString()).isEqualTo("{stack1=3, n=1}");
  }

  @Test
  void whatFailedInATransactionIsNoPartOfItsProgram() {
    told("begintx; push 1; storep x");
    assertThat(failed("push 2; storep x; push 2; storep z; load nothing; pop").code().title())
        .isEqualTo("VariableNotFound");
    told("push 5; storep y", "committx");
    assertThat(stored("x")).contains("1");
    assertThat(stored("z")).isEmpty();
    assertThat(replay(1).program())
        .isEqualTo("begintx; push 1; storep x\npush 5; storep y\ncommittx");
    assertThat(replay(1).isSame()).isTrue();
  }

  @Test
  void eachInputOfATransactionHasTheWholeFuelAndTheReplayToo() {
    try (Dialogue bounded =
        new Dialogue(
            store,
            RunOptions.STANDARD.withLimits(RunOptions.STANDARD.limits().withFuel(100)),
            "<shell>",
            output)) {
      for (String text :
          List.of(
              "begintx",
              "loop 20:\n  nop\n",
              "loop 20:\n  nop\n",
              "push 1; storep org/acme/x",
              "committx")) {
        Answer.Ran answer = (Answer.Ran) bounded.tell(text, Optional.empty());
        assertThat(answer.outcome().trap()).as(text).isEmpty();
      }
    }
    assertThat(replay(1).differences()).isEmpty();
  }

  @Test
  void aFunctionOfATransactionCannotBecomeAnother() {
    told("def one():\n  push 1\n", "begintx; call one; storep x");
    assertThat(refused("def one():\n  push 2\n"))
        .contains("cannot be defined anew while a transaction is open")
        .contains("line 3");
    told("call one; storep y", "committx", "def one():\n  push 2\n");
    assertThat(replay(1).isSame()).isTrue();
  }

  @Test
  void everyInputSeesTheNewestRevision() {
    told("push 1; storep x");
    try (Dialogue other = new Dialogue(store, RunOptions.STANDARD, "<other>", new Recording())) {
      assertThat(other.tell("push 2; storep org/acme/x", Optional.empty()))
          .isInstanceOf(Answer.Ran.class);
    }
    told("loadp x");
    assertThat(stack()).isEqualTo("[2]");
  }

  @Test
  void undoTakesBackTheLastInputsOneByOne() {
    told("push 1", "store x", "def one():\n  push 1\n", "push 5; store x");
    assertThat(dialogue.undo().orElseThrow().input()).isEqualTo("push 5; store x");
    assertThat(dialogue.variables().toString()).isEqualTo("{x=1}");
    assertThat(dialogue.undo()).isPresent();
    assertThat(dialogue.functions()).isEmpty();
    assertThat(dialogue.undo()).isPresent();
    assertThat(stack()).isEqualTo("[1]");
    assertThat(dialogue.variables()).isEmpty();
    assertThat(dialogue.undo()).isPresent();
    assertThat(stack()).isEqualTo("[]");
    assertThat(dialogue.undo()).isEmpty();
  }

  @Test
  void undoSaysWhatWasCommittedAndStays() {
    told("push 1; storep x; push 2");
    Undone undone = dialogue.undo().orElseThrow();
    assertThat(undone.writes()).isEqualTo(1);
    assertThat(undone.revision()).isEqualTo(1);
    assertThat(stored("x")).contains("1");
    assertThat(stack()).isEqualTo("[]");
  }

  @Test
  void undoTakesBackPendingChanges() {
    told("begintx; push 1; storep x", "push 2; storep x; push 3; storep y");
    assertThat(dialogue.undo().orElseThrow().transaction()).isEqualTo(Undone.Transaction.AS_BEFORE);
    told("committx");
    assertThat(stored("x")).contains("1");
    assertThat(stored("y")).isEmpty();
    assertThat(replay(1).isSame()).isTrue();
  }

  @Test
  void undoOfTheBeginningRollsBack() {
    told("begintx; push 1; storep x; emit \"waits\"");
    assertThat(dialogue.undo().orElseThrow().transaction())
        .isEqualTo(Undone.Transaction.ROLLED_BACK);
    assertThat(dialogue.transaction()).isEmpty();
    assertThat(output.lines).containsExactly("rolled back: waits");
    assertThat(store.revision()).isZero();
  }

  @Test
  void undoOfTheEndDoesNotBringTheTransactionBack() {
    told("begintx; push 1; storep x", "committx");
    Undone undone = dialogue.undo().orElseThrow();
    assertThat(undone.transaction()).isEqualTo(Undone.Transaction.OVER);
    assertThat(undone.writes()).isEqualTo(1);
    assertThat(dialogue.undo().orElseThrow().transaction()).isEqualTo(Undone.Transaction.NONE);
    told("push 2; storep x");
    assertThat(stored("x")).contains("2");
  }

  @Test
  void closingRollsBackAndTellsIt() {
    told("begintx; push 1; storep x; emit \"waits\"");
    dialogue.close();
    assertThat(output.lines).containsExactly("rolled back: waits");
    assertThat(store.revision()).isZero();
  }

  @Test
  void whatIsEmptyIsNoInput() {
    assertThat(dialogue.tell("", Optional.empty())).isInstanceOf(Answer.Nothing.class);
    assertThat(dialogue.tell("  # only this", Optional.empty())).isInstanceOf(Answer.Nothing.class);
    assertThat(dialogue.undo()).isEmpty();
  }

  @Test
  void whoWatchesSeesWhatWasTypedOnly() {
    told("push 1; push 2");
    List<String> seen = new ArrayList<>();
    dialogue.tell(
        "add",
        Optional.of(source ->
            new Tracer() {
              @Override
              public void before(TracePoint point) {
                seen.add(source.number(point.line()) + " " + point.text());
              }
            }));
    assertThat(seen).containsExactly("2 add", "2 return");
  }

  @Test
  void parametersAreTheFirstVariables() {
    try (Dialogue other =
        new Dialogue(
            store,
            RunOptions.STANDARD.withParameter("amount", NumberValue.of(4)),
            "<shell>",
            output)) {
      other.tell("load amount", Optional.empty());
      assertThat(other.stack().toString()).isEqualTo("[4]");
    }
  }
}
