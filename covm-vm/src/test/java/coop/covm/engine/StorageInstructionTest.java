package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageInstructionTest {
  @ParameterizedTest(name = "{0} => {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          push 5; storep org/acme/x; loadp "org/acme/x" | 5
          push 5; storep x; loadp org/acme/x | 5
          push 5; push "x"; storep; push "x"; loadp | 5
          loadp x | KeyNotFound
          loadp x default 3 | 3
          push 5; storep x; loadp x default 3 | 5
          push 5; storep x; deletep x; keyexists x | false
          deletep x; keyexists x | false
          push null; storep x; keyexists x; loadp x | true null
          push 1; push 5; loadp | TypeMismatch
          push "org"; loadp | InvalidKey
          push 5; push "a//b"; storep | InvalidKey
          push 5; storep system/x/y | SystemKey
          push 1; storep org/b/y; push 1; storep org/a/z; push 1; storep org/ab/c; listkeys org/a | ["org/a/z"]
          push 1; storep x/b; push 1; storep x/a; listkeys x/ | ["org/acme/x/a", "org/acme/x/b"]
          listkeys nothing | []
          push "x"; push "y"; push 1; pop; listkeys | "x" []
          push 5; incrementp x; push 2; incrementp x; loadp x | 7
          push 5m; incrementp x; push 2; incrementp x; loadp x | 7m
          push 2; push "x"; incrementp; loadp x | 2
          push "a"; incrementp x | TypeMismatch
          push "a"; storep x; push 1; incrementp x | TypeMismatch
          push 9007199254740992; storep x; push 2; incrementp x | IncrementOverflow
          push 1; storep x; push 2; storep x; loadversionp x 1; loadversionp x 2 | 1 2
          push 1; storep x; loadversionp x 0 | RevisionNotFound
          push 1; storep x; loadversionp x 2 | RevisionNotFound
          push 1; storep x; push "x"; push 1.5; loadversionp | RevisionNotFound
          push 1; storep x; push "x"; push -1; loadversionp | RevisionNotFound
          push 1; storep x; push "x"; push 1m; loadversionp | TypeMismatch
          push 1; storep y; push 1; storep x; loadversionp x 1 | KeyNotFound
          push 1; storep x; push 5; storep x; diffversionsp x 1 2 | 4
          push 1.50m; storep x; push 5; storep x; diffversionsp x 1 2 | 3.50m
          push 1.5; storep x; push 5m; storep x; diffversionsp x 1 2 | {"from": 1.5, "to": 5m}
          push 1; storep x; push "b"; storep x; diffversionsp x 1 2 | {"from": 1, "to": "b"}
          push 1; storep y; push 1; storep x; diffversionsp x 1 2 | {"to": 1}
          push 1; storep x; deletep x; diffversionsp x 1 2 | {"from": 1}
          push 1; storep x; deletep x; diffversionsp y 1 2 | {}
          listversionsp x | []
          push "o"; store o; push 1; storep f"{o}/x"; loadp org/acme/o/x | 1
          push 7; store o; push 1; storep f"{o}"; loadp org/acme/7 | 1
          push "o"; store o; push 1; storep f"a/v-{o}"; listkeys f"a/" | ["org/acme/a/v-o"]
          push "org"; store o; push 1; storep f"{o}/x/y" | InvalidKey
          push "@r"; store o; push 1; storep f"{o}/x/y" | InvalidKey
          push "or"; store o; push 1; storep f"{o}g/x/y" | InvalidKey
          push "a/b"; store o; push 1; storep f"org/{o}/x" | InvalidKey
          push ""; store o; push 1; storep f"org/a{o}/x" | InvalidKey
          push ".."; store o; push 1; storep f"org/{o}/x" | InvalidKey
          push 1.5; store o; push 1; storep f"org/{o}/x" | TypeMismatch
          push true; store o; push 1; storep f"org/{o}/x" | TypeMismatch
          push 1m; store o; push 1; storep f"org/{o}/x" | TypeMismatch
          push "b"; store o; push 1; storep f"org/{o}/x"; listkeys f"org/{o}" | ["org/b/x"]
          """)
  void storageInstructionsDoWhatTheLanguageSays(String program, String expected) {
    Bench.Result result = Bench.of(program);
    if (expected.matches("[A-Z][A-Za-z]+")) {
      assertThat(result.error()).isEqualTo(expected);
    } else {
      assertThat(String.join(" ", result.stack())).isEqualTo(expected);
    }
  }

  @Test
  void versionsAreMapsOldestFirstWithoutAValueForARemoval() {
    try (Bench bench = new Bench()) {
      Bench.Result result =
          bench.run(
              """
              push 1; storep x
              deletep x
              push "v"; storep x
              listversionsp x; store all
              load all
              foreach v:
                  load v; push "time"; get; floor; load v; push "time"; get; eq; require "whole"
                  load v; push "time"; remove; emit
              """);
      assertThat(result.outcome().trap()).isEmpty();
      assertThat(result.lines())
          .containsExactly(
              "{\"revision\": 1, \"by\": \"ada\", \"value\": 1}",
              "{\"revision\": 2, \"by\": \"ada\"}",
              "{\"revision\": 3, \"by\": \"ada\", \"value\": \"v\"}");
    }
  }

  @Test
  void theOutcomeTellsWritesAndRevision() {
    Outcome outcome = Bench.of("push 1; storep a; push 2; storep b; deletep a").outcome();
    assertThat(outcome.writes()).isEqualTo(3);
    assertThat(outcome.revision()).isEqualTo(3);
  }

  @Test
  void aLostUpdateIsNeverSilent() {
    try (Bench bench = new Bench()) {
      bench.put("org/acme/x", NumberValue.of(1));
      bench.output =
          new Recording() {
            @Override
            public void emit(String text) {
              bench.put("org/acme/x", NumberValue.of(50));
            }
          };
      Bench.Result result = bench.run("loadp x\nemit \"now\"\npush 1; add; storep x");
      assertThat(result.error()).isEqualTo("TransactionConflict");
      assertThat(result.trapped()).isEqualTo("storep x");
      assertThat(bench.value("org/acme/x")).contains(NumberValue.of(50));
    }
  }

  @Test
  void readsOutsideATransactionSeeTheViewOfTheRun() {
    try (Bench bench = new Bench()) {
      bench.put("org/acme/x", StringValue.of("old"));
      bench.output =
          new Recording() {
            @Override
            public void emit(String text) {
              bench.put("org/acme/x", StringValue.of("new"));
            }
          };
      assertThat(bench.run("emit \"now\"\nloadp x\nbegintx; loadp x; committx\nloadp x").stack())
          .containsExactly("\"old\"", "\"new\"", "\"new\"");
    }
  }
}
