package coop.covm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold for every input holds for those that fuzzing found interesting. */
final class CorpusTest {
  private static final long MOST_BYTES = 1 << 19;

  /** What reading any input may allocate, and what each of its bytes may. */
  private static final long ALWAYS = 4 << 20;

  private static final long FOR_EACH_BYTE = 16 << 10;

  @ParameterizedTest
  @EnumSource
  void holdsForEachInput(Corpus corpus) throws IOException {
    assertThat(Corpus.files(corpus.kept())).hasSizeGreaterThan(50);
    for (Path file : Corpus.files(corpus.kept())) {
      byte[] input = Files.readAllBytes(file);
      corpus.check(input); // and loads what it needs
      assertThat(Memory.allocatedBy(() -> corpus.read(input)))
          .as("bytes allocated for %s, which has %d", file, input.length)
          .isLessThan(ALWAYS + FOR_EACH_BYTE * input.length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isSmall(Corpus corpus) throws IOException {
    long bytes = 0;
    for (Path file : Corpus.files(corpus.kept())) {
      bytes += Files.size(file);
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }
}
