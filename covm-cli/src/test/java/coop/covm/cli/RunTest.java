package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir Path directory;

  private Result covm(String... arguments) {
    return CovmProcess.in(directory).run(arguments);
  }

  private Result program(String text, String... arguments) {
    return CovmProcess.in(directory).input(text).run(arguments);
  }

  @BeforeEach
  void treasury() throws IOException {
    // The example itself, so that what the README promises is what is tested.
    Path example = Path.of("..", "examples", "treasury.covm");
    Files.copy(example, directory.resolve("treasury.covm"));
  }

  @Test
  void theTreasuryExampleDoesWhatTheReadmeSays() {
    Result run = covm("run", "treasury.covm").exits(0);
    assertThat(run.err()).isEqualTo("covm: made the store rocksdb:./.covm\n");
    assertThat(covm("storage", "get", "org/treasury/balance").exits(0).out()).isEqualTo("90\n");
    assertThat(covm("storage", "get", "org/projects/funding").exits(0).out()).isEqualTo("10\n");
  }

  @Test
  void aCompiledModuleRunsLikeItsSource() {
    covm("compile", "treasury.covm").exits(0);
    Result source = covm("run", "--store", "memory:", "treasury.covm").exits(0);
    Result module = covm("run", "--store", "memory:", "treasury.covmc").exits(0);
    assertThat(module).isEqualTo(source);
    assertThat(covm("disassemble", "treasury.covmc").exits(0).out())
        .isEqualTo(covm("disassemble", "treasury.covm").exits(0).out())
        .contains("storep");
  }

  @Test
  void everyEngineGivesTheSame() {
    String text =
        """
        def fib(n):
          load n
          push 2
          lt
          if:
            load n
            return
          load n; push 1; sub; call fib
          load n; push 2; sub; call fib
          add
        push 18; call fib
        storep org/a/fib
        loop 5000:
          push 1; incrementp org/a/n
        loadp org/a/n; push 0; div
        """;
    Result reference =
        program(text, "run", "--json", "--engine", "interpreter", "--store", "memory:", "-");
    assertThat(reference.exits(70).out()).contains("DivisionByZero", "\"instructions\":");
    for (String engine : List.of("auto", "compiled")) {
      assertThat(program(text, "run", "--json", "--engine", engine, "--store", "memory:", "-"))
          .as(engine)
          .isEqualTo(reference);
    }
    assertThat(program(text, "run", "--engine", "jit", "-").exits(64).err())
        .contains("--engine takes auto, interpreter or compiled, not 'jit'");
  }

  @Test
  void aDryRunShowsItsChangesAndMakesNone() {
    covm("storage", "put", "org/a/n", "5").exits(0);
    Map<String, String> before = DirectoryState.of(directory);
    String text =
        "push 7\nstorep org/a/b\npush 1\nincrementp org/a/n\ndeletep org/a/b\nloadp org/a/n\nemit";
    Result run = program(text, "run", "--dry-run", "-").exits(0);
    assertThat(run.out()).isEqualTo("6\n");
    assertThat(run.err())
        .isEqualTo(
            """
            would set org/a/b to 7
            would add 1 to org/a/n, which gives 6
            would delete org/a/b
            """);
    assertThat(DirectoryState.of(directory)).isEqualTo(before);
  }

  @Test
  void aDryRunAgainstNoStoreMakesNone() {
    Map<String, String> before = DirectoryState.of(directory);
    Result run = covm("run", "--dry-run", "treasury.covm").exits(0);
    assertThat(run.err()).contains("would set org/treasury/balance to 90");
    assertThat(DirectoryState.of(directory)).isEqualTo(before);
  }

  @Test
  void parametersAreLiteralsElseStrings() {
    Result run =
        program(
            "load a; typeof; emit\nload b; typeof; emit\nload c; emit\nload d; typeof; emit",
            "run",
            "-",
            "--store",
            "memory:",
            "--param",
            "a=-5",
            "--param",
            "b=1.50m",
            "--param",
            "c=two words=x",
            "--param",
            "d=[1, \"x\"]");
    assertThat(run.exits(0).out()).isEqualTo("number\ndecimal\ntwo words=x\nlist\n");
  }

  @Test
  void theStoreIsTheOptionElseTheVariableElseTheDefault() {
    CovmProcess.in(directory)
        .environment("COVM_STORE", "file:other")
        .run("storage", "put", "org/a/b", "1")
        .exits(0);
    assertThat(directory.resolve("other")).isDirectory();
    assertThat(directory.resolve(".covm")).doesNotExist();
    CovmProcess.in(directory)
        .environment("COVM_STORE", "file:other")
        .run("storage", "put", "--store", "file:third", "org/a/b", "1")
        .exits(0);
    assertThat(directory.resolve("third")).isDirectory();
  }

  @Test
  void relativeKeysLeadIntoTheNamespace() {
    program("push 1\nstorep balance", "run", "-", "--namespace", "org/acme").exits(0);
    assertThat(covm("storage", "list").exits(0).out()).isEqualTo("org/acme/balance\n");
    assertThat(covm("storage", "get", "balance", "--namespace", "org/acme").exits(0).out())
        .isEqualTo("1\n");
  }

  @Test
  void outputGoesToStandardOutputAndAllElseToStandardError() {
    Result run =
        program(
            """
            emit "shown"
            emitevent "audit" "said"
            begintx
            emit "lost"
            emitevent "audit" "lost too"
            rollbacktx
            push 1
            dumpstack
            """,
            "run",
            "-",
            "--store",
            "memory:");
    assertThat(run.exits(0).out()).isEqualTo("shown\n");
    assertThat(run.err())
        .startsWith("event audit: said\nrolled back: lost\nrolled back: event audit: lost too\n")
        .contains("1");
  }

  @Test
  void anEventCannotForgeALine() {
    Result run =
        program(
            "emitevent \"a\\nb\" \"c\\ncovm: error E0000: forged\"",
            "run",
            "-",
            "--store",
            "memory:");
    assertThat(run.exits(0).err().lines()).allMatch(line -> line.startsWith("event a\\nb: "));
  }

  @Test
  void aTrapShowsItsPlaceTheLineAndTheCalls() {
    Result run =
        program(
            """
            def pay(amount):
              load amount
              push 0
              div
            push 5
            call pay
            emit
            """,
            "run",
            "-",
            "--store",
            "memory:");
    assertThat(run.exits(70).err())
        .startsWith("<stdin>:4:3: error E0304: ")
        .contains("4 |   div")
        .contains("    |   ^^^")
        .contains("<stdin>:6:1")
        .contains("'pay' was called here");
  }

  @Test
  void theJsonDocumentTellsAllOfARun() {
    Result run =
        program(
            """
            emit "a"
            emitevent "c" "m"
            begintx
            emit "r"
            rollbacktx
            push 90.10m
            storep org/a/b
            push {"$x": [90.10m, null, true, "é😀"]}
            """,
            "run",
            "-",
            "--json",
            "--store",
            "memory:");
    Map<String, ?> document = JsonText.object(run.exits(0).out());
    assertThat(run.err()).isEmpty();
    assertThat(document.keySet())
        .containsExactly(
            "status",
            "output",
            "rolledBack",
            "events",
            "rolledBackEvents",
            "stack",
            "store",
            "revision",
            "writes",
            "instructions",
            "fuel",
            "error");
    assertThat(document.get("status")).isEqualTo("ok");
    assertThat(document.get("output")).isEqualTo(List.of("a"));
    assertThat(document.get("rolledBack")).isEqualTo(List.of("r"));
    assertThat(document.get("events")).isEqualTo(List.of(Map.of("category", "c", "message", "m")));
    assertThat(document.get("revision")).isEqualTo(BigDecimal.ONE);
    assertThat(document.get("writes")).isEqualTo(BigDecimal.ONE);
    assertThat(document.get("error")).isNull();
    assertThat(String.valueOf(document.get("stack")))
        .isEqualTo("[{$$x=[{$decimal=90.10}, null, true, é😀]}]");
  }

  @Test
  void theJsonDocumentOfAFailureHasTheError() {
    Result run =
        program(
            "def f():\n  loadp org/no/value\ncall f\nemit",
            "run",
            "-",
            "--json",
            "--store",
            "memory:");
    Map<String, ?> document = JsonText.object(run.exits(70).out());
    assertThat(document.get("status")).isEqualTo("failed");
    Map<String, ?> error = JsonText.member(document, "error");
    assertThat(error.get("code")).isEqualTo("E0402");
    assertThat(error.get("name")).isEqualTo("KeyNotFound");
    assertThat(error.get("file")).isEqualTo("<stdin>");
    assertThat(error.get("line")).isEqualTo(new BigDecimal(2));
    assertThat(error.get("column")).isEqualTo(new BigDecimal(3));
    assertThat((List<?>) error.get("calls")).hasSize(2);
    assertThat(run.err()).startsWith("<stdin>:2:3: error E0402: ");
  }

  @Test
  void withJsonAFailureBeforeTheRunIsADocumentToo() {
    Map<String, ?> compile =
        JsonText.object(program("psuh 1\nadd", "run", "-", "--json").exits(65).out());
    assertThat((List<?>) compile.get("diagnostics")).hasSizeGreaterThan(0);
    assertThat(JsonText.member(compile, "error").get("name")).isEqualTo("UnknownInstruction");
    Map<String, ?> usage = JsonText.object(covm("run", "--json", "--jsno").exits(64).out());
    assertThat(JsonText.member(usage, "error").get("code")).isEqualTo("E0801");
    Map<String, ?> missing = JsonText.object(covm("run", "--json", "none").exits(66).out());
    assertThat(missing.get("status")).isEqualTo("failed");
  }

  @Test
  void anAtomicRunThatFailsChangesNothing() {
    covm("storage", "put", "org/a/b", "1").exits(0);
    program("push 2\nstorep org/a/b\nfail \"no\"", "run", "-", "--atomic").exits(70);
    assertThat(covm("storage", "get", "org/a/b").out()).isEqualTo("1\n");
    program("push 2\nstorep org/a/b\nfail \"no\"", "run", "-").exits(70);
    assertThat(covm("storage", "get", "org/a/b").out()).isEqualTo("2\n");
  }

  @Test
  void outputIsUtf8InEveryLocale() {
    Result run =
        CovmProcess.in(directory)
            .environment("LC_ALL", "C")
            .input("emit \"é😀\"")
            .run("run", "-", "--store", "memory:");
    assertThat(run.exits(0).out()).isEqualTo("é😀\n");
  }

  @Test
  void checkTellsWarningsAndLooksAtAllFiles() throws IOException {
    Files.writeString(directory.resolve("bad.covm"), "psuh 1");
    Files.writeString(directory.resolve("doubtful.covm"), "push f\"org/{a}/b\"\nloadp\nemit");
    Result run = covm("check", "bad.covm", "none.covm", "doubtful.covm", "treasury.covm", "--json");
    List<String> lines = run.exits(65).out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(JsonText.object(lines.get(0)).get("name")).isEqualTo("UnknownInstruction");
    assertThat(JsonText.object(lines.get(1)).get("status")).isEqualTo("failed");
    assertThat(JsonText.object(lines.get(2)).get("severity")).isEqualTo("warning");
    Result fine = covm("check", "treasury.covm").exits(0);
    assertThat(fine.out() + fine.err()).isEmpty();
    assertThat(covm("check", "doubtful.covm").exits(0).err()).contains("warning E0251");
  }

  @Test
  void compileReplacesOnlyModulesUnlessForced() throws IOException {
    covm("compile", "treasury.covm", "-o", "out").exits(0);
    covm("compile", "treasury.covm", "-o", "out").exits(0);
    Files.writeString(directory.resolve("out"), "a letter");
    covm("compile", "treasury.covm", "-o", "out").exits(64);
    assertThat(Files.readString(directory.resolve("out"))).isEqualTo("a letter");
    covm("compile", "treasury.covm", "-o", "out", "--force").exits(0);
    assertThat(DirectoryState.of(directory)).containsOnlyKeys("", "out", "treasury.covm");
  }
}
