package coop.covm.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.engine.Interpreter;
import coop.covm.engine.Outcome;
import coop.covm.engine.Recording;
import coop.covm.engine.RunLimits;
import coop.covm.engine.RunRequest;
import coop.covm.engine.Trap;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.storage.log.Digest;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the verifier accepts cannot harm an engine: a run of it ends, within its limits, by its end
 * or by a trap, and the same each time.
 */
class HostileModuleRunTest {
  private static final RunLimits LIMITS =
      new RunLimits(20_000, 50, 1 << 16, 1 << 20, 1 << 16, Optional.empty());

  private int ended;
  private int trapped;

  @Test
  void structuredModulesRunWithinTheirLimits() {
    for (long seed = 0; seed < 400; seed++) {
      run(RandomModules.make(seed), "seed " + seed);
    }
    assertThat(ended).isGreaterThan(10);
    assertThat(trapped).isGreaterThan(10);
  }

  /** The compiler's library stores nothing; a module made by hand may say that some of it does. */
  @Test
  void anIncrementInTheLibraryThatItsCommitRefusesIsShownAtTheProgramsCall() {
    Assembler assembler = new Assembler("call f");
    int key = assembler.constant(StringValue.of("org/a/k"));
    int one = assembler.constant(NumberValue.of(1));
    assembler
        .function("main", 0, 0)
        .emit(Opcode.PUSH, key)
        .emit(Opcode.PUSH, key)
        .emit(Opcode.STOREP)
        .emit(Opcode.CALL, 1)
        .emit(Opcode.RETURN);
    assembler
        .function("f", 0, 0)
        .library()
        .emit(Opcode.TRANSACTIONSTART)
        .emit(Opcode.PUSH, one)
        .emit(Opcode.PUSH, key)
        .emit(Opcode.INCREMENTP)
        .emit(Opcode.TRANSACTIONEND)
        .emit(Opcode.RETURN);
    Module module = Verifier.verify(assembler.module());

    Trap trap = outcome(module, "increment").trap().orElseThrow();

    assertThat(trap.message()).startsWith("f: ");
    assertThat(trap.calls()).extracting(Trap.CallSite::function).containsExactly("main");
  }

  @Test
  void mutantsThatTheVerifierAcceptsRunWithinTheirLimits() {
    assertThat(runMutants(3_000, 2026)).isGreaterThan(100);
  }

  @Test
  @Tag("slow")
  void manyMutantsThatTheVerifierAcceptsRunWithinTheirLimits() {
    runMutants(100_000, System.nanoTime());
  }

  /**
   * @return how many were accepted
   */
  private int runMutants(int mutants, long seed) {
    System.out.println("hostile module seed " + seed);
    Random random = new Random(seed);
    byte[] file = {};
    int accepted = 0;
    for (int i = 0; i < mutants; i++) {
      if (i % 50 == 0) {
        file = ModuleFile.write(RandomModules.make(random.nextLong()));
      }
      Optional<Module> module = accepted(mutant(file, random));
      if (module.isPresent()) {
        accepted++;
        run(module.get(), "mutant " + i + " of seed " + seed);
      }
    }
    return accepted;
  }

  private static Optional<Module> accepted(byte[] mutant) {
    try {
      return Optional.of(ModuleFile.read(mutant));
    } catch (ModuleException e) {
      return Optional.empty();
    }
  }

  /** A file with one byte behind its source changed, and its digest made right. */
  private static byte[] mutant(byte[] file, Random random) {
    byte[] mutant = file.clone();
    int from = file.length / 4;
    int at = from + random.nextInt(file.length - Digest.BYTES - from);
    mutant[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : mutant[at] + 1);
    return ModuleFileTest.withDigest(mutant);
  }

  private void run(Module module, String what) {
    Cost before = Cost.now();
    Outcome outcome = outcome(module, what);
    Cost cost = Cost.since(before);

    assertThat(cost.allocatedBytes()).as(what).isLessThan(256L << 20);
    assertThat(cost.cpuNanos()).as(what).isLessThan(5_000_000_000L);
    assertThat(outcome.fuel()).as(what).isLessThanOrEqualTo(LIMITS.fuel());
    if (outcome.trap().isPresent()) {
      trapped++;
    } else {
      ended++;
      assertThat(outcome.stack()).as(what).hasSize(module.main().results());
    }
    Outcome again = outcome(module, what);
    assertThat(again.fuel()).as(what).isEqualTo(outcome.fuel());
    assertThat(again.trap().map(Object::toString))
        .as(what)
        .isEqualTo(outcome.trap().map(Object::toString));
    assertThat(again.stack().stream().map(Value::literal))
        .as(what)
        .isEqualTo(outcome.stack().stream().map(Value::literal).toList());
  }

  private static Outcome outcome(Module module, String what) {
    SessionOptions options =
        new SessionOptions(
            Optional.empty(), Optional.empty(), RunStatement.direct(new UUID(1, 2), 1_000));
    try (Store store = Store.open("memory:", OpenMode.CREATE);
        Session session = store.session(options)) {
      return new Interpreter()
          .run(
              module,
              new RunRequest(
                  session, Map.of(), LIMITS, 1_000, false, new Recording(), Optional.empty()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(what + "\n" + Disassembler.disassemble(module), e);
    }
  }
}
