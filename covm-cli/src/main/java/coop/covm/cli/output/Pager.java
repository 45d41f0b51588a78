package coop.covm.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The program that shows people long output a screen at a time. It is started with the first line,
 * and takes what is printed without letting the command wait, up to {@value FedStream#MOST_BYTES}
 * bytes, so that a store is not held open while somebody reads. For use by one thread.
 */
public final class Pager implements AutoCloseable {
  /** What is shown if it fits on one screen is not worth a pager; see {@code man less}. */
  private static final Map<String, String> DEFAULTS =
      Map.of("LESS", "FRX", "LV", "-c", "LESSCHARSET", "utf-8");

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final Optional<String> command;
  private final Channel out;
  private @Nullable Process process;
  private @Nullable FedStream stream;

  /**
   * @param command as a shell reads it; empty for {@code less}, or for none where it is not there
   */
  public Pager(Optional<String> command) {
    this.command = command;
    this.out = new Channel.Output(new Started(), true);
  }

  /** Standard output in its place. Throws {@link ClosedPipeException} once the pager has ended. */
  public Channel out() {
    return out;
  }

  /**
   * Waits until the reader has left.
   *
   * @throws CommandException {@code OutputFailed} if the shell could not start the pager
   */
  @Override
  public void close() {
    if (stream == null) {
      return;
    }
    stream.end();
    if (process == null) {
      return;
    }
    int exit = ended(process);
    if (command.isPresent() && (exit == NOT_FOUND || exit == NOT_EXECUTABLE)) {
      throw new CommandException(
          CommandError.OUTPUT_FAILED,
          "the pager '%s' cannot be run; set COVM_PAGER or PAGER to another, or say --no-pager"
              .formatted(command.get()));
    }
  }

  /** What was typed at the pager is for it alone, so nothing ends this wait but its end. */
  private static int ended(Process process) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private FedStream started() {
    FedStream known = stream;
    if (known == null) {
      known = new FedStream(target());
      stream = known;
    }
    return known;
  }

  private OutputStream target() {
    try {
      Process begun = builder().start();
      process = begun;
      // After Ctrl-C, which the pager takes for an end of waiting, the terminal is still its own.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> ended(begun), "covm-pager"));
      return begun.getOutputStream();
    } catch (IOException e) {
      if (command.isPresent()) {
        throw new UncheckedIOException(e); // there is a shell everywhere
      }
      return new java.io.FileOutputStream(java.io.FileDescriptor.out);
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder =
        command
            .map(line -> new ProcessBuilder("sh", "-c", line))
            .orElseGet(() -> new ProcessBuilder("less"))
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    DEFAULTS.forEach(builder.environment()::putIfAbsent);
    return builder;
  }

  /** Starts the pager when something is written. */
  private final class Started extends OutputStream {
    @Override
    public void write(int one) {
      started().write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      started().write(bytes, offset, length);
    }
  }
}
