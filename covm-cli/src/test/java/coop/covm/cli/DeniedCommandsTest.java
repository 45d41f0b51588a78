package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command shows of a secured store to who may not see it: nothing. */
@Timeout(240)
class DeniedCommandsTest {
  private static final String THERE = "org/acme/there";
  private static final String ABSENT = "org/acme/other";

  @TempDir Path directory;

  private SecuredStore aStore(String url) throws IOException {
    SecuredStore store = SecuredStore.in(directory, url);
    store.member("bob");
    store.root("storage put %s 12345".formatted(THERE)).exits(0);
    store.root("storage retention org/acme 3 days").exits(0);
    Files.writeString(directory.resolve("there.covm"), "loadp org/acme/there\nemit\n");
    Files.writeString(directory.resolve("other.covm"), "loadp org/acme/other\nemit\n");
    return store;
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void whetherAKeyIsThereIsNotTold(String url) throws IOException {
    SecuredStore store = aStore(url);
    for (String command :
        List.of(
            "storage get KEY",
            "storage get KEY --at 3",
            "storage get KEY --json",
            "storage history KEY",
            "storage blame KEY",
            "storage blame KEY --at 3 --json",
            "storage put KEY 1",
            "storage delete KEY",
            "run NAME.covm",
            "run NAME.covm --dry-run")) {
      String there = command.replace("KEY", THERE).replace("NAME", "there");
      String absent = command.replace("KEY", ABSENT).replace("NAME", "other");
      assertSame(store.nobody(there), store.nobody(absent));
      assertSame(store.as("bob", there), store.as("bob", absent));
    }
    assertThat(store.root("storage get " + THERE).exits(0).out()).isEqualTo("12345\n");
  }

  private static void assertSame(Result there, Result absent) {
    there.exits(77);
    absent.exits(77);
    assertThat(there.err().replace("there", "other")).isEqualTo(absent.err());
    assertThat(there.out().replace("there", "other")).isEqualTo(absent.out());
    assertThat(there.err() + there.out()).doesNotContain("12345").contains("E0509");
  }

  @Test
  void countsAndNamesAreNotTold() throws IOException {
    SecuredStore store = aStore("file:data");
    for (String denied :
        List.of(
            "storage stats --keys",
            "storage stats --keys --namespace org/acme",
            "storage verify",
            "storage retention org/acme",
            "storage retention org/acme 1 day",
            "storage compact",
            "storage compact --dry-run",
            "identity show root",
            "identity show nobody",
            "identity disable root",
            "identity grant-role bob admin",
            "access grant member:bob all org",
            "access revoke member:bob all org",
            "access explain member:root read org/acme/x",
            "access record-reads org/acme",
            "quota set org/acme --keys 1",
            "quota clear org/acme")) {
      assertHidden(store.as("bob", denied).exits(77));
      assertHidden(store.nobody(denied).exits(77));
    }
    for (String narrowed :
        List.of(
            "storage list",
            "storage tree",
            "storage stats",
            "storage stats --json",
            "storage stats --at 3",
            "storage diff --from 0",
            "storage diff --from 0 --json",
            "storage diff org/acme --from 0",
            "storage blame org",
            "storage retention",
            "access list",
            "access record-reads",
            "quota list")) {
      assertHidden(store.as("bob", narrowed).exits(0));
      assertHidden(store.nobody(narrowed).exits(0));
    }
    assertThat(store.nobody("identity list").exits(0).out()).isEmpty();
    assertThat(store.as("bob", "identity list").exits(0).out()).contains("bob").hasLineCount(2);
  }

  private static void assertHidden(Result result) {
    assertThat(result.out()).doesNotContain("acme", "there", "12345", "3 days", "root");
    assertThat(result.err()).doesNotContain("org/acme/there", "12345", "3 days");
  }

  @Test
  void comparingAndBlamingShowWhatOneMaySee() throws IOException {
    SecuredStore store = aStore("file:data");
    store.root("access grant member:bob read,list org/acme/bob").exits(0);
    Files.writeString(
        directory.resolve("both.covm"),
        "begintx\npush 1\nstorep org/acme/bob/x\npush 777\nstorep org/acme/there\ncommittx\n");
    store.root("run both.covm").exits(0);
    for (String line :
        List.of("storage diff", "storage diff org/acme --from 0", "storage blame org/acme")) {
      for (String form : List.of("", " --json")) {
        Result seen = store.as("bob", line + form).exits(0);
        assertThat(seen.out()).contains("org/acme/bob/x").doesNotContain("there", "777", "12345");
        assertThat(seen.out()).hasLineCount(1);
      }
    }
    assertThat(JsonText.object(store.as("bob", "storage stats --json").exits(0).out()))
        .containsKey("revision")
        .doesNotContainKeys("keys", "bytes");
    store.root("access grant member:bob list org/acme").exits(0);
    store.as("bob", "storage diff --from 0").exits(77);
    assertThat(store.as("bob", "storage blame org/acme").exits(77).out()).doesNotContain("777");
    Result twoStores = store.as("bob", "storage diff --other-store file:open");
    assertThat(twoStores.exits(66).err()).contains("file:open");
  }

  @Test
  void aNameWithoutItsKeyOpensNothing() throws IOException {
    SecuredStore store = aStore("file:data");
    for (String command :
        List.of(
            "storage list",
            "storage tree",
            "storage stats",
            "storage diff --from 0",
            "storage blame org",
            "storage verify",
            "storage watch --from 1 --count 1",
            "storage get org/acme/there",
            "storage put org/acme/there 1",
            "storage retention",
            "storage compact",
            "run there.covm",
            "identity list",
            "access list",
            "quota list")) {
      assertThat(store.nobody(command + " --as root").exits(77).err())
          .contains("root has to prove who it is with its key (--key FILE)")
          .hasLineCount(1);
      assertThat(store.nobody(command + " --as root --key bob.pem").exits(77).err())
          .contains("has no active identity root with this key")
          .hasLineCount(1);
    }
    assertThat(store.nobody("storage list --as eve --key bob.pem").exits(77).err())
        .contains("has no active identity eve with this key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void aWatchShowsWhatOneMayRead(String url) throws IOException {
    SecuredStore store = aStore(url);
    store.root("access grant member:bob read org/acme/public").exits(0);
    store.root("storage put org/acme/hidden 54321").exits(0);
    store.root("storage put org/acme/public 1").exits(0);
    Result watched = store.as("bob", "storage watch --from 1 --count 1 org").exits(0);
    assertThat(watched.out()).endsWith("  root  set org/acme/public to 1\n").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void whatIsRefusedToSomebodyWithANameIsNoted(String url) throws IOException {
    SecuredStore store = aStore(url);
    store.as("bob", "storage get " + THERE).exits(77);
    assertThat(store.root("storage get system/audit/denied").exits(0).out())
        .contains("\"principal\": \"bob\"", "\"action\": \"read\"", THERE);
    store.root("access record-reads org/acme").exits(0);
    store.root("storage get " + THERE).exits(0);
    assertThat(store.root("storage get system/audit/reads").exits(0).out())
        .contains("\"principal\": \"root\"", THERE);
  }

  @Test
  void whoHasNoNameChangesNothingByReading() throws IOException {
    SecuredStore store = aStore("file:data");
    Map<String, String> before = DirectoryState.of(directory);
    store.nobody("storage get " + THERE).exits(77);
    store.nobody("storage list").exits(0);
    assertThat(DirectoryState.of(directory)).isEqualTo(before);
  }

  @Test
  void aRunActsForWhoProvesIt() throws IOException {
    SecuredStore store = aStore("file:data");
    store.root("access grant member:bob write org/acme").exits(0);
    Files.writeString(directory.resolve("w.covm"), "push 1\nstorep org/acme/x\n");
    store.nobody("run w.covm").exits(77);
    store.as("bob", "run w.covm --dry-run").exits(0);
    store.as("bob", "run w.covm").exits(0);
    assertThat(store.root("storage history org/acme/x").exits(0).out())
        .endsWith("  bob  1\n")
        .hasLineCount(1);
  }

  @Test
  void aDryRunTellsNothingThatOneMayNotRead() throws IOException {
    SecuredStore store = aStore("file:data");
    store.root("access grant member:bob write org/acme").exits(0);
    Files.writeString(directory.resolve("i.covm"), "push 1\nincrementp org/acme/there\n");
    assertHidden(store.as("bob", "run i.covm --dry-run").exits(0));
    assertHidden(store.as("bob", "run i.covm --dry-run --json").exits(0));
    assertThat(store.root("run i.covm --dry-run").exits(0).err()).contains("which gives 12346");
  }
}
