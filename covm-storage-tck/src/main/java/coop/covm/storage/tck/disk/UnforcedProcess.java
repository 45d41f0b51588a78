package coop.covm.storage.tck.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Appends a number a line to the file that its argument names, forces nothing, and prints each
 * number once it is written.
 */
final class UnforcedProcess {
  private UnforcedProcess() {}

  public static void main(String[] arguments) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(arguments[0], "rw")) {
      file.setLength(0);
      for (long number = System.nanoTime(); ; number++) {
        file.write((number + "\n").getBytes(UTF_8));
        System.out.println(number);
        System.out.flush();
      }
    }
  }
}
