package coop.covm.storage.spi;

import coop.covm.storage.log.Digest;
import coop.covm.storage.log.SalvagedCommit;
import java.io.IOException;
import java.util.Optional;

/**
 * The files of a store's log, read piece by piece however damaged they are, and never changed. What
 * cannot be read of them counts as zeros. No writer of another process is let in until it is
 * closed. For use by one thread.
 */
public interface DamagedLog extends AutoCloseable {
  /**
   * The next piece, in the order of the files; empty at the end. Every byte of the log is part of a
   * piece, but for what is empty and may be.
   */
  Optional<LogPiece> next() throws IOException;

  /** Lets {@link #next} begin with the first piece again. */
  void rewind() throws IOException;

  /** Lets {@link #next} go on with a piece that it gave before. */
  void seek(LogPlace place) throws IOException;

  /**
   * One commit that {@link #next} gave, read again from where it stands; {@link #next} goes on as
   * before.
   */
  SalvagedCommit commit(LogPlace place) throws IOException;

  /** What the store noted as acknowledged; empty if that note is not there or makes no sense. */
  Optional<Acknowledged> acknowledged();

  /** A small secret that lies beside the log, as {@link StorageBackend#secret}. */
  Optional<byte[]> secret(String name) throws IOException;

  @Override
  void close() throws IOException;

  /** The newest commit that somebody had been told of, at least. */
  record Acknowledged(long revision, Digest digest) {}
}
