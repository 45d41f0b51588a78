package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Commands in 512 MB of heap, in one directory, that run to their end or are killed before. */
final class KilledCommands {
  private final Path directory;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  KilledCommands(Path directory) {
    this.directory = directory;
    System.out.println("seed of the kills: " + seed);
  }

  long seed() {
    return seed;
  }

  static void say(String what, long beganNanos) {
    System.out.printf("%s in %.1f s%n", what, (System.nanoTime() - beganNanos) / 1e9);
  }

  /** Runs the command to its end; gives how long it took. */
  Duration timed(String... words) {
    long began = System.nanoTime();
    run(words);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Runs the command to its end, which is to be a good one; gives what it prints. */
  String run(String... words) {
    try {
      Process process = inLittleMemory().start(words);
      CompletableFuture<String> err = CovmProcess.reading(process.getErrorStream());
      CompletableFuture<String> out = CovmProcess.reading(process.getInputStream());
      if (!process.waitFor(20, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      assertThat(process.exitValue()).as(err.join() + out.join()).isZero();
      return out.join();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CovmProcess inLittleMemory() {
    return CovmProcess.in(directory).java("-Xmx512m");
  }

  /**
   * Starts the command and kills it at a random moment of the time that it takes; false if it had
   * ended before.
   *
   * @param once how long it takes if nobody kills it
   */
  boolean killed(Duration once, String... words) throws Exception {
    Process process = inLittleMemory().start(words);
    boolean ended = process.waitFor(random.nextLong(once.toNanos() + 1), TimeUnit.NANOSECONDS);
    process.destroyForcibly();
    int exitCode = process.onExit().join().exitValue();
    assertThat(ended ? exitCode : 0).as("seed %s", seed).isZero();
    return !ended;
  }
}
