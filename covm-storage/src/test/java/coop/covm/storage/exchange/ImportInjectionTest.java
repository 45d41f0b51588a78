package coop.covm.storage.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No key of a file leads out of the namespace that an import is for. */
final class ImportInjectionTest {
  private static final String TARGET = "org/target";

  @TempDir Path folder = Path.of(".");

  /** Ends of keys, as they stand in JSON, that try to be something else. */
  static List<String> hostile() {
    List<String> ends =
        new ArrayList<>(
            List.of(
                "..",
                "../x",
                "../../org/other/x",
                "../../../system/store",
                "./x",
                "a/../../x",
                "a/./b",
                "/",
                "/x",
                "//x",
                "a//b",
                "a/",
                "",
                " ",
                "a b",
                "a\\u0000b",
                "\\u0000",
                "a\\u001fb",
                "a\\nb",
                "a\\\\b",
                "..\\\\x",
                "a\\u007fb",
                "%2e%2e/x",
                "%2fx",
                "..%2fx",
                "a*",
                "?",
                "~",
                "$x",
                "#x",
                "a;b",
                "a=b",
                "a,b",
                "a'b",
                "a\\\"b",
                "@region/x",
                "org/other/x",
                "system/store",
                "member/root",
                "x".repeat(129),
                "a/".repeat(20) + "a",
                ("x".repeat(100) + "/").repeat(4) + "x"));
    // Characters that look like a slash, a dot or nothing, or that turn the direction of text.
    for (int c :
        new int[] {
          0x2044, 0x2215, 0x29F8, 0xFF0F, 0x2571, 0x2024, 0xFF0E, 0x3002, 0x00A0, 0x200B, 0x200D,
          0x2060, 0xFEFF, 0x202E, 0x2066, 0x2028, 0x0085, 0x115F, 0x3164, 0xE000, 0xFFFD, 0x1F600
        }) {
      String odd = Character.toString(c);
      ends.addAll(List.of(odd, "a" + odd + "b", ".." + odd + "x", odd + "x"));
    }
    ends.addAll(List.of("\u0301x", "\u0338/x", "a\u0338/b", "\uFB01x", "\u212Ax", "e\u0301"));
    return ends;
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void noKeyLeavesTheNamespaceThatItIsImportedInto(String end) throws Exception {
    Optional<KeyPrefix> into = Optional.of(KeyPrefix.parse(TARGET));
    for (ForgedExport export :
        List.of(
            ForgedExport.of("org/source").key("org/source/" + end),
            ForgedExport.of("org/source").key("org/source" + end),
            ForgedExport.of("org/source").key(end),
            ForgedExport.of("org/source/..").key("org/source/../" + end),
            ForgedExport.ofAll().key("org/source/" + end),
            ForgedExport.ofAll().key("org/" + end),
            ForgedExport.ofAll().key(end))) {
      assertThat(imported(export, into)).allMatch(key -> key.toString().startsWith(TARGET + "/"));
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void withoutAnotherPlaceNoKeyLeavesThePrefixOfTheFile(String end) throws Exception {
    for (ForgedExport export :
        List.of(
            ForgedExport.of("org/source").key("org/source/" + end),
            ForgedExport.of("org/source").key("org/source" + end),
            ForgedExport.of("org/source").key(end))) {
      assertThat(imported(export, Optional.empty()))
          .allMatch(key -> key.toString().startsWith("org/source/"));
    }
    for (ForgedExport export :
        List.of(
            ForgedExport.ofAll().key("system/" + end),
            ForgedExport.ofAll().key("s\u0443stem/" + end),
            ForgedExport.of("system").key("system/" + end),
            ForgedExport.ofAll().key("SYSTEM/" + end))) {
      assertThat(imported(export, Optional.empty())).isEmpty();
    }
  }

  /** All keys that the store holds after the import, which may have been refused. */
  private List<Key> imported(ForgedExport export, Optional<KeyPrefix> into) throws Exception {
    Path file = Files.write(folder.resolve("file"), export.bytes());
    List<Key> keys = new ArrayList<>();
    try (Store store = Store.open("memory:", OpenMode.CREATE)) {
      ImportOptions options =
          new ImportOptions(
              into,
              ImportOptions.STANDARD.existing(),
              ImportOptions.STANDARD.batch(),
              ImportOptions.STANDARD.restart());
      try {
        new Import(store, Caller.NOBODY, new ImportFile(file), options, ImportListener.NONE).run();
      } catch (ExchangeException e) {
        assertThat(e.place()).isPresent();
        assertThat(store.revision()).isZero();
      }
      try (StoreView view = store.view()) {
        for (String root : List.of("org", "member", "vote", "system")) {
          keys.addAll(view.listKeys(KeyPrefix.parse(root)));
        }
      }
    }
    return keys;
  }
}
