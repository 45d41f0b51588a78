package coop.covm.storage.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CanonicalJson;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/reference/export-format.md is what the code makes of the same data. */
final class ExportFormatPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "export-format.md");
  private static final String BEGIN = "*everything*\n\n```text\n";

  @TempDir Path folder = Path.of(".");

  @Test
  void theExampleIsTrueAndCanBeImported() throws Exception {
    String example = new String(example(), UTF_8);
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("covm.golden.update")) {
      page = replaced(page, example);
      Files.writeString(PAGE, page);
    }
    assertThat(page).isEqualTo(replaced(page, example));
    Path file = Files.writeString(folder.resolve("example"), example);
    try (Store store = Store.open("memory:", OpenMode.CREATE)) {
      ImportReport report =
          new Import(
                  store,
                  Caller.NOBODY,
                  new ImportFile(file),
                  ImportOptions.STANDARD,
                  ImportListener.NONE)
              .run();
      assertThat(report.set()).isEqualTo(values().size());
      assertThat(entries(exported(store))).isEqualTo(entries(example));
    }
  }

  private static String replaced(String page, String text) {
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf("```\n", from);
    assertThat(from).isGreaterThan(BEGIN.length());
    return page.substring(0, from) + text + page.substring(to);
  }

  private static String exported(Store store) throws IOException, InterruptedException {
    try (StoreView view = store.view()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new Export(view, Optional.empty()).write(out, _ -> {});
      return out.toString(UTF_8);
    }
  }

  private static String entries(String export) {
    return export.substring(export.indexOf('\n'), export.lastIndexOf("{\"covm\""));
  }

  private static byte[] example() {
    byte[] filled = new byte[Digest.BYTES];
    Arrays.fill(filled, (byte) 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ExportFormat.header(
            new Head(7, 1_700_000_000_000L, Digest.of(filled)), Optional.<KeyPrefix>empty()));
    Map<Key, Value> values = values();
    values.forEach(
        (key, value) -> out.writeBytes(ExportFormat.entry(key, CanonicalJson.utf8(value))));
    Digest digest = Digest.sha256(out.toByteArray());
    out.writeBytes(ExportFormat.footer(values.size(), digest));
    return out.toByteArray();
  }

  private static Map<Key, Value> values() {
    Map<Key, Value> values = new LinkedHashMap<>();
    values.put(Key.parse("member/ada/name"), StringValue.of("Ada \"the\nfirst\" ✓"));
    values.put(Key.parse("member/zoë/active"), BooleanValue.TRUE);
    values.put(Key.parse("org/acme/balance"), DecimalValue.of(new BigDecimal("90.10")));
    values.put(Key.parse("org/acme/none"), NullValue.NULL);
    values.put(Key.parse("org/acme/rate"), NumberValue.of(0.25));
    Map<String, Value> map = new LinkedHashMap<>();
    map.put("shares", ListValue.of(NumberValue.of(1), NumberValue.of(1e21)));
    map.put("$note", StringValue.of("a key with a dollar"));
    values.put(Key.parse("vote/budget"), MapValue.of(map));
    return values;
  }
}
