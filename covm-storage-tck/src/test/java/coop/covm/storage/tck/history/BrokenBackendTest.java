package coop.covm.storage.tck.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.Durability;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.history.HistoryCampaign.RoundPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that breaks a promise is found out by random work, and the promise is named. */
@Timeout(120)
final class BrokenBackendTest {
  private static final int TRANSACTIONS = 6000;
  private static final int ROUNDS = 10;

  @TempDir Path folder = Path.of(".");

  @Test
  void aSoundBackendIsFoundSound() throws Exception {
    BrokenBackend sound = new BrokenBackend();
    assertThat(anomalies(sound, 1)).isEmpty();
    assertThat(anomalies(new BrokenBackend(), 2)).isEmpty();
  }

  /** Which transactions meet is left to the threads, so one history may happen to be legal. */
  private static void requireFound(Anomaly anomaly, Supplier<StorageBackend> broken, int stores)
      throws Exception {
    Set<Anomaly> found = EnumSet.noneOf(Anomaly.class);
    for (int round = 0; round < ROUNDS && !found.contains(anomaly); round++) {
      found.addAll(anomalies(broken.get(), stores));
    }
    assertThat(found).contains(anomaly);
  }

  @Test
  void aSnapshotThatLagsBehindIsARealTimeViolation() throws Exception {
    requireFound(Anomaly.REAL_TIME_VIOLATION, BrokenBackends.Lagging::new, 1);
  }

  @Test
  void aCommitThatIsAcknowledgedAndDroppedIsLost() throws Exception {
    requireFound(Anomaly.LOST_COMMIT, BrokenBackends.Forgetful::new, 1);
  }

  @Test
  void aGroupOfWhichHalfReachesTheIndexMakesReadsStale() throws Exception {
    requireFound(Anomaly.STALE_READ, BrokenBackends.HalfIndexed::new, 1);
  }

  @Test
  void aSnapshotThatMovesOnShowsTheFuture() throws Exception {
    requireFound(Anomaly.FUTURE_READ, BrokenBackends.Moving::new, 1);
  }

  @Test
  void aScanThatMissesAKeyIsAPhantom() throws Exception {
    requireFound(Anomaly.PHANTOM, BrokenBackends.Skipping::new, 1);
  }

  @Test
  void aReadThatServesAnOldVersionIsStale() throws Exception {
    requireFound(Anomaly.STALE_READ, BrokenBackends.Outdated::new, 1);
  }

  @Test
  void commitsInSwappedOrderAreMoved() throws Exception {
    requireFound(Anomaly.MOVED_COMMIT, BrokenBackends.Swapping::new, 1);
  }

  @Test
  void aStoreThatIsBlindForTheCommitsOfAnotherLosesUpdates() throws Exception {
    // What the cache and history read of the log is a lie too, so there may be stale reads besides.
    requireFound(Anomaly.LOST_UPDATE, BrokenBackends.Blinding::new, 2);
  }

  @Test
  void aStoreThatLostItsNewestCommitsWhenItWasOpenedAgainIsFoundOut() throws Exception {
    MemoryBackend first = new MemoryBackend();
    HistoryPlace place =
        new HistoryPlace() {
          private boolean again;

          @Override
          public Store open(StoreOptions options) {
            if (again) {
              return Store.over(new MemoryBackend(), OpenMode.CREATE, InstantSource.system());
            }
            again = true;
            return Store.over(first, OpenMode.CREATE, InstantSource.system());
          }
        };
    Played played = new Round(seed(), options(1, true), place).play();
    assertThat(found(played)).contains(Anomaly.LOST_COMMIT, Anomaly.REAL_TIME_VIOLATION);
  }

  @Test
  void aStoreThatFailsOnTheWayLeavesALegalHistory() throws Exception {
    Played played = play(new BrokenBackends.Failing(50), 1);
    assertThat(played.failure()).isPresent();
    assertThat(played.history().transactions())
        .anyMatch(transaction -> transaction.outcome() instanceof Outcome.Unknown);
    assertThat(HistoryChecker.check(played.history())).isEmpty();
  }

  @Test
  void aFailingHistoryIsKeptAndFailsAgainForTheSameReasons() throws Exception {
    CampaignOptions options =
        new CampaignOptions("broken", 6, 1, false, 50_000, TRANSACTIONS, Durability.SYNC);
    HistoryCampaign campaign =
        new HistoryCampaign(options, () -> place(BrokenBackends.Outdated::new), folder);
    assertThatThrownBy(() -> campaign.run(4711))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed 4711")
        .hasMessageContaining("STALE_READ")
        .hasMessageContaining(folder.resolve("broken-4711.jsonl").toString());

    History kept = HistoryFile.read(folder.resolve("broken-4711.jsonl"));
    assertThat(kept.seed()).isEqualTo(4711);
    List<Violation> again = HistoryChecker.check(kept);
    assertThat(again).extracting(Violation::anomaly).contains(Anomaly.STALE_READ);
    Path copy = folder.resolve("copy.jsonl");
    HistoryFile.write(copy, kept);
    assertThat(Files.mismatch(copy, folder.resolve("broken-4711.jsonl"))).isEqualTo(-1);
    assertThat(HistoryFile.read(copy)).isEqualTo(kept);
  }

  @Test
  void everyKindOfActionAndOutcomeIsKept() throws Exception {
    History history = play(new BrokenBackend(), 1).history();
    Path file = folder.resolve("history.jsonl");
    HistoryFile.write(file, history);
    assertThat(HistoryFile.read(file)).isEqualTo(history);
    assertThat(kinds(history.transactions().stream().flatMap(t -> t.actions().stream())))
        .containsExactlyInAnyOrderElementsOf(kindsOf(Action.class));
    assertThat(kinds(history.transactions().stream().map(RecordedTransaction::outcome)))
        .containsExactlyInAnyOrder("Committed", "Unchanged", "RolledBack", "Conflict", "Refused");
    assertThat(kinds(history.log().stream().flatMap(commit -> commit.changes().stream())))
        .containsExactlyInAnyOrder("Set", "Delete", "Increment");
  }

  private static Set<Anomaly> anomalies(StorageBackend backend, int stores) throws Exception {
    return found(play(backend, stores));
  }

  private static Set<Anomaly> found(Played played) {
    return HistoryChecker.check(played.history()).stream()
        .map(Violation::anomaly)
        .collect(Collectors.toSet());
  }

  private static Played play(StorageBackend backend, int stores) throws Exception {
    return new Round(seed(), options(stores, false), place(() -> backend)).play();
  }

  private static RoundOptions options(int stores, boolean kept) {
    return new RoundOptions(
        6, stores, TRANSACTIONS, Keyspace.of(2, 3), StoreOptions.STANDARD, kept);
  }

  private static RoundPlace place(Supplier<StorageBackend> backends) {
    return options -> Store.over(backends.get(), OpenMode.CREATE, InstantSource.system());
  }

  private static long seed() {
    long seed = System.nanoTime();
    System.out.println("seed of the history: " + seed);
    return seed;
  }

  private static Set<String> kinds(Stream<?> all) {
    return all.map(one -> one.getClass().getSimpleName()).collect(Collectors.toSet());
  }

  /** The records of a sealed interface and of those below it. */
  private static Set<String> kindsOf(Class<?> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .flatMap(type -> type.isRecord() ? Stream.of(type.getSimpleName()) : kindsOf(type).stream())
        .collect(Collectors.toSet());
  }
}
