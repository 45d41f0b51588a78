package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code storage backup}, {@code restore} and {@code migrate}, as people and scripts call them. */
@Timeout(240)
class CopyCommandsTest {
  @TempDir Path directory;

  @Test
  void whatIsCalledWronglyIsSaidAndMakesNothing() throws IOException {
    covm("storage put org/a 1").exits(0);
    for (String line :
        List.of(
            "storage backup",
            "storage backup - --json",
            "storage backup bk --upon x",
            "storage backup - --upon x --full",
            "storage restore bk",
            "storage restore bk --to file:x --at yesterday",
            "storage migrate --from rocksdb:.covm",
            "storage migrate --from file:x --to file:x")) {
      Result result = covm(line).exits(64);
      assertThat(result.out()).as(line).isEqualTo(line.contains("--json") ? result.out() : "");
    }
    assertThat(covm("storage restore nowhere --to file:x").exits(66).err()).contains("E1005");
    assertThat(covm("storage migrate --from file:nowhere --to file:x").exits(66).err())
        .contains("E0601");
    Files.writeString(directory.resolve("letter"), "dear ana");
    assertThat(covm("storage restore letter --to file:x").exits(65).err()).contains("E1001");
    assertThat(
            CovmProcess.in(directory)
                .input("dear ana, how are you?")
                .run(words("storage restore - --to file:x"))
                .exits(65)
                .err())
        .contains("<stdin> is no backup");
    assertThat(names(directory)).containsExactlyInAnyOrder(".covm", "letter");
  }

  @Test
  void documentsSayWhatWasDone() {
    covm("storage put org/a 1").exits(0);
    Map<String, @Nullable Object> backup = json(covm("storage backup bk --json").exits(0));
    assertThat(backup)
        .containsEntry("status", "ok")
        .containsEntry("full", true)
        .containsEntry("file", "bk/000001-full.covmbackup");
    assertThat(json(covm("storage restore bk --dry-run --json").exits(0)))
        .containsEntry("head", backup.get("head"))
        .containsEntry("dryRun", true);
    assertThat(json(covm("storage restore bk --to file:r --json").exits(0)))
        .containsEntry("head", backup.get("head"))
        .containsEntry("store", "file:r");
    assertThat(json(covm("storage migrate --from rocksdb:.covm --to file:m --json").exits(0)))
        .containsEntry("head", backup.get("head"));
    Map<String, @Nullable Object> failed =
        json(covm("storage restore bk --to file:x --at 7 --json").exits(65));
    assertThat(failed).containsEntry("status", "failed");
  }

  @Test
  void whoRestoresAgainIsToldThatAllWasThere() {
    covm("storage put org/a 1").exits(0);
    covm("storage backup bk").exits(0);
    assertThat(covm("storage restore bk --to file:r").exits(0).out())
        .startsWith("restored and verified 1 commit through ");
    assertThat(covm("storage restore bk --to file:r").exits(0).out())
        .matches("verified 1 commit through [0-9a-f]{64}, and file:r had all of it before\n");
  }

  @Test
  void onlyAdministratorsCopyASecuredStoreAndItsKeyIsNoPart() throws IOException {
    SecuredStore store = SecuredStore.in(directory, "file:data");
    store.member("bob");
    for (String line :
        List.of("storage backup bk", "storage migrate --from file:data --to file:m")) {
      store.as("bob", line).exits(77);
      store.nobody(line).exits(77);
    }
    assertThat(names(directory)).doesNotContain("bk", "m");
    assertThat(store.root("audit list --kind note --json").exits(0).out())
        .contains("system/audit/denied");
    Result backup = store.root("storage backup bk").exits(0);
    assertThat(backup.err()).contains("the store's own key is no part of a backup");
    Result restore = covm("storage restore bk --to file:r").exits(0);
    assertThat(restore.err()).contains("is not there; put your copy of it into the directory");
    assertThat(restored("storage put org/a 1").exits(74).err()).contains("E0609");
    for (String name : names(directory.resolve("data"))) {
      if (name.startsWith("store-")) {
        Files.copy(
            directory.resolve("data").resolve(name),
            directory.resolve("r").resolve(name),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    restored("storage put org/a 1").exits(0);
    store.root("storage migrate --from file:data --to file:m").exits(0);
    store.root("storage put org/a 1 --store file:m").exits(0);
  }

  private Result restored(String line) {
    return covm(line + " --store file:r --as root --key root.pem");
  }

  @Test
  void aFullDiskIsSaidAndNothingIsLeft() throws IOException {
    covm("storage put org/a/b " + "x".repeat(20_000)).exits(0);
    Files.createDirectory(directory.resolve("bk"));
    Result backup = limited("storage backup bk").exits(74);
    assertThat(backup.err()).startsWith("covm: error E1006").doesNotContain("Exception");
    assertThat(names(directory.resolve("bk"))).noneMatch(name -> name.contains("covmbackup"));
    covm("storage backup bk").exits(0);
    Result restore = limited("storage restore bk --to file:r").exits(74);
    assertThat(restore.err()).startsWith("covm: error E06").doesNotContain("Exception");
    assertThat(covm("storage get org/a/b --store file:r").exitCode()).isIn(66, 70, 74);
    covm("storage restore bk --to file:r").exits(0);
    assertThat(covm("storage get org/a/b --store file:r").exits(0).out()).startsWith("xxx");
  }

  /** No file may grow beyond this: what a full disk is to a process. */
  private Result limited(String line) {
    return CovmProcess.in(directory)
        .through("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh")
        .java("-XX:-UsePerfData")
        .run(words(line));
  }

  @Test
  void aReaderThatGoesAwayEndsABackupQuietly() throws Exception {
    for (int i = 0; i < 4; i++) {
      covm("storage put org/k%s %s".formatted(i, "x".repeat(100_000))).exits(0);
    }
    Process process = CovmProcess.in(directory).start("storage", "backup", "-");
    byte[] begin = process.getInputStream().readNBytes(14);
    process.getInputStream().close();
    assertThat(new String(begin, StandardCharsets.US_ASCII)).isEqualTo("covm backup/1\n");
    String err = CovmProcess.reading(process.getErrorStream()).join();
    assertThat(process.waitFor()).as(err).isEqualTo(141);
    assertThat(err).isEmpty();
  }

  @Test
  void aBackupThatIsChangedIsToldWithItsPlace() throws IOException {
    covm("storage put org/a 1").exits(0);
    covm("storage backup bk").exits(0);
    Path file = directory.resolve("bk/000001-full.covmbackup");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 150] ^= 1;
    Files.write(file, bytes);
    assertThat(covm("storage restore bk --to file:x").exits(65).err())
        .startsWith("covm: error E1003: bk/000001-full.covmbackup, block 2 at byte ");
    assertThat(names(directory)).doesNotContain("x");
  }

  private Result covm(String line) {
    return CovmProcess.in(directory).run(words(line));
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }

  private static Map<String, @Nullable Object> json(Result result) {
    return JsonText.object(result.out());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
