package coop.covm.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleFile;
import coop.covm.engine.Outcome;
import coop.covm.engine.Trap;
import coop.covm.storage.HistoryPolicy;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageError;
import coop.covm.storage.Store;
import coop.covm.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What programs see of history that was compacted between two runs, which no program can do, on
 * every engine and on every backend that compacts.
 */
final class CompactedHistoryTest {
  /** Revisions 1 to 3, and two increments. */
  private static final String WRITES =
      """
      push 1
      storep org/a/x
      push 2
      storep org/a/x
      push 3
      storep org/a/x
      push 4
      incrementp org/a/n
      push 5
      incrementp org/a/n
      """;

  @TempDir Path folder = Path.of(".");
  private int stores;

  @TestFactory
  Stream<DynamicTest> whatIsGoneIsRefusedAndWhatIsLeftIsRead() {
    return Variant.all().stream()
        .map(variant -> dynamicTest(variant.toString(), () -> onACompacted(variant)));
  }

  private void onACompacted(Variant variant) {
    String url = variant.backend().url(folder.resolve("store-" + stores++));
    try (Store store = Store.open(url, OpenMode.CREATE)) {
      Programs.runAside(store, WRITES);
      compact(store);
      check(variant, store);
    }
    if (variant.backend().durable()) {
      try (Store again = Store.open(url, OpenMode.EXISTING)) {
        check(variant, again);
      }
    }
  }

  private static void compact(Store store) {
    SessionOptions operator =
        new SessionOptions(
            Optional.of("ann"), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
    store
        .history()
        .keep(
            Optional.of(KeyPrefix.parse("org")),
            Optional.of(new HistoryPolicy.Versions(2)),
            operator);
    assertThat(store.history().compact(operator).versions()).isEqualTo(1);
  }

  private static void check(Variant variant, Store store) {
    refused(variant, store, "loadversionp org/a/x 1");
    refused(variant, store, "diffversionsp org/a/x 1 3");
    refused(variant, store, "begintx\nloadversionp org/a/x 1\ncommittx");
    read(variant, store, "loadversionp org/a/x 2", "2");
    read(variant, store, "diffversionsp org/a/x 2 3", "1");
    read(variant, store, "diffversionsp org/a/n 4 5", "5");
    read(variant, store, "listversionsp org/a/x\nsize", "2");
    read(variant, store, "listversionsp org/a/x\npush 0\nget\npush \"revision\"\nget", "2");
    read(variant, store, "listversionsp system/compaction\nsize", "1");
  }

  private static void refused(Variant variant, Store store, String program) {
    ran(
        variant,
        store,
        program,
        outcome -> {
          assertThat(outcome.trap().map(Trap::code)).contains(StorageError.REVISION_COMPACTED);
          Trap trap = outcome.trap().orElseThrow();
          assertThat(trap.message()).contains("org/a/x held as of revision 1 has been compacted");
          assertThat(trap.facts()).containsEntry("key", "org/a/x").containsEntry("revision", "1");
        });
  }

  private static void read(Variant variant, Store store, String program, String literal) {
    ran(
        variant,
        store,
        program,
        outcome -> {
          assertThat(outcome.trap()).isEmpty();
          List<String> stack = outcome.stack().stream().map(Value::literal).toList();
          assertThat(stack).as(program).containsExactly(literal);
        });
  }

  private static void ran(Variant variant, Store store, String program, Consumer<Outcome> checks) {
    Module module = Programs.compile("program", program);
    if (variant.fromFile()) {
      module = ModuleFile.read(ModuleFile.write(module));
    }
    try (Session session =
        Programs.session(store, GoldenOptions.NONE, Optional.of(module.source()))) {
      checks.accept(
          variant
              .engine()
              .maker()
              .get()
              .run(
                  module,
                  Programs.request(
                      session, GoldenOptions.NONE, new OutputRecorder(), Optional.empty())));
    }
  }
}
