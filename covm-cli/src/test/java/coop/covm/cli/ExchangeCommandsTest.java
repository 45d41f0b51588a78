package coop.covm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.value.NumberValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code covm storage export} and {@code covm storage import}. */
@Timeout(240)
class ExchangeCommandsTest {
  @TempDir Path directory;

  private Result storage(String line) {
    return CovmProcess.in(directory).run(List.of(("storage " + line).split(" ")));
  }

  private void fill(String url) {
    storage("put org/acme/a 90.10m --store " + url).exits(0);
    storage("put org/acme/b [1,null] --store " + url).exits(0);
    storage("put member/ada/name Ada --store " + url).exits(0);
  }

  private static String entries(String export) {
    return export.lines().skip(1).filter(line -> line.startsWith("{\"key\"")).toList().toString();
  }

  @ParameterizedTest
  @CsvSource({"file:data,rocksdb:other", "rocksdb:data,file:other"})
  void whatOneStoreExportsAnotherImports(String from, String to) {
    fill(from);
    assertThat(storage("export -o all.jsonl --store " + from).exits(0).out())
        .isEqualTo("exported 3 keys as of revision 3 to all.jsonl\n");
    Result result = storage("import all.jsonl --store " + to).exits(0);
    assertThat(result.out()).isEqualTo("imported 3 keys; revision 1\n");
    assertThat(result.err()).isEqualTo("covm: made the store " + to + "\n");
    assertThat(entries(storage("export --store " + to).exits(0).out()))
        .isEqualTo(entries(storage("export --store " + from).exits(0).out()))
        .contains("{\"$decimal\":\"90.10\"}");
  }

  @Test
  void anExportIsOfAPrefixAndOfARevision() {
    fill("file:data");
    storage("put org/acme/a 1 --store file:data").exits(0);
    assertThat(storage("export org/acme --at 1 --store file:data").exits(0).out())
        .startsWith("{\"covm\":\"export/1\",\"revision\":1,\"time\":")
        .contains(
            "\"prefix\":\"org/acme\"}\n{\"key\":\"org/acme/a\",\"value\":{\"$decimal\":\"90.10\"}}\n{")
        .hasLineCount(3);
    assertThat(storage("export --namespace member/ada --store file:data").exits(0).out())
        .contains("\"prefix\":\"member/ada\"")
        .hasLineCount(3);
    assertThat(storage("export system --store file:data").exits(77).err()).contains("E0508");
    assertThat(storage("export --store file:none").exits(66).out()).isEmpty();
  }

