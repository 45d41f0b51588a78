package coop.covm.engine;

import coop.covm.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a frame was like when the outermost {@code transaction:} block started, so that it can run
 * again. Frames below cannot change meanwhile, and those above are gone by its end.
 */
final class Checkpoint {
  private final int pc;
  private final double[] numbers;
  private final @Nullable Value[] values;
  private final Map<String, Value> named;

  /** What the run held then, this included. */
  private final long held;

  /** What this holds. */
  private final long bytes;

  private Checkpoint(Machine m, int pc, int top, long bytes) {
    this.pc = pc;
    this.numbers = Arrays.copyOfRange(m.numbers, m.base, top);
    this.values = Arrays.copyOfRange(m.values, m.base, top);
    this.named = new LinkedHashMap<>(m.named.all(m.frames.depth()));
    this.held = m.meter.held();
    this.bytes = bytes;
  }

  /**
   * Saves the current frame, which is charged as so many elements and held as another frame.
   *
   * @param pc where to go on
   */
  static Checkpoint of(Machine m, int pc, int top) {
    m.meter.charge(Charges.elements(top - m.base + m.named.all(m.frames.depth()).size()));
    long bytes = Charges.SLOT_BYTES * (top - m.base) + m.named.weight(m.frames.depth());
    for (int i = m.base; i < top; i++) {
      bytes += Charges.weight(m.values[i]);
    }
    m.meter.hold(bytes);
    return new Checkpoint(m, pc, top, bytes);
  }

  /** Makes the current frame, which is the one that was saved, as it was. */
  void restore(Machine m, int top) {
    Arrays.fill(m.values, m.base, Math.max(top, m.base + values.length), null);
    System.arraycopy(numbers, 0, m.numbers, m.base, numbers.length);
    System.arraycopy(values, 0, m.values, m.base, values.length);
    m.named.restore(m.frames.depth(), named);
    m.meter.restoreHeld(held);
    m.pc = pc;
    m.sp = m.base + values.length;
  }

  /** Lets go of what this holds. */
  void release(Meter meter) {
    meter.release(bytes);
  }

  long bytes() {
    return bytes;
  }
}
