package coop.covm.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A program is made small, and stays one of which what was found is true. */
final class ShrinkerTest {
  private static final int MANY = 10_000;

  @Test
  void whatHasNoPartInItGoes() {
    String program =
        """
        def helper(a):
          load a
          push 1
          add
        push 3
        store x
        loop 5:
          load x
          call helper
          store x
          transaction:
            load x
            storep org/acme/x
        load x
        emit
        push "end"
        emit
        """;
    assertThat(shrink(program, text -> text.contains("storep")))
        .isEqualTo(
            """
            push 0
            storep org/acme/x
            """);
  }

  @Test
  void aBlockStaysWhereItMatters() {
    String program =
        """
        push 1
        store x
        loop 3:
          load x
          push 2
          mul
          store x
        load x
        emit
        """;
    String small = shrink(program, text -> text.contains("loop") && text.contains("\n  mul"));
    assertThat(small.lines().count()).as(small).isLessThanOrEqualTo(5);
  }

  @Test
  void randomProgramsThatCallThemselvesBecomeSmall() {
    for (long seed = 0; seed < 400; seed++) {
      String program = ProgramWriter.program(seed);
      if (callsItself(program)) {
        String small = shrink(program, ShrinkerTest::callsItself);
        assertThat(small.lines().count()).as("of seed %d:%n%s", seed, small).isLessThan(16);
        return;
      }
    }
    throw new AssertionError("no program calls itself");
  }

  private static boolean callsItself(String program) {
    return program.contains("def f0") && program.contains("  call f0");
  }

  @Test
  void itEndsWhenItHasTriedEnough() {
    AtomicInteger tries = new AtomicInteger();
    String program = "push 1\nemit\n".repeat(200);
    new Shrinker(
            candidate -> {
              tries.incrementAndGet();
              return false;
            },
            50)
        .shrink(program);
    assertThat(tries).hasValue(50);
  }

  private static String shrink(String program, Predicate<String> stays) {
    Predicate<String> compiles = text -> Laboratory.compiled(text).isPresent();
    String small = new Shrinker(compiles.and(stays), MANY).shrink(program);
    assertThat(compiles.and(stays)).accepts(small);
    return small;
  }
}
