package coop.covm;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.engine.RunLimits;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageError;
import coop.covm.storage.StoreView;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever data stands in the holes of keys, a program stays in its namespace. */
final class KeyInjectionTest {
  private static final KeyPrefix NAMESPACE = KeyPrefix.parse("org/acme");

  private static final List<String> OTHERS =
      List.of("org/other/x", "org/acmes/x", "org/acme-b/x", "member/bob/x", "vote/v/x");

  /** Each takes a hole {x}, and some a hole {y}; what they read is left on the stack. */
  private static final List<String> PROGRAMS =
      List.of(
          "push 1\nstorep f\"{x}\"",
          "push 1\nstorep f\"{x}/x\"",
          "push 1\nstorep f\"{x}/other/x\"",
          "push 1\nstorep f\"{x}{y}/other/x\"",
          "push 1\nstorep f\"{x}g/other/x\"",
          "push 1\nstorep f\"or{x}/other/x\"",
          "push 1\nstorep f\"a/{x}\"",
          "push 1\nstorep f\"a/{x}/b\"",
          "push 1\nstorep f\"a/{x}{y}/b\"",
          "push 1\nstorep f\"a/v-{x}-w/b\"",
          "push 1\nincrementp f\"{x}/other/x\"",
          "push 1\nincrementp f\"a/{x}\"",
          "deletep f\"{x}/other/x\"",
          "deletep f\"{x}\"",
          "deletep f\"a/{x}\"",
          "loadp f\"{x}/other/x\" default \"none\"",
          "loadp f\"{x}/x\" default \"none\"",
          "loadp f\"{x}\" default \"none\"",
          "loadp f\"a/{x}\" default \"none\"",
          "keyexists f\"{x}/other/x\"",
          "listkeys f\"{x}\"",
          "listkeys f\"{x}/\"",
          "listkeys f\"a/{x}/\"",
          "listversionsp f\"{x}/other/x\"",
          "loadversionp f\"{x}/other/x\" 1",
          "load x\nsegment\nstore s\npush 1\nstorep f\"a/{s}\"",
          "load x\nsegment\nstore s\npush 1\nstorep f\"{s}/other/x\"");

  private static final List<Value> HOSTILE = hostile();

  private final Covm covm = Covm.open("memory:");

  @BeforeEach
  void plant() {
    for (String key : OTHERS) {
      covm.run("push \"victim\"\nstorep " + key);
    }
  }

  @AfterEach
  void close() {
    covm.close();
  }

  @Test
  void noDataInAHoleLeadsOutOfTheNamespace() {
    int done = 0;
    int refused = 0;
    for (String text : PROGRAMS) {
      CompiledProgram program = CompiledProgram.of(text);
      for (Value x : HOSTILE) {
        for (Value y : text.contains("{y}") ? HOSTILE : List.of(StringValue.of("y"))) {
          if (runs(program, Map.of("x", x, "y", y), text)) {
            done++;
          } else {
            refused++;
          }
        }
      }
      assertNothingElseChanged(text);
    }
    assertThat(done).as("some data is harmless").isPositive();
    assertThat(refused).isPositive();
  }

  private boolean runs(CompiledProgram program, Map<String, Value> parameters, String text) {
    RunOptions options =
        RunOptions.STANDARD
            .withPrincipal("eve")
            .withNamespace(NAMESPACE)
            .withLimits(RunLimits.DEFAULT);
    for (Map.Entry<String, Value> parameter : parameters.entrySet()) {
      options = options.withParameter(parameter.getKey(), parameter.getValue());
    }
    try {
      RunResult result = covm.run(program, options);
      assertThat(result.stack().toString())
          .as("%s with %s", text, parameters)
          .doesNotContain("victim")
          .doesNotContain("org/other")
          .doesNotContain("member/bob");
      return true;
    } catch (RunFailedException e) {
      assertThat(e.code().title())
          .as("%s with %s: %s", text, parameters, e.getMessage())
          .isIn("InvalidKey", "TypeMismatch", "KeyNotFound", "RevisionNotFound");
      return false;
    }
  }

  private void assertNothingElseChanged(String text) {
    try (StoreView view = covm.store().view()) {
      Map<String, Optional<Value>> others = new LinkedHashMap<>();
      for (String root : List.of("org", "member", "vote", "system")) {
        for (Key key : view.listKeys(KeyPrefix.parse(root))) {
          if (!NAMESPACE.contains(key)) {
            others.put(key.toString(), view.get(key));
          }
        }
      }
      assertThat(others.keySet()).as(text).containsExactlyInAnyOrderElementsOf(OTHERS);
      assertThat(others.values()).as(text).containsOnly(Optional.of(StringValue.of("victim")));
    }
  }

  @Test
  void nobodyComesUnderANameThatIsNoSegment() {
    CompiledProgram program = CompiledProgram.of("push 1\nstorep member/bob/x");
    for (String name :
        List.of("bob/x", "", "..", "bob\u0000", "bob\uff0fx", "\u202ebob", "bo\u200bb")) {
      try {
        covm.run(program, RunOptions.STANDARD.withPrincipal(name));
        throw new AssertionError("'%s' came in".formatted(name));
      } catch (coop.covm.error.CovmException e) {
        assertThat(e.code()).as(name).isEqualTo(StorageError.INVALID_KEY);
      }
    }
    assertNothingElseChanged("names");
  }

  private static List<Value> hostile() {
    List<Value> values = new ArrayList<>();
    for (String text :
        List.of(
            "",
            ".",
            "..",
            "/",
            "org",
            "or",
            "g",
            "o",
            "rg",
            "member",
            "vote",
            "system",
            "@r",
            "@",
            "Org",
            "ORG",
            "\u043erg",
            "\uff4frg",
            "org/other/x",
            "/org/other/x",
            "org/other",
            "../other/x",
            "x/../../other",
            "system/store",
            "member/bob",
            "org\uff0fother",
            "org\u2215other",
            "org\u2044other",
            "org%2fother",
            "org\\other",
            "org\u0000",
            "org\n",
            " org",
            "org ",
            "\u202eorg",
            "\u200borg",
            "o\u200drg",
            "\ufefforg",
            "\u0301",
            "\u0338",
            "{y}",
            "{x}",
            "\"",
            "x".repeat(129),
            "x".repeat(128),
            "harmless",
            "z\u00f6e",
            "zo\u0308e",
            "\u212a")) {
      values.add(StringValue.of(text));
    }
    values.add(NumberValue.of(7));
    values.add(NumberValue.of(-1));
    values.add(NumberValue.of(-0.0));
    values.add(NumberValue.of(1.5));
    values.add(NumberValue.of(1e300));
    values.add(DecimalValue.of(BigDecimal.TEN));
    values.add(ListValue.of(List.of(StringValue.of("org"))));
    return values;
  }
}
