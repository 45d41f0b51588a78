package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.access.Action;
import coop.covm.storage.identity.KeyText;
import coop.covm.storage.tck.ChildJvm;
import coop.covm.storage.tck.Members;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one process takes away, another notices at its next commit. */
@Timeout(300)
final class FileRevocationTest {
  @TempDir Path folder = Path.of(".");

  @Test
  void aProcessCommitsNothingMoreOnceAnotherHasTakenTheRight() throws Exception {
    String url = "file:" + folder.resolve("store");
    try (Store store = Store.open(url, OpenMode.CREATE)) {
      Members members = Members.secure(store);
      members.add("alice");
      members.grant("member:alice", "org/acme", Action.WRITE);
      Path key = Files.write(folder.resolve("alice.pem"), KeyText.privatePem(members.key("alice")));
      try (ChildJvm child =
          ChildJvm.start(RevokedProcess.class, url, "alice", key.toString(), "org/acme/x")) {
        assertThat(child.line()).isEqualTo("ready");
        assertThat(answer(child)).isEqualTo("committed");
        members.deny("member:alice", "org/acme", Action.WRITE);
        long denied = store.revision();
        assertThat(answer(child))
            .isEqualTo("alice may not write org/acme/x: member:alice may not write at org/acme");
        assertThat(store.revision()).isEqualTo(denied);
        store.identities().disable("alice", members.as("root"));
        assertThat(answer(child))
            .isEqualTo("the store is secured and has no active identity alice with this key");
        assertThat(store.revision()).isEqualTo(denied + 1);
      }
    }
  }

  private static String answer(ChildJvm child) throws Exception {
    child.say("commit");
    return child.line();
  }
}
