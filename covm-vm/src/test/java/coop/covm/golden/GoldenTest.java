package coop.covm.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every golden program does what its comments say, on every engine, on every backend, from its
 * source and from its compiled file.
 */
final class GoldenTest {
  @TempDir Path folder;
  private int stores;

  @TestFactory
  Stream<DynamicNode> goldenProgramsDoWhatTheySay() {
    return GoldenFiles.all().stream().filter(file -> !isSlow(file)).map(this::tests);
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicNode> slowGoldenProgramsDoWhatTheySay() {
    return GoldenFiles.all().stream().filter(GoldenTest::isSlow).map(this::tests);
  }

  @Test
  void thereAreAtLeastTwoHundredGoldenPrograms() {
    assertThat(GoldenFiles.all()).hasSizeGreaterThanOrEqualTo(200);
  }

  private static boolean isSlow(Path file) {
    return GoldenFiles.name(file).startsWith("slow/");
  }

  private DynamicNode tests(Path file) {
    String name = GoldenFiles.name(file);
    String text = GoldenFiles.read(file);
    boolean compiles;
    try {
      compiles = GoldenProgram.parse(name, text).expectsToCompile();
    } catch (MalformedGoldenException malformed) {
      compiles = false;
    }
    List<Variant> variants = compiles ? Variant.all() : Variant.all().subList(0, 1);
    List<String> transcripts = new ArrayList<>();
    return dynamicContainer(
        name,
        file.toUri(),
        variants.stream()
            .map(variant ->
                dynamicTest(variant.toString(), () -> check(file, variant, transcripts))));
  }

  private void check(Path file, Variant variant, List<String> transcripts) {
    GoldenProgram program = GoldenProgram.parse(GoldenFiles.name(file), GoldenFiles.read(file));
    Observation observation = GoldenRun.observe(program, variant, newFolder(), false);
    List<String> differences = GoldenCheck.differences(program, observation);
    if (!differences.isEmpty() && GoldenFiles.UPDATE) {
      Observation watched = GoldenRun.observe(program, variant, newFolder(), true);
      String rewritten = GoldenUpdate.rewritten(program, watched);
      GoldenProgram updated = GoldenProgram.parse(program.name(), rewritten);
      observation = GoldenRun.observe(updated, variant, newFolder(), false);
      differences = GoldenCheck.differences(updated, observation);
      GoldenFiles.write(file, rewritten);
    }
    assertThat(differences).as(program.name()).isEmpty();
    transcripts.add(observation.transcript());
    assertThat(observation.transcript())
        .as("%s does the same as in its first run", variant)
        .isEqualTo(transcripts.getFirst());
  }

  private Path newFolder() {
    return folder.resolve("store" + stores++);
  }
}
