package coop.covm.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.CommitRequest.Outcome;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who leads, however the sessions come between each other. */
@Timeout(60)
final class CommitQueueTest {
  @Test
  void aSessionThatWasCommittedBeforeItAskedForTheLeadPassesItOn() throws Exception {
    CountDownLatch slowEntered = new CountDownLatch(1);
    CountDownLatch quickDone = new CountDownLatch(1);
    AtomicInteger entered = new AtomicInteger();
    List<Integer> groups = new ArrayList<>();
    CommitQueue queue =
        new CommitQueue(
            group -> {
              groups.add(group.size());
              group.forEach(pending -> pending.settle(new Outcome.Unchanged()));
            },
            () -> {
              if (entered.getAndIncrement() == 0) {
                slowEntered.countDown();
                await(quickDone);
              }
            });
    Thread slow = Thread.ofPlatform().start(() -> queue.submit(request()));
    slowEntered.await();
    queue.submit(request()); // takes the slow one's request along
    quickDone.countDown();
    slow.join();
    assertThat(groups).containsExactly(2);

    queue.submit(request()); // hangs if the slow one keeps a lead that it has no use for
    queue.close();
    assertThatThrownBy(() -> queue.submit(request()))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_CLOSED));
  }

  @Test
  void anErrorOfTheLeaderLeavesTheLeadFreeAndNobodyWithAnOutcome() {
    AtomicInteger calls = new AtomicInteger();
    CommitQueue queue =
        new CommitQueue(group -> {
          if (calls.getAndIncrement() == 0) {
            throw new OutOfMemoryError("a test");
          }
          group.forEach(pending -> pending.settle(new Outcome.Unchanged()));
        });
    assertThatThrownBy(() -> queue.submit(request())).isInstanceOf(OutOfMemoryError.class);
    assertThat(queue.submit(request())).isEqualTo(new Outcome.Unchanged());
    queue.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static CommitRequest request() {
    CommitBody body =
        new CommitBody(
            Optional.empty(),
            Optional.empty(),
            new RunRecord(Optional.empty(), Map.of(), new UUID(1, 2), 0, Map.of()),
            1,
            List.of(new ReadView(0, 1)),
            Optional.empty(),
            List.of(new Change.Delete(Key.parse("org/a/x"))));
    return new CommitRequest(
        new CommitRequest.Author(Caller.NOBODY, Guard.OPEN, false),
        0,
        new ReadSet(),
        body,
        CommitRecord.bodyDigest(body),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        null,
        0);
  }
}
