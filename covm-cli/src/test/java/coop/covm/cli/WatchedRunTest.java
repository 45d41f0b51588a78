package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are traced, explained or profiled. */
class WatchedRunTest {
  private static final String PROGRAM =
      """
      def pay(to, amount):
        load amount; incrementp f"org/{to}/sum"
      push ["ana", "ben"]
      foreach member:
        load member; push 5; call pay
      loadp org/ana/sum; emit
      """;

  @TempDir Path directory;

  private Result run(String text, String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", "-", "--store", "memory:"));
    arguments.addAll(List.of(options));
    return CovmProcess.in(directory).input(text).run(arguments);
  }

  @Test
  void aTraceShowsEachInstructionWithItsStackAndWhatItDidToTheStore() {
    Result run = run(PROGRAM, "--trace").exits(0);
    assertThat(run.out()).isEqualTo("5\n");
    assertThat(run.err())
        .startsWith(
            """
               3 | push ["ana", "ben"]               []
               4 | foreachstart slot 0               [["ana", "ben"]]
               4 | foreachnext slot 0, member, L16   []
               5 | load member                       []
               5 | push 5                            ["ana"]
               5 | call pay                          ["ana", 5]
               2 |   load amount                     []
               2 |   operandvariable to              [5]
               2 |   keytemplate f"org/{}/sum"       [5, "ana"]
               2 |   incrementp                      [5, "org/ana/sum"]
                 |     = adds 5 to org/ana/sum, committed as revision 1
               2 |   return                          []
               4 | jump L4                           []
            """)
        .endsWith(
            """
               6 | operand "org/ana/sum"             []
               6 | loadp                             ["org/ana/sum"]
                 |   = reads org/ana/sum: 5
               6 | emit                              [5]
               6 | return                            []
            """);
  }

  @Test
  void anExplanationTellsEachLineAndWhatItsInstructionsDid() {
    Result run = run(PROGRAM, "--explain").exits(0);
    assertThat(run.out()).isEqualTo("5\n");
    assertThat(run.err())
        .startsWith(
            """
               3 | push ["ana", "ben"]
                 |   pushes ["ana", "ben"]                               [["ana", "ben"]]
               4 | foreach member:
                 |   takes ["ana", "ben"] to go through                  []
                 |   stores the next element, "ana", in the variable member  []
               5 | load member; push 5; call pay
                 |   pushes the variable member: "ana"                   ["ana"]
                 |   pushes 5                                            ["ana", 5]
                 |   calls pay with to = "ana", amount = 5               []
               2 |   load amount; incrementp f"org/{to}/sum"
                 |     pushes the variable amount: 5                     [5]
                 |     fills the holes: "org/ana/sum"                    [5, "org/ana/sum"]
                 |     adds 5 to org/ana/sum, committed as revision 1    []
                 |     ends pay                                          []
                 |   goes on at line 4                                   []
               4 | foreach member:
                 |   stores the next element, "ben", in the variable member  []
            """)
        .endsWith(
            """
               4 | foreach member:
                 |   no element is left: on to line 6                    []
               6 | loadp org/ana/sum; emit
                 |   reads org/ana/sum: 5                                [5]
                 |   emits 5                                             []
                 |   ends the program                                    []
            """);
  }