  @Test
  void anExportReplacesAnExportAndNothingElse() throws IOException {
    fill("file:data");
    storage("export -o all.jsonl --store file:data").exits(0);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("all.jsonl"))))
        .isEqualTo("rw-------");
    storage("export -o all.jsonl --store file:data").exits(0);
    Path other = Files.writeString(directory.resolve("notes.txt"), "mine");
    assertThat(storage("export -o notes.txt --store file:data").exits(64).err())
        .contains("E0804", "'notes.txt' is there and is no export; --force replaces it");
    assertThat(other).hasContent("mine");
    storage("export -o notes.txt --force --store file:data").exits(0);
    assertThat(Files.readString(other)).startsWith("{\"covm\":\"export/1\"");
    assertThat(storage("export -o data --force --store file:data").exits(64).err())
        .contains("is not a plain file");
    assertThat(storage("export -o none/all.jsonl --store file:data").exits(74).err())
        .contains("its directory is not there");
    assertThat(names()).containsExactlyInAnyOrder("all.jsonl", "notes.txt", "data");
  }

  @Test
  void whatAKilledExportHasLeftIsTakenAwayByTheNext() throws IOException {
    fill("file:data");
    Path left = directory.resolve(".all.jsonl." + UUID.randomUUID() + ".unfinished");
    Files.writeString(left, "half");
    Path other = directory.resolve(".other.jsonl." + UUID.randomUUID() + ".unfinished");
    Files.writeString(other, "half");
    storage("export -o all.jsonl --store file:data").exits(0);
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private void fillWithMany() {
    try (Store store = Store.open("file:" + directory.resolve("many"), OpenMode.CREATE);
        StorageTransaction transaction =
            store.begin(
                new SessionOptions(
                    Optional.empty(),
                    Optional.empty(),
                    RunStatement.direct(UUID.randomUUID(), 0)))) {
      for (int i = 0; i < 20_000; i++) {
        transaction.set(Key.parse("org/many/k" + (100_000 + i)), NumberValue.of(i));
      }
      transaction.commit();
    }
  }

  @Test
  void aReaderThatGoesAwayEndsTheExportQuietly() throws Exception {
    fillWithMany();
    Process process = CovmProcess.in(directory).start("storage", "export", "--store", "file:many");
    CompletableFuture<String> err = CovmProcess.reading(process.getErrorStream());
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).startsWith("{\"covm\":\"export/1\"");
    }
    Result result = CovmProcess.ended(process, CompletableFuture.completedFuture(""), err);
    assertThat(result.exits(141).err()).isEmpty();
  }

  @Test
  void inAPipeThereIsNeitherProgressNorColour() {
    fillWithMany();
    Result export = storage("export --store file:many").exits(0);
    assertThat(export.err()).isEmpty();
    assertThat(export.out()).doesNotContain("\r", "\u001B").hasLineCount(20_002);
    Result imported =
        CovmProcess.in(directory)
            .input(export.out())
            .run("storage", "import", "-", "--store", "file:copy", "--batch", "1000");
    assertThat(imported.exits(0).err()).isEqualTo("covm: made the store file:copy\n");
    assertThat(imported.out()).isEqualTo("imported 20,000 keys; revision 20\n");
  }

  @Test
  void aStreamIsImportedToo() throws Exception {
    fill("file:data");
    String export = storage("export --store file:data").exits(0).out();
    assertThat(
            CovmProcess.in(directory)
                .input(export)
                .run("storage", "import", "-", "--store", "file:one")
                .exits(0)
                .out())
        .isEqualTo("imported 3 keys; revision 1\n");
    Files.writeString(directory.resolve("all.jsonl"), export);
    Result piped =
        CovmProcess.in(directory)
            .through("bash", "-c", "\"$@\" <(cat all.jsonl)", "bash")
            .run("storage", "import", "--store", "file:two");
    assertThat(piped.exits(0).out()).isEqualTo("imported 3 keys; revision 1\n");
    assertThat(
            CovmProcess.in(directory)
                .input("{\"covm\":\"export/1\"")
                .run("storage", "import", "-", "--store", "file:three")
                .exits(65)
                .err())
        .startsWith("<stdin>:1: error E0904: ");
  }

  @Test
  void aFileThatCannotBeImportedMakesNoStoreAndChangesNone() throws IOException {
    fill("file:data");
    String export = storage("export --store file:data").exits(0).out();
    Files.writeString(directory.resolve("bad.jsonl"), export.replace("Ada", "Eve"));
    Map<String, String> before = DirectoryState.of(directory);
    assertThat(storage("import bad.jsonl --store file:none").exits(65).err())
        .startsWith("bad.jsonl:5: error E0904: ");
    storage("import bad.jsonl --store file:data --replace").exits(65);
    storage("import bad.jsonl --store file:data --replace --batch 1").exits(65);
    storage("import none.jsonl --store file:data").exits(66);
    storage("import data --store file:data").exits(66);
    assertThat(DirectoryState.of(directory)).isEqualTo(before);
  }

  @Test
  void aDryRunSaysWhatWouldBeAndChangesNothing() throws IOException {
    fill("file:data");
    storage("export org -o org.jsonl --store file:data").exits(0);
    storage("put org/acme/a 5 --store file:other").exits(0);
    Map<String, String> before = DirectoryState.of(directory);
    assertThat(storage("import org.jsonl --dry-run --store file:none").exits(0).out())
        .isEqualTo("would import 2 keys\n");
    assertThat(storage("import org.jsonl --dry-run --keep --store file:other").exits(0).out())
        .isEqualTo("would import 1 key, would leave 1 as it is\n");
    assertThat(storage("import org.jsonl --dry-run --store file:other").exits(70).err())
        .startsWith("org.jsonl:2: error E0906: org/acme/a has a value already; --replace gives it");
    assertThat(DirectoryState.of(directory)).isEqualTo(before);
  }

  @Test
  void keysGoWhereTheyAreToldTo() {
    fill("file:data");
    storage("export org/acme -o acme.jsonl --store file:data").exits(0);
    storage("import acme.jsonl --into org/copy --store file:data").exits(0);
    assertThat(storage("list org/copy --store file:data").exits(0).out())
        .isEqualTo("org/copy/a\norg/copy/b\n");
    storage("import acme.jsonl --into system/x --store file:data").exits(64);
    storage("import acme.jsonl --into acme --store file:data").exits(70);
  }

  @Test
  void wrongCallsAreToldWhatIsRight() {
    assertThat(storage("import a.jsonl --keep --replace").exits(64).err())
        .contains("--replace and --keep exclude each other");
    assertThat(storage("import a.jsonl --batch 0").exits(64).err()).contains("at least 1");
    assertThat(storage("import a.jsonl --batch 100001").exits(64).err())
        .contains("--batch is at most 100,000");
    assertThat(storage("import a.jsonl --restart").exits(64).err()).contains("--batch N");
    assertThat(storage("import").exits(64).err()).contains("FILE");
  }

  @Test
  void jsonTellsTheSame() throws IOException {
    fill("file:data");
    Map<String, ?> export =
        JsonText.object(storage("export -o a.jsonl --json --store file:data").exits(0).out());
    assertThat(export.keySet()).containsExactly("status", "file", "revision", "keys", "sha256");
    Map<String, ?> imported =
        JsonText.object(storage("import a.jsonl --json --store file:new").exits(0).out());
    assertThat(imported.keySet())
        .containsExactly(
            "status", "dryRun", "keys", "before", "set", "kept", "commits", "sha256", "revision");
    assertThat(imported.get("sha256")).isEqualTo(export.get("sha256"));
    String file = Files.readString(directory.resolve("a.jsonl"));
    Files.writeString(directory.resolve("a.jsonl"), file.replace("member/ada", "member//ada"));
    Map<String, ?> failed =
        JsonText.member(
            JsonText.object(storage("import a.jsonl --json --store file:new").exits(65).out()),
            "error");
    assertThat(failed.get("code")).isEqualTo("E0903");
    assertThat(JsonText.member(failed, "facts"))
        .containsEntry("file", "a.jsonl")
        .containsEntry("line", "2")
        .containsEntry("column", "9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:secured", "rocksdb:secured"})
  void aSecuredStoreAsksForEachKey(String url) {
    fill("file:data");
    storage("export -o all.jsonl --store file:data").exits(0);
    SecuredStore store = SecuredStore.in(directory, url);
    store.member("bob");
    store.root("access grant member:bob read,write,list org").exits(0);
    Result nobody = store.nobody("storage import all.jsonl").exits(77);
    assertThat(nobody.out()).isEmpty();
    assertThat(store.as("bob", "storage import all.jsonl").exits(77).err())
        .contains("E0509: bob may not write member/ada/name");
    assertThat(store.as("bob", "storage import all.jsonl --batch 1").exits(77).err())
        .contains("E0509");
    assertThat(store.root("storage list org").exits(0).out()).isEmpty();
    store.as("bob", "storage import all.jsonl --into org/all --batch 1").exits(0);
    assertThat(store.as("bob", "storage export").exits(0).out())
        .contains("org/all/member/ada/name")
        .hasLineCount(5);
    assertThat(store.nobody("storage export").exits(0).out()).hasLineCount(2);
    store.root("audit verify").exits(0);
    assertThat(store.root("audit list --kind direct").exits(0).out()).hasLineCount(3);
  }

  private void writeOriginal(String... lost) throws IOException {
    Path key = Files.createDirectories(directory.resolve("old/namespaces/coop/keys/a"));
    Files.writeString(
        key.resolve("metadata.json"),
        """
        {"key":"a","created_by":"ada","created_at":1,"versions":[
          {"version":1,"created_by":"ada","timestamp":1,"prev_version":null},
          {"version":2,"created_by":"bob","timestamp":2,"prev_version":{"version":1}}]}
        """);
    Files.writeString(key.resolve("v1.data"), "1");
    Files.writeString(key.resolve("v2.data"), "2");
    for (String file : lost) {
      Files.delete(key.resolve(file));
    }
  }

  @Test
  void whatTheOriginalLostEndsItsImportUnlessItIsLeftOut() throws IOException {
    writeOriginal("v2.data");
    String line = "import old --format icn-covm --into org/old --store file:data";
    Result refused = storage(line).exits(65);
    assertThat(refused.err())
        .contains(
            "covm: cannot be imported: old/namespaces/coop/keys/a/v2.data: metadata.json lists it,",
            "\nold/namespaces/coop/keys/a/v2.data: error E0903: ");
    assertThat(directory.resolve("data")).doesNotExist();
    storage(line + " --dry-run").exits(0);
    assertThat(directory.resolve("data")).doesNotExist();
    storage(line + " --skip-damaged").exits(0);
    assertThat(storage("history org/old/coop/a --store file:data").exits(0).out())
        .endsWith("  1\n")
        .hasLineCount(1);
  }

  @Test
  void wrongCallsForTheOriginalAreToldWhatIsRight() throws IOException {
    writeOriginal();
    assertThat(storage("import old --format icn-covm").exits(64).err()).contains("--into PREFIX");
    assertThat(storage("import old --format tar --into org/x").exits(64).err())
        .contains("--format takes icn-covm, not 'tar'");
    assertThat(storage("import old --format icn-covm --into org/x --batch 3").exits(64).err())
        .contains("--batch does not go with --format icn-covm");
    assertThat(storage("import a.jsonl --skip-damaged").exits(64).err())
        .contains("--skip-damaged goes with --format icn-covm only");
    storage("import . --format icn-covm --into org/x --store file:data").exits(65);
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void theOriginalIsImportedByWhoMayWrite() throws IOException {
    writeOriginal();
    SecuredStore store = SecuredStore.in(directory, "file:secured");
    store.member("bob");
    String line = "storage import old --format icn-covm --into ";
    store.as("bob", line + "org/old").exits(77);
    store.nobody(line + "org/old").exits(77);
    store.as("bob", line + "member/bob/old").exits(0);
    assertThat(store.as("bob", "storage get member/bob/old/coop/a").exits(0).out())
        .isEqualTo("2\n");
    assertThat(store.as("bob", line + "member/bob/old").exits(0).out())
        .startsWith("nothing was left to import of 1 key with 2 versions");
    store.root("audit verify").exits(0);
  }
}
