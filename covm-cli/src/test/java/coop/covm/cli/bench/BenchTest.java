package coop.covm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.StoreView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BenchTest {
  private static final int KEYS = 20;
  private static final int OPERATIONS = 105;

  @TempDir Path directory;

  private static Settings settings(List<Workload> workloads, int sessions) {
    return new Settings(
        workloads, sessions, 10, KEYS, new Settings.Count(OPERATIONS), OptionalLong.empty(), 1);
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void asManyOperationsCountAsWereAskedForAndWarmingUpIsNoneOfThem(Workload workload)
      throws Exception {
    try (ScratchStore scratch = ScratchStore.of("memory:", StoreOptions.STANDARD)) {
      Bench bench = new Bench(settings(List.of(workload), 4), List.of(scratch), silent());
      bench.run();
      assertThat(bench.figures())
          .singleElement()
          .satisfies(one -> {
            assertThat(one.operations()).isEqualTo(OPERATIONS);
            assertThat(one.maxNanos()).isGreaterThanOrEqualTo(one.percentileNanos(50));
            assertThat(one.percentileNanos(99)).isGreaterThanOrEqualTo(one.percentileNanos(90));
          });
      if (workload == Workload.COMMITS) {
        // One filled it; the first slice and those that count made one commit an operation.
        assertThat(scratch.store().revision()).isEqualTo(1 + OPERATIONS / 10 + OPERATIONS);
      } else if (workload != Workload.MIXED) {
        assertThat(scratch.store().revision()).isEqualTo(1);
      }
    }
  }

  @Test
  void theSameSeedChoosesTheSame() throws Exception {
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (ScratchStore scratch = ScratchStore.of("memory:", StoreOptions.STANDARD)) {
        new Bench(settings(List.of(Workload.COMMITS), 1), List.of(scratch), silent()).run();
        contents.add(content(scratch));
      }
    }
    assertThat(contents.get(0)).isEqualTo(contents.get(1)).contains("k00000019");
  }

  private static String content(ScratchStore scratch) {
    StringBuilder content = new StringBuilder();
    try (StoreView view = scratch.store().view()) {
      view.listKeys(KeyPrefix.parse("org"))
          .forEach(key -> content.append(key).append(view.get(key)));
    }
    return content.toString();
  }

  @Test
  void storesWorkByTurns() throws Exception {
    List<String> told = new ArrayList<>();
    try (ScratchStore one = ScratchStore.of("memory:", StoreOptions.STANDARD);
        ScratchStore other = ScratchStore.of("memory:", StoreOptions.STANDARD)) {
      Bench bench =
          new Bench(
              settings(List.of(Workload.READS), 2),
              List.of(one, other),
              new Bench.Listener() {
                @Override
                public void filled(long keys, long of) {
                  told.add("filled %s of %s".formatted(keys, of));
                }

                @Override
                public void worked(Workload workload, int slices, int of) {
                  told.add("%s %s of %s".formatted(workload, slices, of));
                }
              });
      bench.run();
    }
    assertThat(told).startsWith("filled 20 of 40", "filled 40 of 40", "READS 1 of 22");
    assertThat(told).endsWith("READS 22 of 22").hasSize(24);
  }

  @Test
  void aStoreThatFailsEndsItAndEverySession() {
    ScratchStore scratch = ScratchStore.of("memory:", StoreOptions.STANDARD);
    Bench bench =
        new Bench(
            settings(List.of(Workload.COMMITS), 4),
            List.of(scratch),
            new Bench.Listener() {
              @Override
              public void filled(long keys, long of) {}

              @Override
              public void worked(Workload workload, int slices, int of) {
                scratch.store().close();
              }
            });
    assertThatThrownBy(bench::run).hasMessageContaining("closed");
  }

  @Test
  void interruptedItKeepsWhatWasMeasured() throws Exception {
    try (ScratchStore scratch = ScratchStore.of("memory:", StoreOptions.STANDARD)) {
      Bench bench =
          new Bench(
              settings(List.of(Workload.COMMITS, Workload.READS), 2),
              List.of(scratch),
              new Bench.Listener() {
                @Override
                public void filled(long keys, long of) {}

                @Override
                public void worked(Workload workload, int slices, int of) {
                  if (workload == Workload.READS && slices == 1) {
                    Thread.currentThread().interrupt();
                  }
                }
              });
      assertThatThrownBy(bench::run).isInstanceOf(InterruptedException.class);
      assertThat(bench.figures().getFirst().operations()).isEqualTo(OPERATIONS);
    }
  }

  @Test
  void aScratchStoreIsMadeApartAndGoesWithAllThatIsInIt() throws Exception {
    Path named = directory.resolve("data");
    Path outside = Files.writeString(directory.resolve("mine.txt"), "mine");
    try (ScratchStore scratch = ScratchStore.of("file:" + named, StoreOptions.STANDARD)) {
      assertThat(named).doesNotExist();
      assertThat(scratch.store().created()).isTrue();
      Path made = child("data.covm-bench-");
      Files.createSymbolicLink(made.resolve("link"), directory);
    }
    assertThat(outside).hasContent("mine");
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(outside);
    }
  }

  private Path child(String prefix) throws Exception {
    try (var children = Files.list(directory)) {
      return children
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Bench.Listener silent() {
    return new Bench.Listener() {
      @Override
      public void filled(long keys, long of) {}

      @Override
      public void worked(Workload workload, int slices, int of) {}
    };
  }
}
