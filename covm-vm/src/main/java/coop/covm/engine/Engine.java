package coop.covm.engine;

import coop.covm.bytecode.Module;
import java.util.Optional;

/** Runs programs. All engines give the same output, results, fuel and errors for the same run. */
public interface Engine {
  /**
   * Runs a module to its end, its error or its limit. What went wrong in the program or the storage
   * is in the outcome; only bugs are thrown. When it returns no transaction of the run is open.
   *
   * @param module a verified module
   * @param request all that the run depends on; its session is used by this run alone
   */
  Outcome run(Module module, RunRequest request);

  /**
   * Runs one piece of a program that is told piece by piece, each when the one before has ended. A
   * piece is a module like any other; what it needs of the variables before it is among its
   * parameters. It may leave a transaction open if it has committed nothing itself, so that all
   * commits of the pieces that belong together come from the last of them.
   *
   * <p>After an error the open transaction is as it was before the piece; if the piece ended that
   * one, or began another, none is open.
   *
   * @param module a verified module
   * @param request not atomic; its limits are those of this piece; its session is the same for all
   *     pieces that one transaction goes through
   * @param from the transaction to go on with, as an earlier piece left it: the one that is open in
   *     the session, or none if none is
   */
  PieceOutcome runPiece(Module module, RunRequest request, Optional<OpenTransaction> from);
}
