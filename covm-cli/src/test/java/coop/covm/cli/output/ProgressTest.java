package coop.covm.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.output.Progress.Unit;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong(77);

  private Progress on(boolean terminal) {
    return new Progress(new Channel.Notes(printed, terminal), nanos::get);
  }

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void aTerminalSeesRateAndRemainingTime() {
    try (Progress progress = on(true)) {
      progress.show("exported", Unit.KEYS, 0, 1_000_000);
      pass(2_000);
      progress.show("exported", Unit.KEYS, 100_000, 1_000_000);
      assertThat(text()).isEqualTo("\rexported 100,000 of 1,000,000 keys, 50,000/s, 18 s left");
    }
  }

  @Test
  void theLineGoesWhenItIsDone() {
    try (Progress progress = on(true)) {
      progress.show("checked", Unit.BYTES, 0, 5 << 20);
      pass(1_000);
      progress.show("checked", Unit.BYTES, 1 << 20, 5 << 20);
      printed.reset();
    }
    assertThat(text())
        .isEqualTo(
            "\r" + " ".repeat("checked 1.0 MiB of 5.0 MiB, 1.0 MiB/s, 4 s left".length()) + "\r");
  }

  @Test
  void aShorterTextLeavesNothingOfALongerOne() {
    Progress progress = on(true);
    progress.show("x", Unit.KEYS, 0, 10_000_000);
    pass(3_600_000);
    progress.show("x", Unit.KEYS, 1_000, 10_000_000);
    assertThat(text()).endsWith("9,999 h 0 min left");
    int width = text().length();
    printed.reset();
    pass(1_000);
    progress.show("x", Unit.KEYS, 10_000_000, 10_000_000);
    assertThat(text()).startsWith("\rx 10,000,000 of 10,000,000 keys").hasSize(width);
  }

  @Test
  void whatWasThereBeforeCountsForNoRate() {
    Progress progress = on(true);
    progress.show("imported", Unit.KEYS, 900, 1_000);
    pass(10_000);
    progress.show("imported", Unit.KEYS, 950, 1_000);
    assertThat(text()).isEqualTo("\rimported 950 of 1,000 keys, 5/s, 10 s left");
  }

  @Test
  void whatEndsAtOnceShowsNothingAndOtherwiseFourTimesASecond() {
    try (Progress progress = on(true)) {
      progress.show("x", Unit.KEYS, 0, 10);
      pass(249);
      progress.show("x", Unit.KEYS, 1, 10);
      assertThat(text()).isEmpty();
      pass(1);
      progress.show("x", Unit.KEYS, 2, 10);
      assertThat(text()).isNotEmpty();
      printed.reset();
      pass(249);
      progress.show("x", Unit.KEYS, 3, 10);
      assertThat(text()).isEmpty();
    }
  }

  @Test
  void aPipeSeesNothing() {
    try (Progress progress = on(false)) {
      assertThat(progress.isShown()).isFalse();
      progress.show("x", Unit.KEYS, 0, 10);
      pass(10_000);
      progress.show("x", Unit.KEYS, 1, 10);
    }
    assertThat(text()).isEmpty();
  }

  private String text() {
    return printed.toString(UTF_8);
  }
}
