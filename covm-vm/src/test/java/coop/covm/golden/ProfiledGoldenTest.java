package coop.covm.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import coop.covm.bytecode.Module;
import coop.covm.compiler.Compiler;
import coop.covm.engine.Interpreter;
import coop.covm.engine.Outcome;
import coop.covm.engine.Tracer;
import coop.covm.profile.Profile;
import coop.covm.profile.Profile.LineCost;
import coop.covm.profile.Profiler;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.Store;
import coop.covm.syntax.SourceDecoder;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Measuring a run changes nothing of it, and finds all of what it costs. */
final class ProfiledGoldenTest {
  @TestFactory
  Stream<DynamicTest> aProfiledRunIsTheSameAndItsProfileAddsUp() {
    return GoldenFiles.all().stream()
        .filter(file -> !GoldenFiles.name(file).startsWith("slow/"))
        .map(file -> GoldenProgram.parse(GoldenFiles.name(file), GoldenFiles.read(file)))
        .filter(GoldenProgram::expectsToCompile)
        .filter(program -> program.meanwhiles().isEmpty())
        // Measuring takes time.
        .filter(program -> program.options().limits().wallClock().isEmpty())
        .map(program -> dynamicTest(program.name(), () -> check(program)));
  }

  private static void check(GoldenProgram program) {
    Module module =
        Compiler.compile(SourceDecoder.decode(program.name(), program.text().getBytes(UTF_8)))
            .module()
            .orElseThrow();
    OutputRecorder plainOutput = new OutputRecorder();
    Outcome plain = run(program, module, plainOutput, Optional.empty());
    OutputRecorder output = new OutputRecorder();
    Profiler profiler = new Profiler(module);
    Outcome outcome = run(program, module, output, Optional.of(profiler));
    Profile profile = profiler.profile();
    assertThat(outcome).isEqualTo(plain);
    assertThat(output.entries()).isEqualTo(plainOutput.entries());
    assertThat(profile.lines().stream().mapToLong(LineCost::instructions).sum())
        .isEqualTo(plain.instructions());
    assertThat(profile.lines().stream().mapToLong(LineCost::fuel).sum()).isEqualTo(plain.fuel());
  }

  private static Outcome run(
      GoldenProgram program, Module module, OutputRecorder output, Optional<Tracer> tracer) {
    try (Store store = Store.open("memory:", OpenMode.CREATE)) {
      GoldenMembers members = new GoldenMembers();
      members.prepare(store, program.options().access());
      program.setups().forEach(setup -> Programs.runAside(store, members.operator(), setup));
      try (Session session =
          Programs.session(
              store,
              members.caller(program.options().principal()),
              program.options(),
              Optional.of(module.source()))) {
        return new Interpreter()
            .run(module, Programs.request(session, program.options(), output, tracer));
      }
    }
  }
}
