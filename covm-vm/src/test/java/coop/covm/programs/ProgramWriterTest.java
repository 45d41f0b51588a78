package coop.covm.programs;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Module;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.TracePoint;
import coop.covm.engine.Tracer;
import coop.covm.engine.TrapCode;
import coop.covm.error.ErrorCode;
import coop.covm.storage.StorageError;
import coop.covm.value.ValueError;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random programs compile, repeat by their seed, and reach all that there is. */
final class ProgramWriterTest {
  private static final int SEEDS = 4_000;

  /** What ends no run of a random program, each with the reason. */
  private static final Set<ErrorCode> OUT_OF_REACH =
      Set.of(
          TrapCode.TIME_OUT, // no run has a bound of time
          TrapCode.INTERRUPTED, // comes from outside
          StorageError.REVISION_COMPACTED, // an operator compacts
          StorageError.VALUE_ERASED, // an operator erases
          StorageError.QUOTA_EXCEEDED, // needs a quota
          StorageError.IDENTITY_NOT_FOUND, // these are what commands meet
          StorageError.IDENTITY_EXISTS,
          StorageError.LAST_ADMINISTRATOR,
          StorageError.REPLAY_DIFFERS, // these meet a run of the past
          StorageError.REPLAY_ENDED,
          StorageError.MIGRATION_NOT_NEXT, // a migration meets another: MigrationsTest
          StorageError.NOT_ENCRYPTED,
          StorageError.ENCRYPTION_KEY,
          StorageError.NOT_REPLAYABLE);

  @Test
  void theSameSeedWritesTheSameProgram() {
    assertThat(ProgramWriter.program(7)).isEqualTo(ProgramWriter.program(7));
    assertThat(ProgramWriter.program(7)).isNotEqualTo(ProgramWriter.program(8));
  }

  @Test
  void everyInstructionIsExecutedAndEveryErrorEndsARun() {
    Set<Opcode> executed = EnumSet.noneOf(Opcode.class);
    Set<String> ends = new HashSet<>();
    try (Laboratory laboratory = new Laboratory()) {
      for (long seed = 0; seed < SEEDS; seed++) {
        String program = ProgramWriter.program(seed);
        Module module =
            Laboratory.compiled(program)
                .orElseThrow(() -> new AssertionError("does not compile:\n" + program));
        ends.add(laboratory.watched(module, Conditions.of(seed), noting(executed)).end());
      }
    }
    assertThat(unexecuted(executed)).as("instructions that no program executed").isEmpty();
    assertThat(unmet(ends)).as("errors that ended no program").isEmpty();
  }

  /** A tracer that watches the beginning of a run, where most of it happens. */
  private static Tracer noting(Set<Opcode> executed) {
    return new Tracer() {
      private int left = 3_000;

      @Override
      public void before(TracePoint point) {
        executed.add(point.instruction().opcode());
        left--;
      }

      @Override
      public boolean isWatching() {
        return left > 0;
      }
    };
  }

  private static Set<Opcode> unexecuted(Set<Opcode> executed) {
    Set<Opcode> missing = EnumSet.allOf(Opcode.class);
    missing.removeIf(Opcode::isReserved);
    missing.removeAll(executed);
    return missing;
  }

  private static Set<String> unmet(Set<String> ends) {
    return Stream.<ErrorCode[]>of(ValueError.values(), TrapCode.values(), StorageError.values())
        .flatMap(Arrays::stream)
        .filter(code -> !OUT_OF_REACH.contains(code))
        .filter(code -> !code.code().startsWith("E06")) // no program's doing
        .map(ErrorCode::title)
        .filter(title -> !ends.contains(title))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
