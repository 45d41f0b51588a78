package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code covm migrate}. */
@Timeout(240)
class MigrateCommandsTest {
  @TempDir Path directory;

  private String url = "file:data";

  private Result covm(String line) {
    return CovmProcess.in(directory).environment("COVM_STORE", url).run(List.of(line.split(" ")));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(directory.resolve("migrations"));
    Files.writeString(directory.resolve("migrations").resolve(name), text);
  }

  @Test
  void newWritesTheNextOneAndItCompiles() {
    assertThat(covm("migrate new split_funds").exits(0).out())
        .isEqualTo("migrations/V001__split_funds.covm\n");
    assertThat(covm("migrate new more --json").exits(0).out())
        .isEqualTo("{\"number\":2,\"name\":\"more\",\"file\":\"migrations/V002__more.covm\"}\n");
    covm("check migrations/V001__split_funds.covm").exits(0);
    assertThat(covm("migrate up").exits(0).out())
        .isEqualTo(
            "applied V001__split_funds.covm at revision 1\napplied V002__more.covm at revision 2\n");
    assertThat(covm("migrate new ../x").exits(64).err())
        .contains("E0801", "is no name of a migration", "such as split_funds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void upAppliesWhatIsLeftAndStatusShowsIt(String store) throws IOException {
    url = store;
    write("V001__begin.covm", "push 1\nstorep org/a/x\nemit \"begun\"\n");
    write("V002__more.covm", "push 2\nstorep org/a/x\n");
    assertThat(covm("migrate up --to 1").exits(0).out())
        .isEqualTo("begun\napplied V001__begin.covm at revision 1\n");
    assertThat(covm("migrate status").exits(0).out())
        .matches(
            Pattern.compile(
                """
                number    state  revision                      time  by  migration
                     1  applied         1  2\\S+Z   -  V001__begin.covm
                     2  pending         -                         -   -  V002__more.covm
                """));
    assertThat(covm("migrate verify").exits(65).err())
        .isEqualTo(
            "covm: error E1106: migrations/V002__more.covm is not applied; covm migrate up applies it\n");
    assertThat(covm("migrate verify --allow-pending").exits(0).out())
        .isEqualTo("1 migration applied and unchanged, 1 left\n");
    assertThat(covm("migrate up --json").exits(0).out())
        .startsWith(
            "{\"number\":2,\"name\":\"more\",\"file\":\"migrations/V002__more.covm\",\"status\":\"applied\",\"revision\":2,");
    Result none = covm("migrate up").exits(0);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).isEqualTo("covm: nothing is left to apply\n");
    assertThat(covm("migrate verify --json").exits(0).out())
        .isEqualTo("{\"status\":\"ok\",\"applied\":2,\"pending\":0}\n");
    assertThat(covm("migrate status --json").exits(0).out())
        .hasLineCount(2)
        .startsWith("{\"number\":1,\"name\":\"begin\",\"state\":\"applied\",\"file\":\"migr");
    assertThat(covm("audit replay").exits(0).out()).isEqualTo("1  same\n2  same\n");
    assertThat(covm("audit verify").exits(0).out()).startsWith("sound: 2 commits");
  }

