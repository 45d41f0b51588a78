package coop.covm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.ProgramReplay;
import coop.covm.bytecode.Module;
import coop.covm.engine.Outcome;
import coop.covm.engine.TrapCode;
import coop.covm.golden.Variant.BackendChoice;
import coop.covm.golden.Variant.EngineChoice;
import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples do what their comments promise, on every engine and backend. */
final class ExamplesTest {
  @TempDir Path folder;

  static Stream<Arguments> places() {
    List<Arguments> places = new ArrayList<>();
    for (EngineChoice engine : Variant.ENGINES) {
      for (BackendChoice backend : Variant.BACKENDS) {
        places.add(Arguments.of(engine, backend));
      }
    }
    return places.stream();
  }

  @ParameterizedTest
  @MethodSource("places")
  void theTreasuryGivesTheSameEachTime(EngineChoice engine, BackendChoice backend) {
    try (Store store = open(backend)) {
      for (int round = 0; round < 3; round++) {
        Ended run = run(store, engine, "treasury.covm");
        assertThat(run.outcome().trap()).isEmpty();
        assertThat(run.emitted()).containsExactly("org/treasury/balance");
        assertThat(run.outcome().stack()).isEmpty();
        assertThat(value(store, "org/treasury/balance")).isEqualTo("90");
        assertThat(value(store, "org/projects/funding")).isEqualTo("10");
      }
      assertThat(store.revision()).isEqualTo(6);
      assertProved(store);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void theRegisterTakesMembersOnceAndSuspendsThemOnce(EngineChoice engine, BackendChoice backend) {
    try (Store store = open(backend)) {
      String file = "membership.covm";
      assertThat(run(store, engine, file, "action=join", "member=ana", "name=Ana Ruiz").emitted())
          .containsExactly("ana joined");
      assertThat(run(store, engine, file, "action=join", "member=ben", "name=Ben Okri").emitted())
          .containsExactly("ben joined");
      assertRefused(
          run(store, engine, file, "action=join", "member=ana", "name=Other"),
          "ana is a member already");
      assertThat(run(store, engine, file, "action=suspend", "member=ana").emitted())
          .containsExactly("ana is suspended");
      assertRefused(
          run(store, engine, file, "action=suspend", "member=ana"), "ana is suspended already");
      assertRefused(
          run(store, engine, file, "action=suspend", "member=eve"), "eve is not a member");
      assertThat(run(store, engine, file, "action=list").emitted())
          .containsExactly("Ana Ruiz: suspended", "Ben Okri: active", "1 active");
      assertThat(run(store, engine, file, "action=leave").outcome().trap().orElseThrow().code())
          .isEqualTo(TrapCode.FAILED);
      assertProved(store);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void theRegisterKeepsNamesOutOfTheKeysOfOthers(EngineChoice engine, BackendChoice backend) {
    try (Store store = open(backend)) {
      Ended run =
          run(
              store,
              engine,
              "membership.covm",
              "action=join",
              "member=../../vote/v1",
              "name=Mallory");
      assertThat(run.outcome().trap().orElseThrow().code().title()).isEqualTo("InvalidKey");
      assertThat(store.revision()).isZero();
      assertProved(store);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void aMemberVotesOnceAndTheTallyIsRight(EngineChoice engine, BackendChoice backend) {
    try (Store store = open(backend)) {
      String file = "vote.covm";
      assertThat(
              run(store, engine, file, "action=open", "vote=v1", "options=[\"yes\", \"no\"]")
                  .emitted())
          .containsExactly("the vote v1 is open");
      assertThat(run(store, engine, file, "action=result", "vote=v1").emitted())
          .containsExactly("yes: 0", "no: 0", "nobody has voted yet");
      cast(store, engine, "ana", "yes");
      cast(store, engine, "ben", "no");
      assertThat(run(store, engine, file, "action=result", "vote=v1").emitted())
          .containsExactly("yes: 1", "no: 1", "a tie: yes, no");
      cast(store, engine, "cleo", "yes");
      assertRefused(
          run(store, engine, file, "action=cast", "vote=v1", "member=ana", "option=no"),
          "ana has voted already");
      assertRefused(
          run(store, engine, file, "action=cast", "vote=v1", "member=dan", "option=maybe"),
          "maybe is not an option of the vote v1");
      assertRefused(
          run(store, engine, file, "action=open", "vote=v1", "options=[\"a\", \"b\"]"),
          "the vote v1 is open already");
      assertThat(run(store, engine, file, "action=result", "vote=v1").emitted())
          .containsExactly("yes: 2", "no: 1", "yes leads");
      assertThat(value(store, "vote/v1/tallies/yes")).isEqualTo("2");
      assertThat(value(store, "vote/v1/ballots/dan")).isEqualTo("missing");
      assertProved(store);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void theBudgetIsSpentOnlyAsFarAsItGoes(EngineChoice engine, BackendChoice backend) {
    try (Store store = open(backend)) {
      assertThat(run(store, engine, "budget_deposit.covm", "amount=100").emitted())
          .containsExactly("100.00 deposited");
      assertThat(run(store, engine, "budget_spend.covm", "amount=99.5", "purpose=tools").emitted())
          .containsExactly("99.50 spent on tools");
      assertRefused(
          run(store, engine, "budget_spend.covm", "amount=0.51m", "purpose=tea"),
          "0.50 is left, which does not cover 0.51");
      assertRefused(
          run(store, engine, "budget_deposit.covm", "amount=0.001"),
          "0.001 has fractions of a cent");
      assertRefused(
          run(store, engine, "budget_spend.covm", "amount=-5", "purpose=fraud"),
          "an expense is more than zero, not -5");
      assertThat(value(store, "org/budget/balance")).isEqualTo("0.50");
      assertProved(store);
    }
  }

  @Test
  void everyExampleCompilesWithoutAWarning() {
    List<Path> examples = GoldenFiles.programsIn(GoldenFiles.PROJECT.resolve("examples"));
    assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
    for (Path example : examples) {
      assertThat(Programs.diagnostics(GoldenFiles.read(example)))
          .as(example.getFileName().toString())
          .isEmpty();
    }
  }

  private void cast(Store store, EngineChoice engine, String member, String option) {
    Ended run =
        run(
            store,
            engine,
            "vote.covm",
            "action=cast",
            "vote=v1",
            "member=" + member,
            "option=" + option);
    assertThat(run.emitted()).containsExactly("the vote of %s is counted".formatted(member));
  }

  private static void assertRefused(Ended run, String message) {
    assertThat(run.outcome().trap()).isPresent();
    assertThat(run.outcome().trap().get().code()).isEqualTo(TrapCode.REQUIREMENT_FAILED);
    assertThat(run.outcome().trap().get().message()).contains(message);
    assertThat(run.outcome().writes()).isZero();
    assertThat(run.emitted()).isEmpty();
  }

  private Store open(BackendChoice backend) {
    return Store.open(backend.url(folder.resolve("store")), OpenMode.CREATE);
  }

  private record Ended(Outcome outcome, List<String> emitted) {}

  private static Ended run(Store store, EngineChoice engine, String file, String... parameters) {
    Module module = Programs.example(file);
    GoldenOptions options =
        GoldenOptions.parse(Stream.of(parameters).map(p -> "--param " + p).toList());
    OutputRecorder output = new OutputRecorder();
    try (Session session = Programs.session(store, options, Optional.of(module.source()))) {
      Outcome outcome =
          engine
              .maker()
              .get()
              .run(module, Programs.request(session, options, output, Optional.empty()));
      return new Ended(outcome, output.emitted());
    }
  }

  /** Each commit that the programs made is what they yield, and the store is sound. */
  private static void assertProved(Store store) {
    ProgramReplay replay = new ProgramReplay(store);
    for (long revision = 1; revision <= store.revision(); revision++) {
      ProgramReplay.Result result =
          replay.run(Caller.NOBODY, revision, coop.covm.engine.EngineChoice.AUTO);
      assertThat(result.differences()).as("revision %s", revision).isEmpty();
      assertThat(result.same()).endsWith(revision);
    }
    try {
      assertThat(store.audit().verify(Caller.NOBODY, Optional.empty(), _ -> {}).findings())
          .isEmpty();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String value(Store store, String key) {
    try (Session session = Programs.session(store, GoldenOptions.NONE, Optional.empty())) {
      return session.get(Key.parse(key)).map(Object::toString).orElse("missing");
    }
  }
}
