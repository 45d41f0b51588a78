package coop.covm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.log.CommitJson;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands by which an auditor proves who did what, and by which somebody is forgotten. */
@Timeout(240)
class AuditCommandsTest {
  private static final String URL = "file:data";

  @TempDir Path directory;

  @Test
  void theHistoryOfASecuredStoreIsListedShownVerifiedReplayedAndExported() throws Exception {
    SecuredStore store = SecuredStore.in(directory, URL);
    store.member("ada");
    Files.writeString(directory.resolve("p.covm"), "load n\nstorep member/ada/points\n");
    store.as("ada", "run p.covm --param n=7").exits(0);
    store.as("ada", "storage get org/secret/x").exits(77);

    List<String> listed = store.root("audit list").exits(0).out().lines().toList();
    assertThat(listed).hasSize(4);
    assertThat(listed.get(0)).startsWith("1  ").contains("  root  administration  ");
    assertThat(listed.get(2)).contains("  ada  program  set member/ada/points to 7");
    assertThat(listed.get(3)).contains("  -  note  ").contains("org/secret/x");
    assertThat(store.root("audit list --kind note").exits(0).out().lines()).hasSize(1);
    assertThat(store.root("audit list member --by ada").exits(0).out().lines()).hasSize(1);
    assertThat(store.as("ada", "audit list").exits(0).out().lines())
        .allSatisfy(line -> assertThat(line).contains("ada"));

    assertThat(store.root("audit show 3").exits(0).out())
        .contains("by         ada, signed\n", "parameter  n = 7\n", "head       signed");
    assertThat(store.root("audit show 3 --program-text").exits(0).out())
        .isEqualTo("load n\nstorep member/ada/points\n");
    assertThat(JsonText.object(store.root("audit show 3 --json").exits(0).out()))
        .containsEntry("status", "ok")
        .containsEntry("kind", "program");

    assertThat(store.root("audit replay").exits(0).out()).isEqualTo("3  same\n");
    store.root("audit replay 1").exits(70);

    String head = store.root("audit head").exits(0).out();
    assertThat(head).startsWith("covm head/1 4 ");
    Files.writeString(directory.resolve("head.txt"), head);
    store.as("ada", "run p.covm --param n=8").exits(0);
    assertThat(store.root("audit verify --from head.txt").exits(0).out())
        .startsWith("sound: 5 commits through ");
    assertThat(JsonText.object(store.root("audit verify --json").exits(0).out()))
        .containsEntry("sound", true)
        .containsEntry("findings", List.of());

    Digest before = Digest.NONE;
    for (String line : store.root("audit export").exits(0).out().lines().toList()) {
      CommitRecord commit = CommitJson.read(line.getBytes(UTF_8));
      assertThat(commit.previous()).isEqualTo(before);
      before = commit.digest();
    }
    store.as("ada", "audit export").exits(77);
    store.as("ada", "audit verify").exits(77);
    store.as("ada", "audit replay 3").exits(77);
  }

  @Test
  void aStoreThatWasRolledBackIsFoundByTheHeadThatWasWrittenDown() throws Exception {
    SecuredStore store = SecuredStore.in(directory, URL);
    store.root("storage put org/a/b 1").exits(0);
    copy(directory.resolve("data"), directory.resolve("old"));
    store.root("storage put org/a/b 2").exits(0);
    Files.writeString(directory.resolve("head.txt"), store.root("audit head").exits(0).out());
    CovmProcess.Result result =
        store.root("audit verify --from head.txt --store file:old").exits(74);
    assertThat(result.out()).contains("2  from  the store ends here");
    assertThat(result.err()).contains("E0610");
    Files.writeString(directory.resolve("no.txt"), "something\n");
    assertThat(store.root("audit verify --from no.txt").exits(64).err())
        .contains("covm audit head prints");
  }

  @Test
  void whatIsErasedIsInNoFileAndTheHistoryStaysSound() throws IOException {
    SecuredStore store = SecuredStore.in(directory, URL);
    store.member("ada");
    store.as("ada", "storage put member/ada/name Zq7pKw").exits(0);
    store.as("ada", "storage put member/ada/name Zq7pKx").exits(0);
    assertThat(store.as("ada", "storage erase member/ada/name").exits(64).err())
        .contains("--reason is missing");
    assertThat(store.as("ada", "storage erase member/ada/name --reason asked").exits(0).out())
        .startsWith("erased 2 values of member/ada/name");
    store.as("ada", "storage get member/ada/name --at 3").exits(70);
    try (var files = Files.walk(directory.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), UTF_8)).doesNotContain("Zq7pK");
      }
    }
    assertThat(store.root("audit verify").exits(0).out()).contains("2 values erased");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
