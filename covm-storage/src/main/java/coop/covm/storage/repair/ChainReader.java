package coop.covm.storage.repair;

import coop.covm.storage.log.Head;
import coop.covm.storage.spi.DamagedLog;
import coop.covm.storage.spi.LogPiece;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads the commits of a history in their order, wherever they stand. For use by one thread. */
final class ChainReader {
  private final DamagedLog log;
  private final List<Stretch> stretches;
  private int index = -1;
  private Head head = Head.EMPTY;

  ChainReader(DamagedLog log, List<Stretch> stretches) {
    this.log = log;
    this.stretches = stretches;
  }

  /**
   * The next commit; empty at the end.
   *
   * @throws IOException also if the log is not what it was when it was looked through
   */
  Optional<LogPiece.Commit> next() throws IOException {
    while (index < 0 || head.revision() >= stretches.get(index).last()) {
      index++;
      if (index == stretches.size()) {
        index--;
        return Optional.empty();
      }
      log.seek(stretches.get(index).start());
    }
    for (Optional<LogPiece> piece = log.next(); piece.isPresent(); piece = log.next()) {
      if (piece.get() instanceof LogPiece.Commit commit
          && Run.follows(commit.commit().record(), head)) {
        head = commit.commit().record().head();
        return Optional.of(commit);
      }
    }
    throw new IOException("the log changed while it was read");
  }
}
