package coop.covm.storage.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.error.CovmException;
import coop.covm.storage.Caller;
import coop.covm.storage.ImportTransaction;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Quota;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.access.Action;
import coop.covm.storage.exchange.ExchangeError;
import coop.covm.storage.exchange.Export;
import coop.covm.storage.exchange.Import;
import coop.covm.storage.exchange.ImportFile;
import coop.covm.storage.exchange.ImportListener;
import coop.covm.storage.exchange.ImportOptions;
import coop.covm.storage.exchange.ImportOptions.Existing;
import coop.covm.storage.exchange.ImportReport;
import coop.covm.storage.log.Digest;
import coop.covm.value.NumberValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported can be imported, and an import changes what it should and nothing else. */
public abstract class ExchangeTests extends StoreTesting {
  private static final Caller ALICE = Caller.named("alice");

  @TempDir Path folder = Path.of(".");
  private int files;

  @Test
  void whatIsExportedComesBackAsItWas() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the exported values: " + seed);
    for (int round = 0; round < 5; round++) {
      RandomValues random = new RandomValues(new Random(seed + round));
      Store source = newStore();
      try (StorageTransaction transaction = source.begin(options("setup"))) {
        for (int i = 0; i < 200; i++) {
          transaction.set(key(random.key()), random.value());
        }
        transaction.commit();
      }
      Path file = export(source, Optional.empty());
      for (ImportOptions options :
          List.of(ImportOptions.STANDARD, ImportOptions.STANDARD.withBatch(7))) {
        Store target = newStore();
        ImportReport report = imports(target, ALICE, file, options);
        assertThat(report.set()).isEqualTo(report.keys()).isPositive();
        assertThat(lines(export(target, Optional.empty())))
            .as("seed %s", seed + round)
            .isEqualTo(lines(file));
      }
    }
  }

  @Test
  void anExportIsOfItsRevision() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    put(store, "org/b", text("x"));
    put(store, "org/a", number(2));
    remove(store, "org/b");
    try (StoreView view = store.viewAt(2)) {
      assertThat(lines(export(view, Optional.empty())))
          .containsExactly(
              "{\"key\":\"org/a\",\"value\":1}", "{\"key\":\"org/b\",\"value\":\"x\"}");
    }
    try (StoreView view = store.viewAt(0)) {
      assertThat(lines(export(view, Optional.empty()))).isEmpty();
    }
    assertThat(lines(export(store, Optional.empty())))
        .containsExactly("{\"key\":\"org/a\",\"value\":2}");
  }

  @Test
  void aPrefixIsExportedAndImportedElsewhere() throws Exception {
    Store store = newStore();
    put(store, "org/acme/a", number(1));
    put(store, "org/acme/b/c", number(2));
    put(store, "org/acmes", number(3));
    put(store, "org/acme", number(4));
    Path file = export(store, Optional.of(prefix("org/acme")));
    imports(store, ALICE, file, ImportOptions.STANDARD.withInto(prefix("member/ada/copy")));
    assertThat(held(store, "member"))
        .containsExactly(
            Map.entry("member/ada/copy/a", "1"), Map.entry("member/ada/copy/b/c", "2"));
    imports(
        store,
        ALICE,
        export(store, Optional.empty()),
        ImportOptions.STANDARD.withInto(prefix("vote/all")));
    assertThat(held(store, "vote"))
        .containsKeys("vote/all/org/acme", "vote/all/member/ada/copy/b/c")
        .hasSize(6);
  }

  @Test
  void systemKeysAreNoPartOfAnExport() throws Exception {
    Store store = newStore();
    put(store, "org/a", number(1));
    store
        .quotas()
        .set(prefix("org"), new Quota(OptionalLong.of(9), OptionalLong.empty()), options("x"));
    assertThat(lines(export(store, Optional.empty()))).hasSize(1);
    try (StoreView view = store.view()) {
      assertFails(
          StorageError.SYSTEM_KEY, () -> new Export(view, Optional.of(prefix("system/quota"))));
    }
  }

  @Test
  void aKeyThatHasAValueIsRefusedReplacedOrKept() throws Exception {
    Store source = newStore();
    put(source, "org/a", number(1));
    put(source, "org/b", number(2));
    Path file = export(source, Optional.empty());
    Store target = newStore();
    put(target, "org/b", number(9));
    CovmException refused =
        assertFails(
            ExchangeError.KEY_EXISTS, () -> imports(target, ALICE, file, ImportOptions.STANDARD));
    assertThat(refused).hasMessageContaining("org/b has a value already");
    assertThat(refused.facts()).containsEntry("line", "3");
    assertThat(target.revision()).isEqualTo(1);
    ImportOptions keep = ImportOptions.STANDARD.withExisting(Existing.KEEP);
    ImportReport kept = imports(target, ALICE, file, keep);
    assertThat(kept.set()).isEqualTo(1);
    assertThat(kept.kept()).isEqualTo(1);
    assertThat(held(target, "org")).containsEntry("org/a", "1").containsEntry("org/b", "9");
    assertThat(imports(target, ALICE, file, keep).commits()).isZero();
    imports(target, ALICE, file, ImportOptions.STANDARD.withExisting(Existing.REPLACE));
    assertThat(held(target, "org")).containsEntry("org/a", "1").containsEntry("org/b", "2");
  }

  @Test
  void aKeyThatGetsAValueAfterTheCheckIsNotOverwritten() throws Exception {
    Store source = newStore();
    put(source, "org/a", number(1));
    put(source, "org/b", number(2));
    Path file = export(source, Optional.empty());
    Store target = newStore();
    ImportListener meanwhile =
        new Listening() {
          @Override
          public void checked(long bytes, long of) {
            put(target, "org/b", number(9));
          }
        };
    assertFails(
        ExchangeError.KEY_EXISTS,
        () ->
            new Import(target, ALICE, new ImportFile(file), ImportOptions.STANDARD, meanwhile)
                .run());
    assertThat(held(target, "org")).containsExactly(Map.entry("org/b", "9"));
  }

  @Test
  void anImportInPartsGoesOnWhereItWasInterrupted() throws Exception {
    Store source = newStore();
    fill(source, 1_000);
    Path file = export(source, Optional.empty());
    Store target = newStore();
    ImportOptions options = ImportOptions.STANDARD.withBatch(100);
    ImportListener interrupting =
        new Listening() {
          @Override
          public void imported(long keys, long of) {
            assertThat(of).isEqualTo(1_000);
            if (keys == 300) {
              Thread.currentThread().interrupt();
            }
          }
        };
    assertThatThrownBy(
            () -> new Import(target, ALICE, new ImportFile(file), options, interrupting).run())
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    long before = held(target, "org").size();
    assertThat(before).isBetween(300L, 999L);
    ImportReport rest = imports(target, ALICE, file, options);
    assertThat(rest.before()).isEqualTo(before);
    assertThat(rest.set()).isEqualTo(1_000 - before);
    assertThat(lines(export(target, Optional.empty()))).isEqualTo(lines(file));
    assertThat(target.revision()).isEqualTo(10);
    ImportReport again = imports(target, ALICE, file, options);
    assertThat(again.before()).isEqualTo(1_000);
    assertThat(again.commits()).isZero();
  }

  @Test
  void anImportInPartsIsGoneOnWithOnlyAsItWasBegun() throws Exception {
    Store source = newStore();
    fill(source, 30);
    Path file = export(source, Optional.empty());
    Store target = newStore();
    ImportOptions options = ImportOptions.STANDARD.withBatch(10);
    ImportListener failing =
        new Listening() {
          @Override
          public void imported(long keys, long of) {
            throw new IllegalStateException("the power fails");
          }
        };
    assertThatThrownBy(
            () -> new Import(target, ALICE, new ImportFile(file), options, failing).run())
        .hasMessage("the power fails");
    for (ImportOptions others :
        List.of(
            ImportOptions.STANDARD,
            options.withExisting(Existing.REPLACE),
            options.withInto(prefix("org/x")))) {
      assertFails(ExchangeError.BEGUN_OTHERWISE, () -> imports(target, ALICE, file, others));
    }
    assertThat(held(target, "org")).hasSize(10);
    assertFails(
        ExchangeError.KEY_EXISTS, () -> imports(target, ALICE, file, options.withRestart(true)));
    ImportReport anew =
        imports(target, ALICE, file, options.withRestart(true).withExisting(Existing.KEEP));
    assertThat(anew.kept()).isEqualTo(10);
    assertThat(anew.set()).isEqualTo(20);
  }

  @Test
  void aFileThatIsChangedAfterTheCheckIsNotImported() throws Exception {
    Store source = newStore();
    fill(source, 30);
    Path file = export(source, Optional.empty());
    Path other = export(source, Optional.empty());
    forge(other);
    for (ImportOptions options :
        List.of(ImportOptions.STANDARD, ImportOptions.STANDARD.withBatch(10))) {
      Store target = newStore();
      Path changing = Files.copy(file, folder.resolve("changing-" + files++));
      ImportListener overwriting = once(() -> Files.copy(other, changing, REPLACE_EXISTING));
      assertFails(
          ExchangeError.SOURCE_CHANGED,
          () -> new Import(target, ALICE, new ImportFile(changing), options, overwriting).run());
      assertThat(target.revision()).isZero();
    }
  }

  @Test
  void aFileThatIsChangedWithoutATraceIsNotImportedInOneTransaction() throws Exception {
    Store source = newStore();
    fill(source, 30);
    Path file = export(source, Optional.empty());
    FileTime time = Files.getLastModifiedTime(file);
    Store target = newStore();
    ImportListener forging =
        once(() -> {
          forge(file);
          Files.setLastModifiedTime(file, time);
        });
    assertFails(
        ExchangeError.SOURCE_CHANGED,
        () ->
            new Import(target, ALICE, new ImportFile(file), ImportOptions.STANDARD, forging).run());
    assertThat(target.revision()).isZero();
  }

  /** Does something when the first key was checked, which no longer shows in what is checked. */
  private static ImportListener once(Act act) {
    AtomicBoolean done = new AtomicBoolean();
    return new Listening() {
      @Override
      public void checked(long bytes, long of) {
        if (!done.getAndSet(true)) {
          try {
            act.run();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        }
      }
    };
  }

  private interface Act {
    void run() throws IOException;
  }

  /** Changes a value in an export, in place, and its last line with it. */
  private static void forge(Path export) throws IOException {
    String text = Files.readString(export).replace("\"value\":11}", "\"value\":99}");
    int last = text.lastIndexOf("{\"covm\"");
    String before = text.substring(0, last);
    String digest = Digest.sha256(before.getBytes(UTF_8)).toString();
    String end = text.substring(last).replaceAll("[0-9a-f]{64}", digest);
    Files.write(export, (before + end).getBytes(UTF_8), StandardOpenOption.WRITE);
  }

  @Test
  void whatDoesNotFitAQuotaIsRefusedBeforeAnythingIsChanged() throws Exception {
    Store source = newStore();
    fill(source, 30);
    Path file = export(source, Optional.empty());
    Store target = newStore();
    target
        .quotas()
        .set(prefix("org"), new Quota(OptionalLong.of(29), OptionalLong.empty()), options("x"));
    assertFails(
        StorageError.QUOTA_EXCEEDED,
        () -> imports(target, ALICE, file, ImportOptions.STANDARD.withBatch(10)));
    assertThat(target.revision()).isEqualTo(1);
    target
        .quotas()
        .set(prefix("org"), new Quota(OptionalLong.of(30), OptionalLong.empty()), options("x"));
    imports(target, ALICE, file, ImportOptions.STANDARD.withBatch(10));
    assertThat(held(target, "org")).hasSize(30);
  }

  @Test
  void aMemberImportsWhatItMayWriteAndNothingElse() throws Exception {
    Store source = newStore();
    fill(source, 30);
    put(source, "vote/x", number(1));
    Path file = export(source, Optional.empty());
    Store target = newStore();
    Members members = Members.secure(target);
    members.add("ada");
    members.add("bob");
    long before = target.revision();
    for (ImportOptions options :
        List.of(ImportOptions.STANDARD, ImportOptions.STANDARD.withBatch(10))) {
      for (Caller caller : List.of(members.caller("ada"), Caller.NOBODY)) {
        assertFails(StorageError.ACCESS_DENIED, () -> imports(target, caller, file, options));
      }
    }
    members.grant("member:ada", "org", Action.READ, Action.WRITE);
    ImportOptions replacing = ImportOptions.STANDARD.withBatch(10).withExisting(Existing.REPLACE);
    CovmException denied =
        assertFails(
            StorageError.ACCESS_DENIED,
            () -> imports(target, members.caller("ada"), file, replacing));
    assertThat(denied.facts()).containsEntry("key", "vote/x");
    try (StoreView view = target.view(members.caller("root"))) {
      assertThat(view.listKeys(prefix("org"))).isEmpty();
    }
    members.grant("member:ada", "vote", Action.READ, Action.WRITE);
    ImportReport report =
        imports(target, members.caller("ada"), file, ImportOptions.STANDARD.withBatch(10));
    assertThat(report.set()).isEqualTo(31);
    assertThat(report.commits()).isEqualTo(4);
    assertThat(target.revision()).isGreaterThan(before);
    assertThat(target.audit().verify(members.caller("root"), Optional.empty(), _ -> {}).findings())
        .isEmpty();
  }

  @Test
  void whoMayWriteAndNotReadLearnsNothingOfWhatIsThere() throws Exception {
    Store source = newStore();
    put(source, "org/a", number(1));
    Path file = export(source, Optional.empty());
    Store target = newStore();
    Members members = Members.secure(target);
    members.add("ada");
    members.grant("member:ada", "org", Action.WRITE);
    for (Existing existing : List.of(Existing.REFUSE, Existing.KEEP)) {
      ImportOptions options = ImportOptions.STANDARD.withExisting(existing);
      CovmException denied =
          assertFails(
              StorageError.ACCESS_DENIED,
              () -> imports(target, members.caller("ada"), file, options));
      assertThat(denied.facts()).containsEntry("action", "read");
      assertFails(
          StorageError.ACCESS_DENIED,
          () ->
              new Import(
                      target,
                      members.caller("ada"),
                      new ImportFile(file),
                      options,
                      ImportListener.NONE)
                  .check());
    }
    try (ImportTransaction transaction = target.imports().begin(members.as("ada"))) {
      assertFails(StorageError.ACCESS_DENIED, () -> transaction.contains(key("org/a")));
      assertFails(StorageError.ACCESS_DENIED, () -> transaction.set(key("vote/a"), number(1)));
      for (String system : List.of("system/store", "system/import/x", "system/access/org")) {
        assertFails(StorageError.SYSTEM_KEY, () -> transaction.set(key(system), number(1)));
        assertFails(StorageError.SYSTEM_KEY, () -> transaction.contains(key(system)));
      }
    }
    imports(
        target, members.caller("ada"), file, ImportOptions.STANDARD.withExisting(Existing.REPLACE));
    assertThat(target.view(members.caller("root")).get(key("org/a"))).contains(number(1));
  }

  @Test
  void anExportHasWhatItsCallerMayListAndNothingThatItMayNotRead() throws Exception {
    Store store = newStore();
    put(store, "org/acme/a", number(1));
    put(store, "org/acme/hidden/b", number(2));
    put(store, "org/other/c", number(3));
    Members members = Members.secure(store);
    members.add("ada");
    members.grant("member:ada", "org/acme", Action.READ, Action.LIST);
    members.deny("member:ada", "org/acme/hidden", Action.READ, Action.LIST);
    try (StoreView view = store.view(members.caller("ada"))) {
      assertThat(lines(export(view, Optional.empty())))
          .containsExactly("{\"key\":\"org/acme/a\",\"value\":1}");
    }
    members.grant("member:ada", "org/acme/hidden", Action.LIST);
    try (StoreView view = store.view(members.caller("ada"))) {
      assertFails(StorageError.ACCESS_DENIED, () -> export(view, Optional.empty()));
    }
    try (StoreView view = store.view()) {
      assertThat(lines(export(view, Optional.empty()))).isEmpty();
    }
  }

  private static class Listening implements ImportListener {
    @Override
    public void checked(long bytes, long of) {}

    @Override
    public void imported(long steps, long of) {}
  }

  private static void fill(Store store, int keys) {
    try (StorageTransaction transaction = store.begin(options("setup"))) {
      for (int i = 0; i < keys; i++) {
        transaction.set(key("org/acme/k" + (10_000 + i)), NumberValue.of(i));
      }
      transaction.commit();
    }
  }

  private Path export(Store store, Optional<KeyPrefix> prefix) throws Exception {
    try (StoreView view = store.view()) {
      return export(view, prefix);
    }
  }

  private Path export(StoreView view, Optional<KeyPrefix> prefix) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Export(view, prefix).write(out, _ -> {});
    return Files.write(folder.resolve("export-" + files++ + ".jsonl"), out.toByteArray());
  }

  private static ImportReport imports(Store store, Caller caller, Path file, ImportOptions options)
      throws Exception {
    return new Import(store, caller, new ImportFile(file), options, ImportListener.NONE).run();
  }

  /** The lines between the first and the last. */
  private static List<String> lines(Path file) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file, UTF_8));
    return lines.subList(1, lines.size() - 1);
  }

  private static Map<String, String> held(Store store, String root) {
    Map<String, String> held = new TreeMap<>();
    try (StoreView view = store.view()) {
      for (Key key : view.listKeys(prefix(root))) {
        held.put(key.toString(), view.get(key).orElseThrow().literal());
      }
    }
    return held;
  }
}
