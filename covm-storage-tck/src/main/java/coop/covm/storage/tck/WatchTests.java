package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.REVISION_NOT_FOUND;
import static coop.covm.storage.StorageError.STORE_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.error.CovmException;
import coop.covm.storage.CommitStream;
import coop.covm.storage.Session;
import coop.covm.storage.StorageException;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.log.CommitRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream gives the commits in order, without holes, each once and only when it can be read. */
@Timeout(120)
public abstract class WatchTests extends StoreTesting {
  @Test
  void aStreamBeginsAfterAnyRevision() throws InterruptedException {
    Store store = newStore();
    for (int i = 1; i <= 5; i++) {
      put(store, "org/a", number(i));
    }
    assertThat(revisionsThere(closing(store.watch(0)))).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(revisionsThere(closing(store.watch(3)))).containsExactly(4L, 5L);
    CommitStream fromNow = closing(store.watch(5));
    assertThat(revisionsThere(fromNow)).isEmpty();
    put(store, "org/a", number(6));
    assertThat(revisionsThere(fromNow)).containsExactly(6L);
    assertThat(revisionsThere(fromNow)).isEmpty();
  }

  @Test
  void anEmptyStoreIsWatchedFromItsFirstCommitOn() throws InterruptedException {
    Store store = newStore();
    CommitStream stream = closing(store.watch(0));
    assertThat(stream.next(Duration.ZERO)).isEmpty();
    put(store, "org/a", number(1));
    assertThat(stream.next().revision()).isEqualTo(1);
  }

  @Test
  void aCommitIsGivenAsTheLogHasIt() throws InterruptedException {
    Store store = newStore();
    put(store, "org/a", number(1));
    try (StorageTransaction transaction = store.begin(options("bob"))) {
      transaction.set(key("org/b"), text("x"));
      transaction.delete(key("org/a"));
      transaction.increment(key("org/n"), number(3));
      transaction.commit();
    }
    CommitRecord commit = closing(store.watch(1)).next();
    assertThat(commit).isEqualTo(closing(store.view()).commit(2));
    assertThat(commit.body().principal()).contains("bob");
    assertThat(commit.body().changes()).hasSize(3);
  }

  @Test
  void aRevisionThatIsNotThereIsRefused() {
    Store store = newStore();
    put(store, "org/a", number(1));
    assertThat(assertFails(REVISION_NOT_FOUND, () -> store.watch(2)))
        .hasMessageContaining("the newest is 1");
    assertFails(REVISION_NOT_FOUND, () -> store.watch(-1));
    assertFails(REVISION_NOT_FOUND, () -> store.watch(2, prefix("org")));
  }

