package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.Caller;
import coop.covm.storage.Session;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Action;
import coop.covm.storage.copy.CopyError;
import coop.covm.storage.copy.CopyListener;
import coop.covm.storage.copy.Migration;
import coop.covm.storage.log.Head;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.StorageBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store that moves to another backend is the same store there. */
public abstract class MigrationTests extends CopyTesting {
  @Test
  void aCopyHasTheSameCommitsAndIsSound() throws Exception {
    SampleHistory sample = SampleHistory.make();
    Caller root = sample.members().caller("root");
    Store source = store(sample.records());
    MemoryBackend memory = closing(new MemoryBackend());
    StorageBackend own = newBackend();
    assertThat(migrate(source, root, memory).head()).isEqualTo(source.head());
    assertThat(stored(memory)).isEqualTo(stored(sample.records()));
    Migration.Report back = migrate(over(memory), root, own);
    assertThat(back.head()).isEqualTo(source.head());
    assertThat(back.verification().isSound()).isTrue();
    assertThat(stored(own)).isEqualTo(stored(sample.records()));
    Store copy = over(own);
    assertSound(copy, root);
    try (StoreView before = source.view(root);
        StoreView after = copy.view(root)) {
      assertThat(after.get(key("org/acme/x"))).isEqualTo(before.get(key("org/acme/x")));
      assertThat(after.versions(key("org/acme/run"))).hasSize(3);
    }
  }

  @Test
  void aSecuredStoreSignsInItsNewPlace() throws Exception {
    Store source = newStore();
    Members members = Members.secure(source);
    StorageBackend target = newBackend();
    assertThat(migrate(source, members.caller("root"), target).missingKey()).isEmpty();
    Store copy = over(target);
    try (Session session = copy.session(members.as("root"))) {
      session.set(key("org/a"), number(1));
    }
    assertSound(copy, members.caller("root"));
  }

  @Test
  void aSecondCallBringsWhatIsNew() throws Exception {
    Store source = newStore();
    put(source, "org/a", number(1));
    StorageBackend target = newBackend();
    migrate(source, NOBODY, target);
    put(source, "org/a", number(2));
    Migration.Report second = migrate(source, NOBODY, target);
    assertThat(second.before()).isEqualTo(1);
    assertThat(read(over(target), "org/a")).contains(number(2));
    assertThat(over(target).head()).isEqualTo(source.head());
  }

  @Test
  void anEmptyStoreIsCopiedToo() throws Exception {
    StorageBackend target = newBackend();
    assertThat(migrate(newStore(), NOBODY, target).head()).isEqualTo(Head.EMPTY);
    assertThat(over(target).revision()).isZero();
  }

  @Test
  void whatWasStoppedIsOpenedByNobodyAndGoesOn() throws Exception {
    Store source = newStore();
    for (int i = 0; i < 12; i++) {
      put(source, "org/k" + i, text("x".repeat(1_000_000)));
    }
    StorageBackend target = newBackend();
    assertThatThrownBy(() -> new Migration(source, NOBODY, stoppingAt(10)).into(target))
        .isInstanceOf(Stopped.class);
    long there = records(target).size();
    assertThat(there).isBetween(1L, 10L);
    assertFails(StorageError.STORE_UNFINISHED, () -> over(new Unclosed(target)));
    Migration.Report done = migrate(source, NOBODY, target);
    assertThat(done.before()).isEqualTo(there);
    assertThat(over(target).head()).isEqualTo(source.head());
  }

  @Test
  void anUnfinishedCopyOfAnotherStoreIsLeftAsItIs() throws Exception {
    Store source = newStore();
    put(source, "org/a", number(1));
    Store other = newStore();
    put(other, "org/b", number(1));
    StorageBackend target = newBackend();
    assertThatThrownBy(() -> new Migration(other, NOBODY, stoppingAt(1)).into(target))
        .isInstanceOf(Stopped.class);
    assertThat(assertFails(CopyError.TARGET_TAKEN, () -> migrate(source, NOBODY, target)))
        .hasMessageContaining("unfinished copy of something else");
    migrate(other, NOBODY, target);
  }

