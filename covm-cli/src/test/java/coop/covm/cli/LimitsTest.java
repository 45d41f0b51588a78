package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that would never end, or never stop growing, stops at its limit and says which. */
class LimitsTest {
  private static final String ENDLESS = "while:\n  condition:\n    push true\n  nop\n";

  @TempDir Path directory;

  private Result stops(String code, String program, String... options) {
    // What is done before the limit stays done; what the open transaction holds goes.
    String whole = "push 1\nstorep org/kept/a\nbegintx\npush 2\nstorep org/lost/b\n" + program;
    List<String> arguments = new ArrayList<>(List.of("run", "-"));
    arguments.addAll(List.of(options));
    Result run = CovmProcess.in(directory).input(whole).run(arguments).exits(70);
    assertThat(run.err()).contains(": error " + code + ": ").doesNotContain("\tat ");
    assertThat(CovmProcess.in(directory).run("storage", "list").exits(0).out())
        .isEqualTo("org/kept/a\n");
    return run;
  }

  @Test
  void anEndlessLoopStopsWhenItsFuelIsSpent() {
    stops("E0421", ENDLESS);
  }

  @Test
  void anEndlessLoopStopsWhenItsTimeIsOver() {
    stops("E0426", ENDLESS, "--timeout", "300ms", "--fuel", "9000000000000000000");
  }

  @Test
  void endlessRecursionStopsAtTheCallLimit() {
    Result run = stops("E0422", "def f() -> 0:\n  call f\ncall f\n");
    assertThat(run.err()).contains("calls further out, 'f' was called here");
    assertThat(run.err().lines()).hasSizeLessThan(60);
  }

  @Test
  void recursionStopsAtTheHighestCallLimitToo() {
    stops("E0422", "def f() -> 0:\n  call f\ncall f\n", "--max-calls", "1000000");
  }

  @Test
  void endlessStringDoublingStopsAtTheValueLimit() {
    stops("E0423", "push \"ab\"\nwhile:\n  condition:\n    push true\n  dup\n  add\n");
  }

  @Test
  void endlessListGrowthStopsAtALimit() {
    stops("E0423", "push []\nwhile:\n  condition:\n    push true\n  push \"abcdefgh\"\n  append\n");
  }

  @Test
  void manyLargeValuesStopAtTheMemoryLimit() {
    stops(
        "E0424",
        """
        push "abcdefgh"
        loop 15:
          dup
          add
        store s
        push []
        loop 100:
          load s
          push 1
          tostring
          add
          append
        """,
        "--max-memory",
        "2M");
  }

  @Test
  void endlessOutputStopsAtTheOutputLimit() {
    Result run =
        stops(
            "E0425",
            "rollbacktx\n" + ENDLESS.replace("nop", "emit \"abcdefgh\""),
            "--max-output",
            "64K");
    assertThat(run.out()).hasSizeLessThanOrEqualTo(64 << 10).startsWith("abcdefgh\n");
  }

  @Test
  void aJavaWithTooLittleMemoryIsSaidToBeSo() {
    Result run =
        CovmProcess.in(directory)
            .java("-Xmx24m")
            .input("push \"abcdefgh\"\nloop 22:\n  dup\n  add\nsize\nemit\n")
            .run("run", "-", "--store", "memory:", "--max-value-bytes", "1G", "--max-memory", "1G");
    assertThat(run.exits(70).err()).startsWith("covm: error E0806: ").contains("-Xmx");
    assertThat(run.err().lines()).hasSize(1);
  }
}
