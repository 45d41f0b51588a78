package coop.covm.storage.exchange;

import static coop.covm.storage.exchange.IcnCovmFiles.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreQuotas;
import coop.covm.storage.StoreView;
import coop.covm.storage.Version;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IcnCovmImportTest {
  private static final KeyPrefix INTO = KeyPrefix.parse("org/old");

  @TempDir Path folder = Path.of(".");
  private final Store store = Store.open("memory:", OpenMode.CREATE);

  @AfterEach
  void close() {
    store.close();
  }

  private IcnCovmFiles files() {
    return new IcnCovmFiles(folder.resolve("original"));
  }

  @Test
  void eachVersionBecomesACommitInTheOrderOfTime() throws Exception {
    IcnCovmFiles files =
        files()
            .namespace("coop", 0)
            .key("coop", "a", by("ada", 100, "1"), by("bob", 300, "3"))
            .key("coop/finance", "b/c", by("eve", 200, "29.99"));
    assertThat(imported(files, false)).hasValue(3);
    assertThat(held())
        .containsExactly(
            Map.entry("org/old/coop/a", "3"), Map.entry("org/old/coop/finance/b/c", "29.99"));
    try (StoreView view = store.view()) {
      assertThat(view.versions(Key.parse("org/old/coop/a")).stream().map(Version::value))
          .containsExactly(
              Optional.of((Value) NumberValue.of(1)), Optional.of((Value) NumberValue.of(3)));
      assertThat(facts(view, 1)).isEqualTo("{author=ada, import=icn-covm, time=100, version=1}");
      assertThat(facts(view, 2)).isEqualTo("{author=eve, import=icn-covm, time=200, version=1}");
      assertThat(facts(view, 3)).isEqualTo("{author=bob, import=icn-covm, time=300, version=2}");
    }
  }

  private static String facts(StoreView view, long revision) {
    Map<String, String> facts = new TreeMap<>();
    view.commit(revision)
        .body()
        .run()
        .parameters()
        .forEach((name, value) -> facts.put(name, value.value().toString()));
    return facts.toString();
  }

  @Test
  void theVersionsOfAKeyKeepTheirOrderWhateverTheClockSaid() throws Exception {
    imported(
        files()
            .key("x", "a", by("ada", 500, "1"), by("ada", 100, "2"), by("ada", 300, "3"))
            .key("x", "b", by("ada", 400, "4")),
        false);
    assertThat(held()).containsEntry("org/old/x/a", "3");
    try (StoreView view = store.view()) {
      assertThat(view.versions(Key.parse("org/old/x/a")).stream().map(Version::revision))
          .containsExactly(2L, 3L, 4L);
    }
  }

  @Test
  void valuesAreWhatTheOriginalMeant() throws Exception {
    IcnCovmFiles files = files();
    Map<String, String> expected = new TreeMap<>();
    String[][] samples = {
      {"50", "50"},
      {"29.99", "29.99"},
      {"-0.5\n", "-0.5"},
      {"1e3", "1000"},
      {"true", "true"},
      {"false", "false"},
      {"null", "null"},
      {"hello", "\"hello\""},
      {"\"hello\"", "\"hello\""},
      {"\"a\\n\\u00e9\"", "\"a\\né\""},
      {"\"half", "\"\\\"half\""},
      {"0x10", "\"0x10\""},
      {" x ", "\" x \""}
    };
    for (int i = 0; i < samples.length; i++) {
      files.key("x", "k" + (10 + i), by("ada", i, samples[i][0]));
      expected.put("org/old/x/k" + (10 + i), samples[i][1]);
    }
    imported(files, false);
    assertThat(held()).isEqualTo(expected);
  }

  @Test
  void quotasBecomeQuotasAndAuditLogsAreKept() throws Exception {
    IcnCovmFiles files =
        files()
            .namespace("coop", 4096)
            .namespace("coop/free", 0)
            .key("coop", "a", by("ada", 1, "1"))
            .file("accounts/ada.json", "{}")
            .file("README", "mine")
            .file(
                "audit_logs/log_20250102.jsonl",
                """
                {"timestamp":7,"user_id":"ada","action":"write","namespace":"coop","key":null,"details":""}
                {"timestamp":8,"user_id":"bob","action":"read"}
                """);
    IcnCovmPlan plan = importOf(files).plan();
    assertThat(plan.notTaken())
        .containsExactly(
            "accounts: a store has quotas of namespaces, not of members; covm identity create makes"
                + " members",
            "README: it is no part of a file storage");
    assertThat(plan.quotas()).isEqualTo(1);
    assertThat(plan.auditLines()).isEqualTo(2);
    imported(files, false);
    assertThat(held())
        .containsEntry(
            "org/old/icn-covm:audit/20250102/00000001",
            "{\"timestamp\": 7, \"user_id\": \"ada\", \"action\": \"write\", \"namespace\": \"coop\", \"key\": null, \"details\": \"\"}")
        .hasSize(3);
    List<StoreQuotas.Use> quotas = store.quotas().list(Caller.NOBODY);
    assertThat(quotas).hasSize(1);
    assertThat(quotas.getFirst().quota().bytes()).hasValue(4096);
    assertThat(quotas.getFirst().taken().namespace()).isEqualTo(KeyPrefix.parse("org/old/coop"));
  }

  @Test
  void whatTheOriginalLostIsFoundAndNotMadeUp() throws Exception {
    IcnCovmFiles files =
        files()
            .key("x", "good", by("ada", 1, "1"))
            .key("x", "lost", by("ada", 1, "1"), by("ada", 2, "2"))
            .key("x", "empty", by("ada", 1, ""))
            .key("x", "nan", by("ada", 1, "NaN"))
            .key("x", "large", by("ada", 1, "9".repeat(399)))
            .key("x", "cut", by("ada", 1, "1"))
            .file("namespaces/x/keys/bytes/v1.data", new byte[] {(byte) 0xFF})
            .file("namespaces/x/keys/orphan/v1.data", "1")
            .file("namespaces/x/keys/cut/v7.data", "1");
    files.file(
        "namespaces/x/keys/bytes/metadata.json",
        IcnCovmFiles.metadata("bytes", "{\"version\":1,\"created_by\":\"ada\",\"timestamp\":1}"));
    Files.delete(files.path("namespaces/x/keys/lost/v2.data"));
    assertThat(findings(files))
        .containsExactly(
            "namespaces/x/keys/bytes/v1.data: it is not well-formed UTF-8",
            "namespaces/x/keys/cut/v7.data: metadata.json does not list it",
            "namespaces/x/keys/empty/v1.data: it is empty: the original lost what was in it",
            "namespaces/x/keys/large/v1.data: " + "9".repeat(399) + " is too large for a number",
            "namespaces/x/keys/lost/v2.data: metadata.json lists it, and it is missing: the original"
                + " lost it",
            "namespaces/x/keys/nan/v1.data: NaN is no number that COVM has",
            "namespaces/x/keys/orphan/v1.data: its metadata.json is missing");
    ExchangeException refused =
        catchThrowableOfType(ExchangeException.class, () -> imported(files, false));
    assertThat(refused).hasMessageContaining("found in all: 7; --skip-damaged");
    assertThat(store.revision()).isZero();
    imported(files, true);
    assertThat(held())
        .containsOnlyKeys("org/old/x/good", "org/old/x/lost", "org/old/x/cut")
        .containsEntry("org/old/x/lost", "1");
  }

  @Test
  void namesThatLeadElsewhereAreFound() throws Exception {
    Path outside = Files.writeString(folder.resolve("secret"), "7");
    Files.createDirectories(folder.resolve("elsewhere"));
    IcnCovmFiles files =
        files()
            .key("x", "good", by("ada", 1, "1"))
            // What the keys "..", "../../y/keys/z" and "../.." left behind.
            .file("namespaces/x/metadata.json", IcnCovmFiles.metadata("..", ""))
            .file("namespaces/y/keys/z/metadata.json", IcnCovmFiles.metadata("../../y/keys/z", ""))
            .file("namespaces/metadata.json", IcnCovmFiles.metadata("../..", ""))
            .file("namespaces/x/keys/metadata.json", IcnCovmFiles.metadata(".", ""))
            .key("x", "white space", by("ada", 1, "1"))
            .key("sys tem", "a", by("ada", 1, "1"))
            .key("x", "a".repeat(129), by("ada", 1, "1"))
            .file(
                "namespaces/x/namespace_metadata.json", "{\"path\":\"system\",\"quota_bytes\":1}");
    link(files, "namespaces/x/keys/linked", folder.resolve("elsewhere"));
    link(files, "namespaces/linked", folder.resolve("elsewhere"));
    files.directory("namespaces/x/keys/data");
    files.file(
        "namespaces/x/keys/data/metadata.json",
        IcnCovmFiles.metadata("data", "{\"version\":1,\"created_by\":\"ada\",\"timestamp\":1}"));
    link(files, "namespaces/x/keys/data/v1.data", outside);
    fifo(files.path("namespaces/x/keys/data/v2.data"));
    assertThat(findings(files))
        .anySatisfy(found ->
            assertThat(found).startsWith("namespaces/x/metadata.json: it belongs to no key"))
        .anySatisfy(
            found -> assertThat(found).startsWith("namespaces/metadata.json: it belongs to no key"))
        .contains(
            "namespaces/y/keys/z/metadata.json: it lies at the key \"z\" and is about"
                + " \"../../y/keys/z\"",
            "namespaces/x/keys/metadata.json: it belongs to no key",
            "namespaces/linked: it is a symbolic link, which is not followed",
            "namespaces/x/keys/linked: it is a symbolic link, which is not followed",
            "namespaces/x/keys/data/v1.data: it is a symbolic link, which is not followed",
            "namespaces/x/keys/data/v1.data: metadata.json lists it, and it is missing: the"
                + " original lost it",
            "namespaces/x/keys/data/v2.data: it is neither a file nor a directory",
            "namespaces/x/namespace_metadata.json: it lies at \"x\" and is about \"system\"")
        .anySatisfy(found -> assertThat(found).contains("white space", "U+0020"))
        .anySatisfy(found -> assertThat(found).contains("sys tem", "U+0020"))
        .anySatisfy(found -> assertThat(found).contains("a segment has 129 bytes"));
    imported(files, true);
    assertThat(held()).containsExactly(Map.entry("org/old/x/good", "1"));
  }

  private static void link(IcnCovmFiles files, String path, Path target) throws IOException {
    Files.createDirectories(Objects.requireNonNull(files.path(path).getParent()));
    Files.createSymbolicLink(files.path(path), target.toAbsolutePath());
  }

  private static void fifo(Path path) throws Exception {
    Process made = new ProcessBuilder("mkfifo", path.toString()).start();
    assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
  }

  @Test
  void twoNamesThatBecomeOneKeyAreFound() throws Exception {
    IcnCovmFiles files =
        files()
            .key("a/b", "c", by("ada", 1, "1"))
            .key("a", "b/c", by("ada", 1, "2"))
            .key("x", "\u00E9", by("ada", 1, "1"))
            .key("x", "e\u0301", by("ada", 1, "2"));
    assertThat(findings(files))
        .hasSize(2)
        .allSatisfy(found -> assertThat(found).contains("it would become org/old/", ", as "));
  }

  @Test
  void aKeyMayBeCalledAsTheFilesOfKeysAre() throws Exception {
    imported(
        files()
            .key("x", "metadata.json", by("ada", 1, "1"))
            .key("x", "a/metadata.json", by("ada", 1, "2"))
            .key("x", "v1.data", by("ada", 1, "3"))
            .key("x", "keys", by("ada", 1, "4")),
        false);
    assertThat(held())
        .containsEntry("org/old/x/metadata.json", "1")
        .containsEntry("org/old/x/a/metadata.json", "2")
        .containsEntry("org/old/x/v1.data", "3")
        .containsEntry("org/old/x/keys", "4");
  }

  @Test
  void metadataThatNestsDeeplyIsRead() throws Exception {
    IcnCovmFiles.Written[] versions =
        IntStream.range(0, 300)
            .mapToObj(i -> by("ada", i, Integer.toString(i)))
            .toArray(IcnCovmFiles.Written[]::new);
    IcnCovmFiles files = files().key("x", "a", versions);
    String deep =
        "{\"version\":1,\"created_by\":\"x\",\"timestamp\":1,\"prev_version\":%s}"
            .formatted("{\"prev_version\":".repeat(200_000) + "null" + "}".repeat(200_000));
    files.file("namespaces/x/keys/b/v1.data", "1");
    files.file("namespaces/x/keys/b/metadata.json", IcnCovmFiles.metadata("b", deep));
    assertThat(imported(files, false)).hasValue(301);
  }

  @Test
  void metadataThatIsCutOrTwistedIsFound() throws Exception {
    IcnCovmFiles files = files().directory("namespaces/x");
    String whole =
        IcnCovmFiles.metadata("k", "{\"version\":1,\"created_by\":\"ada\",\"timestamp\":1}");
    String[] texts = {
      "",
      "null",
      whole.substring(0, whole.length() - 1),
      whole + "x",
      whole.replace("\"timestamp\":1", "\"timestamp\":-1"),
      whole.replace("\"timestamp\":1", "\"timestamp\":1e3"),
      whole.replace("\"timestamp\":1", "\"timestamp\":99999999999999999999"),
      whole.replace("\"version\":1", "\"version\":0"),
      whole.replace("\"version\":1", "\"version\":1,\"version\":2"),
      whole.replace("\"key\":\"k\"", "\"key\":\"k\",\"key\":\"k\""),
      whole.replace("\"key\":\"k\",", ""),
      whole.replace("\"created_by\":\"ada\",\"t", "\"t"),
      "[".repeat(100_000)
    };
    for (String text : texts) {
      files.file("namespaces/x/keys/k/metadata.json", text);
      files.file("namespaces/x/keys/k/v1.data", "1");
      assertThat(findings(files)).as(text).isNotEmpty();
    }
    files.file("namespaces/x/keys/k/metadata.json", whole);
    assertThat(findings(files)).isEmpty();
  }

  @Test
  void anImportGoesOnWhereItWasInterrupted() throws Exception {
    IcnCovmFiles files =
        files()
            .namespace("x", 1_000_000)
            .key("x", "a", by("ada", 1, "1"), by("ada", 3, "3"))
            .key("x", "b", by("ada", 2, "2"), by("ada", 4, "4"));
    for (int steps = 1; steps <= 5; steps++) {
      int stopped = steps;
      try (Store target = Store.open("memory:", OpenMode.CREATE)) {
        ImportListener failing =
            new ImportListener() {
              @Override
              public void checked(long bytes, long of) {}

              @Override
              public void imported(long done, long of) {
                if (done == stopped) {
                  throw new IllegalStateException("the power fails");
                }
              }
            };
        IcnCovmImport first =
            new IcnCovmImport(target, Caller.NOBODY, files.root(), INTO, false, failing);
        first.plan();
        assertThatThrownBy(() -> first.run(false)).hasMessage("the power fails");
        IcnCovmImport second =
            new IcnCovmImport(
                target, Caller.NOBODY, files.root(), INTO, false, ImportListener.NONE);
        assertThat(second.plan().before()).isEqualTo(stopped);
        second.run(false);
        assertThat(target.revision()).isEqualTo(5);
        try (StoreView view = target.view()) {
          assertThat(view.get(Key.parse("org/old/x/b"))).contains(NumberValue.of(4));
        }
      }
    }
  }

  @Test
  void whatHasAValueIsNotOverwritten() throws Exception {
    try (StorageTransaction transaction =
        store.begin(
            new SessionOptions(
                Optional.empty(), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0)))) {
      transaction.set(Key.parse("org/old/x/a"), NumberValue.of(9));
      transaction.commit();
    }
    ExchangeException refused =
        catchThrowableOfType(
            ExchangeException.class,
            () ->
                imported(
                    files().key("x", "a", by("ada", 2, "1")).key("x", "b", by("ada", 1, "1")),
                    false));
    assertThat(refused.code()).isEqualTo(ExchangeError.KEY_EXISTS);
    assertThat(store.revision()).isEqualTo(1);
  }

  @Test
  void anotherDirectoryIsNotTakenForOne() throws Exception {
    Files.createDirectories(folder.resolve("original"));
    IcnCovmImport nothing =
        new IcnCovmImport(
            store, Caller.NOBODY, folder.resolve("original"), INTO, false, ImportListener.NONE);
    ExchangeException refused = catchThrowableOfType(ExchangeException.class, nothing::plan);
    assertThat(refused.code()).isEqualTo(ExchangeError.NOT_AN_EXPORT);
    Files.createSymbolicLink(folder.resolve("original/namespaces"), folder);
    assertThat(catchThrowableOfType(ExchangeException.class, nothing::plan)).isNotNull();
  }

  private IcnCovmImport importOf(IcnCovmFiles files) {
    return new IcnCovmImport(store, Caller.NOBODY, files.root(), INTO, false, ImportListener.NONE);
  }

  private OptionalLong imported(IcnCovmFiles files, boolean leaveOut) throws Exception {
    IcnCovmImport one = importOf(files);
    one.plan();
    return one.run(leaveOut);
  }

  /** In the order of the alphabet, with paths as of the directory. */
  private List<String> findings(IcnCovmFiles files) throws Exception {
    return importOf(files).plan().findings().stream()
        .map(found -> found.toString().substring(files.root().toString().length() + 1))
        .sorted()
        .collect(Collectors.toList());
  }

  private Map<String, String> held() {
    Map<String, String> held = new TreeMap<>();
    try (StoreView view = store.view()) {
      for (Key key : view.listKeys(KeyPrefix.parse("org"))) {
        held.put(key.toString(), view.get(key).orElseThrow().literal());
      }
    }
    return held;
  }
}
