package coop.covm.cli.output;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows on a terminal how far something has come, how quickly it goes, and how long it will take;
 * in a pipe or a file it shows nothing. It has a line of its own, which goes when it is closed, so
 * close it before anything else is printed there. What ends at once shows nothing. For use by one
 * thread.
 */
public final class Progress implements AutoCloseable {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double MEBIBYTE = 1 << 20;

  private final Channel channel;
  private final LongSupplier nanoTime;
  private String what = "";
  private Unit unit = Unit.BYTES;
  private long beganNanos;
  private long shownNanos;
  private long began;
  private int width;

  /** What is counted. */
  public enum Unit {
    BYTES(""),
    KEYS(" keys"),
    VERSIONS(" versions"),
    COMMITS(" commits"),
    SLICES(" slices");

    private final String label;

    Unit(String label) {
      this.label = label;
    }

    private String amount(double number) {
      return this == BYTES
          ? String.format(Locale.ROOT, "%,.1f MiB", number / MEBIBYTE)
          : String.format(Locale.ROOT, "%,.0f", number);
    }
  }

  Progress(Channel channel, LongSupplier nanoTime) {
    this.channel = channel;
    this.nanoTime = nanoTime;
  }

  /** Whether it is seen, so that it is worth to find out how much there is to do. */
  public boolean isShown() {
    return channel.isTerminal();
  }

  /**
   * Something has come so far. Cheap enough to be called a million times a second.
   *
   * @param doing what is done, such as {@code checked}; another word begins anew
   * @param done how much of it is done
   * @param total how much there is to do
   */
  public void show(String doing, Unit counted, long done, long total) {
    if (!isShown()) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (!doing.equals(what)) {
      what = doing;
      unit = counted;
      began = done;
      beganNanos = now;
      shownNanos = now;
    }
    if (now - shownNanos >= EVERY_NANOS) {
      shownNanos = now;
      draw(text(done, total, (now - beganNanos) / NANOS_A_SECOND));
    }
  }

  private String text(long done, long total, double seconds) {
    double rate = (done - began) / seconds;
    String text =
        "%s %s of %s%s, %s/s"
            .formatted(
                what,
                unit.amount((double) done),
                unit.amount((double) total),
                unit.label,
                unit.amount(rate));
    return rate > 0 && total >= done
        ? text + ", " + duration((long) Math.ceil((total - done) / rate)) + " left"
        : text;
  }

  private static String duration(long seconds) {
    long hours = TimeUnit.SECONDS.toHours(seconds);
    long minutes = TimeUnit.SECONDS.toMinutes(seconds) % 60;
    if (hours > 0) {
      return "%,d h %d min".formatted(hours, minutes);
    }
    return minutes > 0 ? "%d min %d s".formatted(minutes, seconds % 60) : seconds + " s";
  }

  /** Over what stands there, for not all terminals know how to erase a line. */
  private void draw(String text) {
    channel.raw("\r" + text + " ".repeat(Math.max(0, width - text.length())));
    width = text.length();
  }

  /** Takes the line away. Closing twice is harmless. */
  @Override
  public void close() {
    if (width > 0) {
      draw("");
      channel.raw("\r");
    }
  }
}