  @Test
  void aTargetThatHoldsSomethingElseIsLeftAsItIs() throws Exception {
    Store source = newStore();
    put(source, "org/a", number(1));
    put(source, "org/a", number(2));
    StorageBackend target = newBackend();
    put(over(new Unclosed(target)), "org/mine", number(3));
    List<String> before = stored(target);
    assertFails(CopyError.TARGET_TAKEN, () -> migrate(source, NOBODY, target));
    assertThat(stored(target)).isEqualTo(before);
    assertThat(read(over(target), "org/mine")).contains(number(3));
  }

  @Test
  void aTargetThatWentItsOwnWayIsLeftAsItIs() throws Exception {
    Store source = newStore();
    put(source, "org/a", number(1));
    StorageBackend target = newBackend();
    migrate(source, NOBODY, target);
    put(over(new Unclosed(target)), "org/mine", number(3));
    put(source, "org/a", number(2));
    assertFails(CopyError.TARGET_TAKEN, () -> migrate(source, NOBODY, target));
    assertThat(read(over(target), "org/mine")).contains(number(3));
  }

  @Test
  void onlyWhoAdministersTheWholeStoreMayCopyIt() throws Exception {
    Store source = newStore();
    Members members = Members.secure(source);
    members.add("alice");
    members.grant("member:alice", "/", Action.READ, Action.LIST);
    StorageBackend target = newBackend();
    for (Caller caller : List.of(NOBODY, members.caller("alice"), Caller.named("root"))) {
      assertFails(StorageError.ACCESS_DENIED, () -> migrate(source, caller, target));
      assertFails(
          StorageError.ACCESS_DENIED, () -> backUp(source, caller, folder.resolve("backup")));
    }
    assertThat(records(target)).isEmpty();
    assertThat(folder.resolve("backup")).doesNotExist();
  }

  @Test
  void thatAllWasReadIsNotedBeforeItIsRead() throws Exception {
    Store source = newStore();
    Members members = Members.secure(source);
    source.access().recordReads(prefix("org/acme"), true, members.as("root"));
    Caller root = members.caller("root");
    StorageBackend target = newBackend();
    Migration.Report report = migrate(source, root, target);
    assertThat(report.head()).isEqualTo(source.head());
    try (StoreView view = over(target).view(root)) {
      assertThat(view.get(key("system/audit/reads")).orElseThrow().toString())
          .contains("root", "org/acme/");
    }
  }

  @Test
  void aWriteThatFailsIsToldAndTheCopyGoesOnLater() throws Exception {
    Store source = newStore();
    put(source, "org/a", number(1));
    StorageBackend target = newBackend();
    FailingBackend failing = new FailingBackend(target);
    failing.fail(true);
    assertThatThrownBy(() -> migrate(source, NOBODY, failing))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo(StorageError.STORE_FAILED));
    failing.fail(false);
    assertThat(migrate(source, NOBODY, failing).head()).isEqualTo(source.head());
  }

  @Test
  void anInterruptStopsItAndItGoesOn() throws Exception {
    Store source = newStore();
    put(source, "org/a", number(1));
    put(source, "org/a", number(2));
    StorageBackend target = newBackend();
    CopyListener interrupting = (_, _, _) -> Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new Migration(source, NOBODY, interrupting).into(target))
        .isInstanceOf(InterruptedException.class);
    assertThat(migrate(source, NOBODY, target).head()).isEqualTo(source.head());
  }

  /** Stays open when a store above it is closed, or refused. */
  private static final class Unclosed extends ForwardingBackend {
    Unclosed(StorageBackend real) {
      super(real);
    }

    @Override
    public void close() {}
  }
}
