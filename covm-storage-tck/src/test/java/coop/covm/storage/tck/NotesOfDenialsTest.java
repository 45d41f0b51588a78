package coop.covm.storage.tck;

import static coop.covm.storage.StorageError.ACCESS_DENIED;
import static coop.covm.storage.StorageError.STORE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.memory.MemoryBackend;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Noting what was refused never gets into the way of whoever ends a session. */
@Timeout(60)
final class NotesOfDenialsTest extends StoreTesting {
  private static final Key DENIALS = Key.parse("system/audit/denied");

  private final MemoryBackend memory = new MemoryBackend();

  @Override
  protected BackendPlace newPlace() {
    throw new AssertionError("there is one place");
  }

  @Test
  void notesThatTwoProcessesWriteAtOnceAreBothThere() {
    Hooked hooked = new Hooked();
    Store one = closing(Store.over(hooked, OpenMode.CREATE, InstantSource.system()));
    Store other = closing(Store.over(new Hooked(), OpenMode.CREATE, InstantSource.system()));
    Members members = Members.secure(one);
    members.add("alice");
    Session session = one.session(members.as("alice"));
    assertFails(ACCESS_DENIED, () -> session.get(key("org/one/x")));
    hooked.beforeNextCommit =
        () -> {
          try (Session foreign = other.session(members.as("alice"))) {
            assertFails(ACCESS_DENIED, () -> foreign.get(key("org/other/x")));
          }
        };
    session.close();
    one.close();
    try (StoreView view = other.view(members.caller("root"))) {
      assertThat(view.versions(DENIALS).toString()).contains("org/one/x").contains("org/other/x");
    }
  }

  @Test
  void aStoreIsClosedThoughItsNotesCannotBeWritten() {
    Hooked hooked = new Hooked();
    Store store = Store.over(hooked, OpenMode.CREATE, InstantSource.system());
    Members members = Members.secure(store);
    members.add("alice");
    try (StoreView view = store.view(members.caller("alice"))) {
      assertFails(ACCESS_DENIED, () -> view.get(key("org/one/x")));
    }
    hooked.beforeNextCommit =
        () -> {
          throw new StorageException(STORE_FAILED, "the disk is full");
        };
    assertFails(STORE_FAILED, store::close);
    assertThat(hooked.closed).as("what holds files and locks").isTrue();
    assertFails(StorageError.STORE_CLOSED, store::revision);
  }

  /** Memory that several stores are opened over, and something that comes before a commit. */
  private final class Hooked extends ForwardingBackend {
    private Runnable beforeNextCommit = () -> {};
    private boolean closed;

    Hooked() {
      super(memory);
    }

    @Override
    public void commit(CommitBatch batch) throws HeadMovedException {
      Runnable before = beforeNextCommit;
      beforeNextCommit = () -> {};
      before.run();
      super.commit(batch);
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
