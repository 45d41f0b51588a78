package coop.covm.storage.tck.history;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;

/**
 * One clock for several processes of one machine: a counter in a file that all of them have mapped.
 * Each call, of anybody, gives a greater number than all before.
 */
final class Ticks implements LongSupplier {
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final MappedByteBuffer counter;

  /**
   * @param file made if it is not there
   */
  Ticks(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      counter = channel.map(MapMode.READ_WRITE, 0, Long.BYTES);
    }
  }

  @Override
  public long getAsLong() {
    return (long) LONGS.getAndAdd(counter, 0, 1L) + 1;
  }
}