  @Test
  void aCommitWakesEverybodyWhoWaits() throws Exception {
    Store store = newStore();
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CommitStream stream = closing(store.watch(0));
      waiting.add(Waiting.in(() -> stream.next().revision()));
    }
    put(store, "org/a", number(1));
    for (Waiting one : waiting) {
      assertThat(one.result()).isEqualTo(1);
    }
  }

  @Test
  void whoeverCommitsInGroupsIsWatchedWithoutHoles() throws Exception {
    Store store = newStore();
    put(store, "org/before", number(0));
    int workers = 4;
    int each = 50;
    long last = 1 + (long) workers * each;
    List<FutureTask<List<Long>>> watched = new ArrayList<>();
    for (long from = 0; from < 2; from++) {
      watched.add(watching(closing(store.watch(from)), last, store));
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int worker = 0; worker < workers; worker++) {
        String name = "worker" + worker;
        executor.execute(() -> {
          try (Session session = store.session(options(name))) {
            for (int i = 0; i < each; i++) {
              session.set(key("org/a/" + name), number(i));
            }
          }
        });
      }
    }
    watched.add(watching(closing(store.watch(0)), last, store));
    assertThat(watched.get(0).get()).isEqualTo(revisions(1, last));
    assertThat(watched.get(1).get()).isEqualTo(revisions(2, last));
    assertThat(watched.get(2).get()).isEqualTo(revisions(1, last));
  }

  /** Reads a stream in a thread that nobody has to wait for. */
  private static FutureTask<List<Long>> watching(CommitStream stream, long last, Store store) {
    FutureTask<List<Long>> task = new FutureTask<>(() -> revisionsUpTo(stream, last, store));
    Thread.ofVirtual().start(task);
    return task;
  }

  @Test
  void aStreamThatNobodyReadsHoldsNobodyUpAndMissesNothing() throws InterruptedException {
    Store store = newStore();
    CommitStream idle = closing(store.watch(0));
    for (int i = 1; i <= 300; i++) {
      put(store, "org/a", number(i));
    }
    assertThat(revisionsThere(idle)).isEqualTo(revisions(1, 300));
  }

  @Test
  void withAPrefixOnlyCommitsThatChangedAKeyBelowItOrOfItsNameAreGiven() throws Exception {
    Store store = newStore();
    put(store, "org/a/x", number(1));
    put(store, "org/ab/x", number(2));
    try (StorageTransaction transaction = store.begin(options("both"))) {
      transaction.set(key("member/m/n"), number(3));
      transaction.set(key("org/a/y"), number(3));
      transaction.commit();
    }
    put(store, "org/a", number(4));
    remove(store, "org/a/x");
    put(store, "org/ab/x", number(6));
    CommitStream stream = closing(store.watch(0, prefix("org/a")));
    List<CommitRecord> given = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      given.add(stream.next());
    }
    assertThat(given.stream().map(CommitRecord::revision)).containsExactly(1L, 3L, 4L, 5L);
    assertThat(given.get(1).body().changes()).hasSize(2);
    assertThat(stream.next(Duration.ZERO)).isEmpty();
    assertThat(stream.revision()).isEqualTo(6);
    Waiting waiting = Waiting.in(() -> stream.next().revision());
    put(store, "org/ab/x", number(7));
    put(store, "org/a/z", number(8));
    assertThat(waiting.result()).isEqualTo(8);
  }

  @Test
  void whereOneStreamEndsAnotherGoesOn() throws InterruptedException {
    Store store = newStore();
    for (int i = 1; i <= 6; i++) {
      put(store, i % 2 == 0 ? "org/a/x" : "org/b/x", number(i));
    }
    CommitStream first = closing(store.watch(0, prefix("org/a")));
    assertThat(first.revision()).isZero();
    assertThat(first.next().revision()).isEqualTo(2);
    assertThat(first.revision()).isEqualTo(2);
    CommitStream second = closing(store.watch(first.revision(), prefix("org/a")));
    assertThat(revisionsThere(second)).containsExactly(4L, 6L);
  }

  @Test
  void closingTheStreamEndsTheCallThatWaits() throws Exception {
    Store store = newStore();
    CommitStream stream = closing(store.watch(0));
    Waiting waiting = Waiting.in(() -> stream.next().revision());
    stream.close();
    stream.close();
    assertThat(waiting.failure()).isInstanceOf(StorageException.class);
    assertThat(((CovmException) waiting.failure()).code()).isEqualTo(STORE_CLOSED);
    assertFails(STORE_CLOSED, () -> stream.next(Duration.ZERO));
    put(store, "org/a", number(1));
    assertFails(STORE_CLOSED, stream::next);
  }

  @Test
  void closingTheStoreEndsTheCallThatWaits() throws Exception {
    Store store = newStore();
    CommitStream stream = closing(store.watch(0));
    CommitStream other = closing(store.watch(0, prefix("org")));
    Waiting waiting = Waiting.in(() -> stream.next().revision());
    Waiting limited = Waiting.in(() -> other.next(Duration.ofHours(1)).orElseThrow().revision());
    store.close();
    for (Waiting one : List.of(waiting, limited)) {
      assertThat(one.failure()).isInstanceOf(StorageException.class);
      assertThat(((CovmException) one.failure()).code()).isEqualTo(STORE_CLOSED);
    }
    assertFails(STORE_CLOSED, stream::next);
    assertFails(STORE_CLOSED, () -> store.watch(0));
  }

  @Test
  void closingTheStoreEndsAStreamThatReads() throws Exception {
    Store store = newStore();
    for (int i = 1; i <= 50; i++) {
      put(store, "org/a", number(i));
    }
    FutureTask<Long> reading =
        new FutureTask<>(() -> {
          while (true) {
            try (CommitStream stream = store.watch(0)) {
              revisionsThere(stream);
            }
          }
        });
    Thread reader = new Thread(reading);
    reader.setDaemon(true);
    reader.start();
    store.close();
    reader.join();
    assertThatThrownBy(reading::get)
        .cause()
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(STORE_CLOSED));
  }

  @Test
  void anInterruptEndsTheCallThatWaitsAndLosesNothing() throws Exception {
    Store store = newStore();
    CommitStream stream = closing(store.watch(0));
    Waiting waiting = Waiting.in(() -> stream.next().revision());
    waiting.interrupt();
    assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
    put(store, "org/a", number(1));
    Thread.currentThread().interrupt();
    assertThatThrownBy(stream::next).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(stream.next().revision()).isEqualTo(1);
  }

  @Test
  void aStreamThatIsToldToWaitComesBackWithoutACommit() throws InterruptedException {
    Store store = newStore();
    CommitStream stream = closing(store.watch(0));
    assertThat(stream.next(Duration.ofMillis(5))).isEmpty();
    assertThat(stream.next(Duration.ofSeconds(-1))).isEmpty();
    put(store, "org/a", number(1));
    assertThat(stream.next(Duration.ofSeconds(Long.MAX_VALUE)).orElseThrow().revision())
        .isEqualTo(1);
  }

  @Test
  void anOverlayIsWatchedFromTheCommitsBeneathOn() throws InterruptedException {
    Store store = newStore();
    put(store, "org/a", number(1));
    Store overlay = closing(store.overlay());
    CommitStream stream = closing(overlay.watch(0));
    put(overlay, "org/a", number(2));
    put(store, "org/b", number(2));
    put(overlay, "org/a", number(3));
    assertThat(revisionsThere(stream)).containsExactly(1L, 2L, 3L);
    assertThat(closing(overlay.view()).commit(2).body().changes().getFirst().key())
        .isEqualTo(key("org/a"));
  }

  /** The revisions that the stream gives without waiting. */
  static List<Long> revisionsThere(CommitStream stream) throws InterruptedException {
    List<Long> revisions = new ArrayList<>();
    for (var next = stream.next(Duration.ZERO);
        next.isPresent();
        next = stream.next(Duration.ZERO)) {
      revisions.add(next.get().revision());
    }
    return revisions;
  }

  /** What the stream gives up to a revision; each can be read from the store at that moment. */
  private static List<Long> revisionsUpTo(CommitStream stream, long last, Store store)
      throws InterruptedException {
    List<Long> revisions = new ArrayList<>();
    do {
      CommitRecord commit = stream.next();
      assertThat(store.revision()).isGreaterThanOrEqualTo(commit.revision());
      revisions.add(commit.revision());
    } while (revisions.getLast() < last);
    return revisions;
  }

  private static List<Long> revisions(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /** A call in a thread of its own that is known to wait. */
  private static final class Waiting {
    private final FutureTask<Long> task;
    private final Thread thread;

    private Waiting(Callable<Long> call) {
      this.task = new FutureTask<>(call);
      this.thread = new Thread(task, "waiting");
      this.thread.setDaemon(true);
    }

    static Waiting in(Callable<Long> call) {
      Waiting waiting = new Waiting(call);
      waiting.thread.start();
      while (waiting.thread.getState() != Thread.State.TIMED_WAITING) {
        assertThat(waiting.task.isDone()).as("the call ended and did not wait").isFalse();
        Thread.onSpinWait();
      }
      return waiting;
    }

    void interrupt() {
      thread.interrupt();
    }

    long result() throws Exception {
      return task.get();
    }

    Throwable failure() throws InterruptedException {
      thread.join();
      return task.exceptionNow();
    }
  }
}
