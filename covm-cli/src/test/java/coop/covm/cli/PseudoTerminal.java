package coop.covm.cli;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A pseudo-terminal of the operating system: a process runs at it, and a test types and reads. */
@SuppressWarnings("restricted") // calls the C library
final class PseudoTerminal implements AutoCloseable {
  private static final int NAME_BYTES = 1024;
  private static final int BUFFER_BYTES = 8192;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle OPENPTY =
      function(
          "openpty",
          FunctionDescriptor.of(
              INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS));
  private static final MethodHandle READ =
      function("read", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG));
  private static final MethodHandle WRITE =
      function("write", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG));
  private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(BUFFER_BYTES);
  private final int ours;
  private final int theirs;
  private final File device;

  PseudoTerminal(int columns, int rows) {
    MemorySegment descriptors = arena.allocate(INT, 2);
    MemorySegment name = arena.allocate(NAME_BYTES);
    MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
    size.setAtIndex(ValueLayout.JAVA_SHORT, 0, (short) rows);
    size.setAtIndex(ValueLayout.JAVA_SHORT, 1, (short) columns);
    long result =
        call(
            OPENPTY,
            descriptors,
            descriptors.asSlice(INT.byteSize()),
            name,
            MemorySegment.NULL,
            size);
    if (result != 0) {
      throw new AssertionError("no pseudo-terminal can be opened here");
    }
    this.ours = descriptors.getAtIndex(INT, 0);
    this.theirs = descriptors.getAtIndex(INT, 1);
    this.device = new File(name.getString(0));
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(found(name).orElseThrow(), descriptor);
  }

  /** Older C libraries have some of this in a library of its own. */
  private static Optional<MemorySegment> found(String name) {
    return LINKER
        .defaultLookup()
        .find(name)
        .or(() -> SymbolLookup.libraryLookup("libutil.so.1", Arena.global()).find(name));
  }

  private static long call(MethodHandle function, Object... arguments) {
    try {
      return ((Number) function.invokeWithArguments(arguments)).longValue();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Where a process finds its terminal. */
  File device() {
    return device;
  }

  /** Types. */
  void type(String keys) {
    try (Arena typing = Arena.ofConfined()) {
      byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
      MemorySegment segment = typing.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      long written = 0;
      while (written < bytes.length) {
        long count = call(WRITE, ours, segment.asSlice(written), bytes.length - written);
        if (count <= 0) {
          throw new AssertionError("the terminal takes no more keys");
        }
        written += count;
      }
    }
  }

  /** What was printed next, waited for; empty when nobody holds the terminal any more. */
  byte[] read() {
    long count = call(READ, ours, buffer, (long) BUFFER_BYTES);
    return count <= 0 ? new byte[0] : buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Leaves the terminal to the process that runs at it, so that its end is seen. */
  void letGo() {
    call(CLOSE, theirs);
  }

  @Override
  public void close() throws IOException {
    call(CLOSE, ours);
    arena.close();
  }
}
