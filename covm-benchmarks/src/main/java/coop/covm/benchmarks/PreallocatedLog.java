package coop.covm.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The physical limit: one write and one flush of data into a file whose length stays, of as many
 * bytes as the commit of a small value has.
 */
final class PreallocatedLog implements Contender, AutoCloseable {
  private static final int FILE_BYTES = 64 << 20;
  private static final int RECORD_BYTES = 240;

  private final RandomAccessFile file;
  private final byte[] bytes = new byte[RECORD_BYTES];
  private long position;

  PreallocatedLog(Path path) throws IOException {
    try (RandomAccessFile grown = new RandomAccessFile(path.toFile(), "rw")) {
      byte[] zeros = new byte[1 << 20];
      for (int at = 0; at < FILE_BYTES; at += zeros.length) {
        grown.write(zeros);
      }
      grown.getFD().sync();
    }
    file = new RandomAccessFile(path.toFile(), "rwd");
  }

  @Override
  public String name() {
    return "preallocated file, write and fdatasync";
  }

  @Override
  public long work(long nanos) throws Exception {
    return Sessions.work(
        1,
        false,
        nanos,
        (_, _) -> {
          position = position + bytes.length > FILE_BYTES ? 0 : position;
          file.seek(position);
          file.write(bytes);
          position += bytes.length;
        });
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
