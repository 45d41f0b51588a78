package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that compare, and that tell where values come from. */
@Timeout(240)
class InspectionCommandsTest {
  private static final String BUDGET = "{\"roads\":5,\"schools\":{\"north\":1,\"list\":[1,2]}}";
  private static final String LATER = "{\"roads\":6,\"schools\":{\"north\":1,\"list\":[0,1,2]}}";

  @TempDir Path directory;

  private Result covm(String line, String... more) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of(more));
    return CovmProcess.in(directory).environment("COVM_STORE", "file:data").run(words);
  }

  private static String known(Result result) {
    return result.out().replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
  }

  @Test
  void aDifferenceIsOfKeysAndOfWhatIsInside() {
    covm("storage put org/a/budget", BUDGET).exits(0);
    covm("storage put org/a/gone 1").exits(0);
    covm("storage put org/a/budget", LATER).exits(0);
    covm("storage delete org/a/gone").exits(0);
    covm("storage put org/a/new", "two words").exits(0);
    assertThat(covm("storage diff").exits(0).out()).isEqualTo("+ org/a/new: \"two words\"\n");
    assertThat(covm("storage diff --from 2 org/a").exits(0).out())
        .isEqualTo(
            """
            ~ org/a/budget
                ~ .roads: 5 → 6
                + .schools.list[0]: 0
            - org/a/gone: 1
            + org/a/new: "two words"
            """);
    assertThat(covm("storage diff --from 5 --to 2 --namespace org/a new").exits(0).out())
        .isEqualTo("");
    assertThat(covm("storage diff --from 5 --to 4 --json").exits(0).out())
        .isEqualTo("{\"key\":\"org/a/new\",\"change\":\"removed\",\"before\":\"two words\"}\n");
    assertThat(covm("storage diff --from 2020-01-01T00:00:00Z --to 1 vote").exits(0).out())
        .isEmpty();
  }

  @Test
  void twoStoresAreComparedKeyByKey() {
    covm("storage put org/a/x 1").exits(0);
    covm("storage put org/a/y 2").exits(0);
    covm("storage put org/a/x 1 --store rocksdb:other").exits(0);
    assertThat(covm("storage diff --other-store rocksdb:other").exits(0).out())
        .isEqualTo("- org/a/y: 2\n");
    covm("storage diff --other-store rocksdb:other --exit-code").exits(65);
    assertThat(covm("storage diff --other-store rocksdb:other --from 1 --exit-code").exits(0).out())
        .isEmpty();
    assertThat(covm("storage diff --other-store file:data").exits(64).err())
        .contains("names the same store");
    assertThat(covm("storage diff --other-store file:nowhere").exits(66).err())
        .contains("file:nowhere");
    covm("storage diff --from 1 --to 1 --exit-code").exits(0);
    covm("storage diff --exit-code").exits(65);
    assertThat(covm("storage diff --from soon").exits(64).err()).contains("--from takes");
    assertThat(covm("storage diff --from 99").exits(70).err()).contains("there is no revision 99");
  }

  @Test
  void whatNobodyCanShowIsSaidAndTheRestIsCompared() {
    covm("storage put member/ana/x 1").exits(0);
    covm("storage put member/ana/x 2").exits(0);
    covm("storage put member/bob/x 1").exits(0);
    covm("storage put org/a/x 1").exits(0);
    covm("storage encrypt member/ana --encryption-key m.key").exits(0);
    covm("storage erase member/bob/x --reason asked").exits(0);
    assertThat(covm("storage diff member --from 1 --to 2").exits(0).out())
        .isEqualTo("? member/ana/x: (encrypted)\n? member/bob/x: (erased)\n");
    assertThat(covm("storage diff member/ana --from 1 --to 2 --json").exits(0).out())
        .isEqualTo("{\"key\":\"member/ana/x\",\"change\":\"hidden\",\"why\":\"encrypted\"}\n");
    assertThat(
            covm("storage diff member/ana --from 1 --to 2 --encryption-key m.key").exits(0).out())
        .isEqualTo("~ member/ana/x: 1 → 2\n");
    assertThat(covm("storage diff --from 3 --to 4").exits(0).out()).isEqualTo("+ org/a/x: 1\n");
    assertThat(known(covm("storage history member/ana/x").exits(0)))
        .isEqualTo("1  TIME  -  (encrypted)\n2  TIME  -  (encrypted)\n");
    assertThat(covm("storage history member/ana/x --json").exits(0).out())
        .contains("\"by\":null,\"encrypted\":true}")
        .hasLineCount(2);
    assertThat(known(covm("storage blame member/ana").exits(0)))
        .isEqualTo("2  TIME  -  -  member/ana/x  (encrypted)\n");
    assertThat(covm("storage blame member/ana --json").exits(0).out())
        .contains("\"path\":[],\"encrypted\":true,\"revision\":2,");
    covm("storage put member/bob/x 5").exits(0);
    assertThat(covm("storage history member/bob/x").exits(0).err())
        .contains("what member/bob/x held before was erased, through its version of revision 3");
  }

  @Test
  void blameNamesCommitAuthorProgramAndPlace() throws IOException {
    covm("storage put org/a/budget --as ana", BUDGET).exits(0);
    covm("storage put org/a/budget --as bob", LATER).exits(0);
    Files.writeString(directory.resolve("p.covm"), "push 1\nincrementp org/a/budget2\n");
    covm("run p.covm").exits(0);
    assertThat(known(covm("storage blame org/a/budget").exits(0)))
        .isEqualTo(
            """
            2  TIME  bob  -  org/a/budget.roads  6
            1  TIME  ana  -  org/a/budget.schools.north  1
            2  TIME  bob  -  org/a/budget.schools.list[0]  0
            1  TIME  ana  -  org/a/budget.schools.list[1]  1
            1  TIME  ana  -  org/a/budget.schools.list[2]  2
            """);
    String below = known(covm("storage blame org").exits(0));
    assertThat(below).hasLineCount(6).contains("  org/a/budget2  1\n");
    String program = below.replaceAll("(?s).*  ([0-9a-f]+)  org/a/budget2.*", "$1");
    assertThat(program).matches("[0-9a-f]{12}");
    assertThat(covm("audit list --program", program).exits(0).out()).startsWith("3  ");
    assertThat(covm("storage blame org/a/budget --at 1 --json").exits(0).out())
        .startsWith("{\"key\":\"org/a/budget\",\"path\":[\"roads\"],\"value\":5,\"revision\":1,")
        .contains("\"orEarlier\":false", "\"by\":\"ana\",\"program\":null}\n")
        .hasLineCount(4);
    assertThat(covm("storage blame org/a/none").exits(70).err()).contains("org/a/none");
    assertThat(covm("storage blame vote").exits(0).out()).isEmpty();
    assertThat(covm("storage blame a/b").exits(70).err()).contains("E0501");
    assertThat(covm("storage blame").exits(64).err()).contains("KEY|PREFIX is missing");
  }

  @Test
  void whatCompactionTookMakesAnOriginUncertain() {
    covm("storage put org/a/m", "{\"a\":1,\"b\":1}").exits(0);
    covm("storage put org/a/m", "{\"a\":1,\"b\":2}").exits(0);
    covm("storage put org/a/m", "{\"a\":1,\"b\":3}").exits(0);
    covm("storage retention org/a 2 versions").exits(0);
    covm("storage compact").exits(0);
    assertThat(known(covm("storage blame org/a/m").exits(0)))
        .isEqualTo("^2  TIME  -  -  org/a/m.a  1\n3  TIME  -  -  org/a/m.b  3\n");
    assertThat(covm("storage diff --from 1 --to 3").exits(0).out())
        .isEqualTo("? org/a/m: (compacted)\n");
  }

  @Test
  void verifyIsWhatTheAuditChecks() throws IOException {
    covm("storage put org/a/b 12345").exits(0);
    assertThat(covm("storage verify").exits(0).out())
        .startsWith("sound: 1 commit through ")
        .isEqualTo(covm("audit verify").exits(0).out());
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      Path journal =
          files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
      Files.writeString(journal, Files.readString(journal).replace("12345", "12346"));
    }
    covm("storage verify").exits(74);
  }

  @Test
  void aValueIsShownWithItsType() {
    covm("storage put org/a/text", "\"42\"").exits(0);
    assertThat(covm("storage get org/a/text").exits(0).out()).isEqualTo("42\n");
    assertThat(covm("storage get org/a/text --literal").exits(0).out()).isEqualTo("\"42\"\n");
    assertThat(covm("storage get org/a/text --json").exits(0).out())
        .contains("\"value\":\"42\",\"type\":\"string\",");
  }
}
