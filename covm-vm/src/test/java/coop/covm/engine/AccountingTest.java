package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After each instruction, what the meter holds is what a recount of the whole memory finds. */
class AccountingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "push \"abc\"; dup; over; rot; swap; pop; store x; store x; load x; load x; add; store y; load x; pop",
        "push [1, \"a\", 2m]; store l\nload l\nforeach e:\n    load e; tostring; pop\n    push \"k\"; store e",
        "push {\"a\": \"b\"}\nforeach e:\n    load e; pop\n    break\npush 3; store e",
        "loop 2:\n    push [\"a\", \"b\"]\n    foreach e:\n        load e; pop\n        break",
        "push \"v\"; push \"n\"; store; push 1; push \"n\"; store; push \"w\"; push \"n\"; store; push \"n\"; load; pop",
        "def f(a, b):\n    load a; load b; add; push \"z\"; store t; push 1.5m; push \"n\"; store\npush \"p\"; push \"q\"; call f; push \"r\"; call f",
        "def g(a):\n    push [1, 2]\n    foreach e:\n        load e; load a\n        return\n    push 1; push 2\npush \"p\"; call g; pop",
        "begintx\npush \"value\"; storep a\npush 1; incrementp b; push 2; incrementp b\nemit \"line\"\nemitevent \"c\" \"m\"\ncommittx\nbegintx\npush \"x\"; storep a\nemit \"y\"\nrollbacktx",
        "transaction:\n    push \"value\"; storep a\n    transaction:\n        deletep a\n    emit \"line\"",
        "push \"a\"; store s\npush \"q\"; push \"n\"; store\ntransaction:\n    loadp k default 0; pop\n    dumpstack\n    push \"longer\"; store s\n    push \"much longer\"; push \"n\"; store\n    push 5; storep k\n    emit \"x\"\nload s; pop",
        "match:\n    value:\n        push \"a\"\n    case \"b\":\n        nop\n    case \"a\":\n        push \"x\"; pop\npush \"a\"; store h; push f\"{h}-{h}\"; pop; push 1; storep f\"a/{h}\"",
        "push true; push false; and; push null; eq; push 1; swap; pop; store b; load b; asserttop 1; pop; push \"s\"; push \"s\"; assertequalstack 2; pop; pop",
      })
  void nothingIsHeldTwiceOrForgotten(String source) {
    try (Bench bench = new Bench();
        var session = bench.session()) {
      bench.put("org/acme/k", NumberValue.of(1));
      Output interfering =
          new Recording() {
            private int left = 2;

            @Override
            public void dump(String text) {
              if (left-- > 0) {
                bench.put("org/acme/k", NumberValue.of(left + 10));
              }
            }
          };
      Module module = Bench.compile(source);
      Run run =
          Run.of(
              new RunRequest(
                  session, Map.of(), RunLimits.DEFAULT, 0, false, interfering, Optional.empty()));
      Machine machine = new Machine(new LoadedModule(module), run);
      run.meter().hold(machine.function.frameBytes);
      boolean inTransaction = false;
      while (!machine.finished) {
        DispatchLoop.run(machine, DispatchLoop.Until.NEXT_INSTRUCTION);
        assertSlotsAboveTheStackAreEmpty(machine);
        if (!run.transactions().isOpen()) {
          assertThat(run.meter().held()).isEqualTo(recount(machine));
        } else {
          inTransaction = true;
          assertThat(run.meter().held())
              .isGreaterThanOrEqualTo(recount(machine) + session.pendingBytes());
        }
      }
      assertThat(inTransaction)
          .isEqualTo(source.contains("begintx") || source.contains("transaction"));
    }
  }

  private static void assertSlotsAboveTheStackAreEmpty(Machine machine) {
    for (int i = machine.sp; i < machine.values.length; i++) {
      assertThat(machine.values[i]).isNull();
    }
  }

  private static long recount(Machine machine) {
    long bytes = machine.function.frameBytes + machine.blocks.heldBytes();
    for (int level = 0; level < machine.frames.depth(); level++) {
      bytes += machine.module.functions[machine.frames.function(level)].frameBytes;
    }
    for (Value value : machine.values) {
      bytes += Charges.weight(value);
    }
    for (int depth = 0; depth <= machine.frames.depth(); depth++) {
      bytes += machine.named.weight(depth);
    }
    return bytes;
  }
}