  @Test
  void aDryRunShowsWhatEachWouldChangeAndChangesNothing() throws IOException {
    covm("storage put org/a/book {\"title\":\"x\",\"copies\":[1,2]}").exits(0);
    covm("storage put org/a/old 1").exits(0);
    write(
        "V001__one.covm",
        """
        loadp org/a/book
        push "copies"
        push [0, 1, 2]
        put
        storep org/a/book
        deletep org/a/old
        emit "told"
        """);
    write("V002__two.covm", "push 5\nstorep org/a/new\n");
    write("V003__none.covm", "# nothing\n");
    Map<String, String> before = DirectoryState.of(directory.resolve("data"));
    Result dry = covm("migrate up --dry-run").exits(0);
    assertThat(dry.out())
        .isEqualTo(
            """
            V001__one.covm would change 2 keys:
            ~ org/a/book
                + .copies[0]: 0
            - org/a/old: 1
            V002__two.covm would change 1 key:
            + org/a/new: 5
            V003__none.covm would change nothing
            """);
    assertThat(dry.err()).isEqualTo("told\n");
    assertThat(covm("migrate up --dry-run --json").exits(0).out())
        .hasLineCount(3)
        .contains(
            "\"status\":\"planned\",\"changes\":[{\"key\":\"org/a/book\",\"change\":\"changed\",",
            "\"parts\":[{\"path\":[\"copies\",0],\"change\":\"added\",\"after\":0}]",
            "\"output\":[\"told\"]");
    assertThat(DirectoryState.of(directory.resolve("data"))).isEqualTo(before);
    url = "file:none";
    covm("migrate up --dry-run").exits(70);
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void aFailureNamesItsLineAndWhatWasDoneBefore() throws IOException {
    write("V001__good.covm", "push 1\nstorep org/a/x\n");
    write("V002__bad.covm", "push 2\nstorep org/a/x\nfail \"not yet\"\n");
    Result failed = covm("migrate up").exits(70);
    assertThat(failed.out()).isEqualTo("applied V001__good.covm at revision 1\n");
    assertThat(failed.err())
        .contains("migrations/V002__bad.covm:3:1", "not yet")
        .endsWith("covm: V002__bad.covm failed and changed nothing; 1 was applied before it\n");
    assertThat(covm("storage get org/a/x").exits(0).out()).isEqualTo("1\n");
    assertThat(covm("migrate up --json").exits(70).out())
        .contains("\"status\":\"failed\",\"error\":{\"code\":", "\"line\":3");
    assertThat(covm("migrate up --dry-run").exits(70).err())
        .endsWith("V002__bad.covm would fail\n");
  }

  @Test
  void whatIsWrongIsRefusedBeforeAStoreIsMade() throws IOException {
    write("V001__tx.covm", "begintx\npush 1\nstorep org/a/x\ncommittx\n");
    assertThat(covm("migrate up").exits(65).err())
        .contains("E1107", "migrations/V001__tx.covm:1:1", "migrations/V001__tx.covm:4:1");
    write("V001__tx.covm", "push\n");
    assertThat(covm("migrate up").exits(65).err()).contains("migrations/V001__tx.covm:1:");
    write("V001__tx.covm", "push 1\nstorep org/a/x\n");
    write("V003_x.covm", "push 1\n");
    assertThat(covm("migrate up").exits(65).err())
        .contains("E1102", "'V003_x.covm' in 'migrations' is not named as");
    assertThat(directory.resolve("data")).doesNotExist();
    assertThat(covm("migrate up --dir none").exits(66).err())
        .contains("E1101", "there is no directory 'none'", "--dir names another");
    assertThat(covm("migrate status").exits(66).err()).contains("there is no store at file:data");
    assertThat(covm("migrate up --to 7").exits(65).err()).contains("E1102");
    Files.delete(directory.resolve("migrations/V003_x.covm"));
    assertThat(covm("migrate up --to 7").exits(64).err())
        .contains("--to 7: there is no migration of this number in 'migrations'");
  }

  @Test
  void whatWasChangedOrLostComesBackAsTheErrorSays() throws IOException {
    write("V001__a.covm", "push 1\nstorep org/a/x\n\n# the end\n");
    covm("migrate up").exits(0);
    Path file = directory.resolve("migrations/V001__a.covm");
    write("V001__a.covm", "push 2\nstorep org/a/x\n");
    assertThat(covm("migrate up").exits(65).err())
        .contains("E1104", "covm audit show 1 --program-text > migrations/V001__a.covm");
    assertThat(covm("migrate status").exits(65).out()).contains("changed");
    assertThat(covm("migrate verify --json").exits(65).out())
        .contains("\"problems\":[{\"code\":\"E1104\"");
    Files.delete(file);
    assertThat(covm("migrate verify").exits(65).err()).contains("E1105");
    Files.writeString(file, covm("audit show 1 --program-text").exits(0).out());
    covm("migrate verify").exits(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void processesAtOnceApplyEachOnce(String store) throws IOException {
    url = store;
    int migrations = 6;
    for (int i = 1; i <= migrations; i++) {
      write("V%03d__m.covm".formatted(i), "push 1\nincrementp org/a/n\n# %s\n".formatted(i));
    }
    covm("storage put org/a/begun 1").exits(0);
    List<CompletableFuture<Result>> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Process process =
          CovmProcess.in(directory)
              .environment("COVM_STORE", url)
              .start("migrate", "up", "--wait", "60s");
      CompletableFuture<String> out = CovmProcess.reading(process.getInputStream());
      CompletableFuture<String> err = CovmProcess.reading(process.getErrorStream());
      calls.add(CompletableFuture.supplyAsync(() -> CovmProcess.ended(process, out, err)));
    }
    List<String> applied = new ArrayList<>();
    for (CompletableFuture<Result> call : calls) {
      applied.addAll(call.join().exits(0).out().lines().toList());
    }
    assertThat(applied).hasSize(migrations).doesNotHaveDuplicates();
    assertThat(covm("storage get org/a/n").exits(0).out()).isEqualTo(migrations + "\n");
    assertThat(covm("storage stats --json").exits(0).out())
        .contains("\"revision\":%s".formatted(migrations + 1));
  }

  @Test
  void inASecuredStoreAnAdministratorMigrates() throws IOException {
    SecuredStore store = SecuredStore.in(directory, url);
    store.member("ann");
    write("V001__a.covm", "push 1\nstorep org/a/x\n");
    assertThat(store.nobody("migrate status").exits(77).err()).contains("E0509");
    assertThat(store.nobody("migrate up").exits(77).err()).contains("E0509");
    assertThat(store.as("ann", "migrate up").exits(77).err()).contains("ann may not");
    assertThat(store.root("migrate up --dry-run").exits(0).out()).contains("+ org/a/x: 1");
    store.root("migrate up").exits(0);
    assertThat(store.root("migrate status").exits(0).out()).contains("root  V001__a.covm");
    assertThat(store.root("migrate verify").exits(0).out())
        .isEqualTo("1 migration applied and unchanged, 0 left\n");
    store.root("audit verify").exits(0);
    store.root("audit replay").exits(0);
  }
}
