package coop.covm.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Hands bytes to a stream in a thread of its own, so that whoever writes waits only when very much
 * has not been taken yet.
 */
final class FedStream {
  /** How many bytes may wait to be taken. */
  static final int MOST_BYTES = 64 << 20;

  private final OutputStream target;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private final Thread feeder;
  private long waitingBytes;
  private boolean ended;
  private boolean gone;

  FedStream(OutputStream target) {
    this.target = target;
    this.feeder = Thread.ofPlatform().daemon().name("covm-pager-feeder").start(this::feed);
  }

  /**
   * @throws ClosedPipeException if nobody takes anything any more, or the thread is interrupted
   */
  synchronized void write(byte[] bytes, int offset, int length) {
    try {
      while (waitingBytes > MOST_BYTES && !gone) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      gone = true;
    }
    if (gone) {
      throw new ClosedPipeException();
    }
    waiting.add(Arrays.copyOfRange(bytes, offset, offset + length));
    waitingBytes += length;
    notifyAll();
  }

  /** Nothing more comes: waits until all is taken, or nobody takes it, and closes the target. */
  void end() {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (feeder.isAlive()) {
      try {
        feeder.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void feed() {
    try (target) {
      for (byte[] next = next(); next.length > 0; next = next()) {
        target.write(next);
        if (isEmpty()) {
          target.flush();
        }
      }
    } catch (IOException e) {
      leave();
    } catch (InterruptedException e) {
      leave();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  private synchronized void leave() {
    gone = true;
    notifyAll();
  }

  /** What is to be handed over next; no bytes at the end. */
  private synchronized byte[] next() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    if (waiting.isEmpty()) {
      return new byte[0];
    }
    byte[] next = waiting.remove();
    waitingBytes -= next.length;
    notifyAll();
    return next;
  }
}
