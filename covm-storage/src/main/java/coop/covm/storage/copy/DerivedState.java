package coop.covm.storage.copy;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.StoreCopies;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.VerificationReport;
import coop.covm.storage.repair.Damage;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What a store keeps beside its log to be quick: it can be damaged where the log is not. */
public final class DerivedState {
  private DerivedState() {}

  /**
   * Opens a store whose log is sound, for reading, and verifies it.
   *
   * @return what is wrong with it; empty if nothing is
   * @throws StorageException {@code HistoryNotSound} if the history itself is not a sound one,
   *     which is no damage; {@code StoreBusy}, {@code StoreFailed}
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<Damage> check(String url, StoreOptions options, LongConsumer progress)
      throws InterruptedException {
    VerificationReport report;
    try {
      report = StoreCopies.verify(url, options, progress);
    } catch (StorageException e) {
      if (e.code() != StorageError.STORE_DAMAGED && e.code() != StorageError.STORE_FAILED) {
        throw e;
      }
      return Optional.of(damage(String.valueOf(e.getMessage())));
    }
    if (report.isSound()) {
      return Optional.empty();
    }
    boolean indexOnly =
        report.findings().stream()
            .allMatch(finding ->
                switch (finding.kind()) {
                  case INDEX, QUOTA, RECORD -> true;
                  case VALUE, CHAIN, SIGNATURE, UPON, RUN, ACCESS, PROGRAM, HEAD, FROM -> false;
                });
    String first = report.findings().getFirst().message();
    if (!indexOnly) {
      throw new StorageException(
          StorageError.HISTORY_NOT_SOUND,
          "no bytes are damaged, but the history is not a sound one, which no repair mends: revision %s: %s; covm audit verify tells all"
              .formatted(report.findings().getFirst().revision(), first));
    }
    return Optional.of(
        damage("the index says something else than the log, in which nothing is lost: " + first));
  }

  private static Damage damage(String message) {
    return new Damage(
        Damage.Kind.FILE, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), message);
  }
}