  @Test
  void transactionsAreToldWithWhatBecomesOfThem() {
    String text =
        "transaction:\n  push 1; storep a\n  emit \"x\"\ndef f():\n  nop\n  return\ncall f";
    String told = run(text, "--explain", "--namespace", "org/b").exits(0).err();
    assertThat(told)
        .contains("  begins the transaction: block")
        .contains("  stores 1 under org/b/a  ")
        .contains("  emits \"x\", to be shown when the transaction has committed")
        .contains("  ends the transaction: block, committed as revision 1")
        .contains("6 |   return\n");
    String whole = "  ends the transaction of the whole run, at revision 1\n";
    assertThat(run("push 1; storep org/a", "--explain", "--atomic").exits(0).err()).endsWith(whole);
    assertThat(run("push 1; storep org/a", "--trace", "--atomic").exits(0).err())
        .endsWith("= " + whole.strip() + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--trace", "--explain", "--profile"})
  void watchingChangesNothingButWhatIsShown(String way) {
    String text = PROGRAM + "loadp org/none";
    Result plain = run(text, "--json").exits(70);
    Result watched = run(text, "--json", way).exits(70);
    Map<String, @Nullable Object> document = new HashMap<>(JsonText.object(watched.out()));
    document.remove("profile");
    assertThat(document).isEqualTo(JsonText.object(plain.out()));
    assertThat(watched.err()).endsWith(plain.err());
    assertThat(run(text, way).exits(70).err()).endsWith(plain.err());
  }

  @Test
  void whatIsShownIsBounded() {
    String text = "push 0\nloop 30000:\n  push 1; add\nemit";
    Result usual = run(text, "--trace").exits(0);
    assertThat(usual.out()).isEqualTo("30000\n");
    assertThat(usual.err())
        .hasLineCount(10_001)
        .endsWith(
            "\ncovm: 10,000 instructions are shown, the run goes on without; --trace-limit N shows more\n");
    assertThat(run("push 1; pop", "--explain", "--trace-limit", "2").exits(0).err())
        .endsWith(
            "[]\ncovm: 2 instructions are shown, the run goes on without; --trace-limit N shows more\n");
    assertThat(run("push 1; pop", "--explain", "--trace-limit", "3").exits(0).err())
        .endsWith("  ends the program                                    []\n");
  }

  @Test
  void longAndManyValuesAreShortenedAndControlCharactersEscaped() {
    String text =
        "push \"\\u{1B}[2J\\u{202E}\"\npush \"%s\"\npush \"%s\"\nloop 9:\n  push 1; pop\npush 1; push 2; push 3; push 4; push 5; push 6; push 7\n"
            .formatted("x".repeat(100), "y".repeat(2_000));
    for (String way : List.of("--trace", "--explain")) {
      String told = run(text, way).exits(0).err();
      assertThat(told)
          .contains("[\"\\u{1B}[2J\\u{202E}\"")
          .contains("\"" + "x".repeat(39) + "…")
          .contains("a string of 2,")
          .contains("[2 more, a string")
          .doesNotContain("\u001B", "\u202E")
          .doesNotContain("x".repeat(105) + "\n");
      assertThat(told.lines()).allMatch(line -> line.length() < 400);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--trace --explain, --trace and --explain exclude each other",
    "--profile --trace, --trace and --profile exclude each other",
    "--explain --profile, --explain and --profile exclude each other",
    "--trace-limit 5, --trace-limit needs --trace or --explain",
    "--profile --trace-limit 5, --trace-limit needs --trace or --explain",
    "--trace --trace-limit 0, '--trace-limit is at least 1, not 0'",
    "--trace --trace-limit all, --trace-limit takes a whole number"
  })
  void whatDoesNotGoTogetherIsRefusedBeforeAnythingHappens(String options, String sentence) {
    Result run = run("emit \"x\"", options.split(" "));
    assertThat(run.exits(64).err()).startsWith("covm: error E0801: " + sentence);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aProfileShowsLinesFunctionsAndStorage() {
    Result run = run(PROGRAM, "--profile").exits(0);
    assertThat(run.out()).isEqualTo("5\n");
    String time = " +[0-9,]+\\.[0-9]";
    assertThat(run.err())
        .startsWith("profile: 21 instructions, 21 fuel, ")
        .contains(" ms; commits: 2, retries: 0\n")
        .containsPattern("line +times +instructions +fuel +own µs +share +source\n")
        .containsPattern(
            "\n +2 +2 +6 +6" + time + time + "% +#* +load amount; incrementp f\"org/\\{to}/sum\"\n")
        .containsPattern("\n +2 +6 +6" + time + time + "  pay, line 2\n")
        .containsPattern("\n +2" + time + time + time + " +16  incrementp\n")
        .containsPattern("\n +1 +1 +16" + time + "  org/ana\n")
        .contains("Counts and fuel are exact.");
  }

  @Test
  void aProfileOfAFailedRunStandsBeforeItsError() {
    Result run = run("push 1; push 0; div", "--profile").exits(70);
    assertThat(run.err()).startsWith("profile: 3 instructions, 3 fuel, ").contains(": error E0304");
    assertThat(run.err().indexOf("error E0304"))
        .isGreaterThan(run.err().indexOf("Counts and fuel"));
  }

  @Test
  void theDocumentHasTheProfile() {
    Result run = run(PROGRAM, "--profile", "--json").exits(0);
    assertThat(run.err()).isEmpty();
    Map<String, @Nullable Object> document = JsonText.object(run.out());
    Map<?, ?> profile = (Map<?, ?>) member(document, "profile");
    assertThat(profile.keySet())
        .map(Object::toString)
        .containsExactly(
            "wallNanos",
            "clockNanos",
            "instructions",
            "fuel",
            "commits",
            "retries",
            "lines",
            "functions",
            "storage",
            "keys");
    for (String figure : List.of("instructions", "fuel")) {
      assertThat(sum(profile, "lines", figure)).isEqualTo(document.get(figure));
      assertThat(sum(profile, "functions", figure)).isEqualTo(document.get(figure));
    }
    assertThat(keys(profile, "lines"))
        .containsExactly("line", "times", "instructions", "fuel", "ownNanos");
    assertThat(keys(profile, "functions"))
        .containsExactly(
            "function", "line", "calls", "instructions", "fuel", "ownNanos", "totalNanos");
    assertThat(keys(profile, "storage"))
        .containsExactly("operation", "times", "nanos", "maxNanos", "bytes");
    assertThat(keys(profile, "keys"))
        .containsExactly("prefix", "reads", "writes", "bytes", "nanos");
  }

  private static BigDecimal sum(Map<?, ?> profile, String table, String figure) {
    return rows(profile, table).stream()
        .map(row -> (BigDecimal) member(row, figure))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<String> keys(Map<?, ?> profile, String table) {
    return rows(profile, table).getFirst().keySet().stream().map(Object::toString).toList();
  }

  private static List<Map<?, ?>> rows(Map<?, ?> profile, String table) {
    List<Map<?, ?>> rows = new ArrayList<>();
    ((List<?>) member(profile, table)).forEach(row -> rows.add((Map<?, ?>) row));
    return rows;
  }

  private static Object member(Map<?, ?> object, String name) {
    return Objects.requireNonNull(object.get(name), name);
  }

  /** The first file that is opened must not take the place of standard error. */
  @ParameterizedTest
  @CsvSource({"--trace, 2>&-", "--trace, 2>/dev/full", "--explain, 2>&-", "--profile, 2>&-"})
  void withoutAReaderOfStandardErrorTheRunGoesOn(String way, String redirection) {
    for (String store : List.of("file:store", "rocksdb:rocks")) {
      Result run =
          CovmProcess.in(directory)
              .through("sh", "-c", "exec \"$@\" " + redirection, "sh")
              .input(PROGRAM)
              .run("run", "-", way, "--store", store);
      assertThat(run.exits(0).out()).endsWith("\n");
      Result list = CovmProcess.in(directory).run("storage", "list", "--store", store).exits(0);
      assertThat(list.out() + list.err()).isEqualTo("org/ana/sum\norg/ben/sum\n");
    }
  }
}
