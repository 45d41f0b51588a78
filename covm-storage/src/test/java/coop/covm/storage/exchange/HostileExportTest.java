package coop.covm.storage.exchange;

import static coop.covm.storage.exchange.ExchangeError.EXPORT_DAMAGED;
import static coop.covm.storage.exchange.ExchangeError.EXPORT_VERSION;
import static coop.covm.storage.exchange.ExchangeError.INVALID_ENTRY;
import static coop.covm.storage.exchange.ExchangeError.NOT_AN_EXPORT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.covm.error.ErrorKind;
import coop.covm.storage.Caller;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no sound export are refused with the place, and change nothing. */
final class HostileExportTest {
  @TempDir Path folder = Path.of(".");
  private final Store store = Store.open("memory:", OpenMode.CREATE);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aForgedExportThatKeepsTheRulesIsImported() throws Exception {
    assertThat(importing(ForgedExport.ofAll().key("org/a").key("org/b").bytes()).keys())
        .isEqualTo(2);
  }

  @Test
  void whatIsNoExportIsToldFromOneThatIsDamaged() {
    assertRefused(NOT_AN_EXPORT, "file", "it is empty", new byte[0]);
    assertRefused(NOT_AN_EXPORT, "file", "does not begin with", "hello\n");
    assertRefused(NOT_AN_EXPORT, "file", "does not begin with", "{\"covm\":\"export/x\"}\n");
    assertRefused(NOT_AN_EXPORT, "file", "byte order mark", "\uFEFF{\"covm\":\"export/1\"");
    assertRefused(NOT_AN_EXPORT, "file", "covm audit export", "{\"envelope\":{}}\n");
    assertRefused(
        NOT_AN_EXPORT, "file", "compressed", new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0});
    assertRefused(EXPORT_VERSION, "file:1:1", "has format 2", "{\"covm\":\"export/2\",\"x\":1}\n");
    assertRefused(INVALID_ENTRY, "file:1:1", "expected", "{\"covm\":\"export/1\" }\n");
  }

  @Test
  void whatIsNotTheFormOfAnEntryIsRefusedWithItsColumn() {
    assertEntry("file:2:1", "expected {\"key\":", "{ \"key\":\"org/a\",\"value\":1}");
    assertEntry("file:2:1", "expected {\"key\":", "");
    assertEntry("file:2:1", "expected {\"key\":", "{\"value\":1,\"key\":\"org/a\"}");
    assertEntry("file:2:25", "expected }", "{\"key\":\"org/a\",\"value\":1,\"value\":2}");
    assertEntry("file:2:25", "carriage return", "{\"key\":\"org/a\",\"value\":1}\r");
    assertEntry("file:2:24", "expected a value", "{\"key\":\"org/a\",\"value\":1.0}");
    assertEntry("file:2:24", "too large for a number", "{\"key\":\"org/a\",\"value\":1e999}");
    assertEntry("file:2:24", "expected a value", "{\"key\":\"org/a\",\"value\":NaN}");
    assertEntry(
        "file:2:24",
        "expected a value",
        "{\"key\":\"org/a\",\"value\":" + "9".repeat(100_000) + "}");
    assertEntry(
        "file:2:36", "expected a decimal", "{\"key\":\"org/a\",\"value\":{\"$decimal\":\"1e9\"}}");
    assertEntry("file:2", "a key stands twice", "{\"key\":\"org/a\",\"value\":{\"a\":1,\"a\":2}}");
    assertEntry("file:2", "a key with one $", "{\"key\":\"org/a\",\"value\":{\"$x\":1}}");
    assertEntry(
        "file:2",
        "nest deeper than 64",
        "{\"key\":\"org/a\",\"value\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    assertEntry(
        "file:2:25", "no well-formed UTF-8", "{\"key\":\"org/a\",\"value\":\"\u00FF\"}", true);
    // A surrogate, and a slash in two bytes where one is enough.
    assertEntry(
        "file:2:25",
        "no well-formed UTF-8",
        "{\"key\":\"org/a\",\"value\":\"\u00ED\u00A0\u0080\"}",
        true);
    assertEntry(
        "file:2:12", "no well-formed UTF-8", "{\"key\":\"org\u00C0\u00AFa\",\"value\":1}", true);
  }

  private void assertEntry(String place, String message, String line) {
    assertRefused(INVALID_ENTRY, place, message, ForgedExport.ofAll().line(line).bytes());
  }

  private void assertEntry(String place, String message, String line, boolean bytes) {
    assertThat(bytes).isTrue();
    byte[] raw = (line + "\n").getBytes(ISO_8859_1);
    assertRefused(INVALID_ENTRY, place, message, ForgedExport.ofAll().line(raw).bytes());
  }

  @Test
  void keysAreOrderedAndNoneStandsTwice() {
    assertRefused(
        INVALID_ENTRY,
        "file:3:9",
        "the key org/a stands in the line before too",
        ForgedExport.ofAll().key("org/a").key("org/a").bytes());
    assertRefused(
        INVALID_ENTRY,
        "file:3:9",
        "comes after org/b",
        ForgedExport.ofAll().key("org/b").key("org/a").bytes());
    // The same key, once composed and once not.
    assertRefused(
        INVALID_ENTRY,
        "file:3:9",
        "stands in the line before too",
        ForgedExport.ofAll().key("org/\u00E9").key("org/e\u0301").bytes());
  }

  @Test
  void whatWasCutOffIsRefusedWhereverItWasCut() {
    byte[] whole = ForgedExport.of("org").key("org/a").key("org/b").bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      ExchangeException refused =
          catchThrowableOfType(ExchangeException.class, () -> importing(cut));
      assertThat(refused).as("cut to %s", length).isNotNull();
      assertThat(refused.code().kind()).isEqualTo(ErrorKind.DATA);
    }
    assertThat(store.revision()).isZero();
  }

  @Test
  void anyBitThatFlipsIsNoticed() {
    byte[] whole = ForgedExport.of("org").key("org/a").key("org/b").bytes();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      ExchangeException refused =
          catchThrowableOfType(ExchangeException.class, () -> importing(flipped));
      assertThat(refused).as("bit %s", bit).isNotNull();
      assertThat(refused.code().kind()).isEqualTo(ErrorKind.DATA);
    }
    assertThat(store.revision()).isZero();
  }

  @Test
  void nothingFollowsTheEnd() {
    byte[] one = ForgedExport.ofAll().key("org/a").bytes();
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    assertRefused(EXPORT_DAMAGED, "file:4", "stands behind the last line", two);
  }

  @Test
  void aLineThatNeverEndsIsRefusedWithoutBeingKept() {
    EndlessLine endless = new EndlessLine();
    assertThatThrownBy(() -> new ExportReader(endless, "file", false))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("its first line has more than 33,554,432 bytes");
    assertThat(endless.given).isLessThan(ExportFormat.LINE_BYTES + (1L << 20));
  }

  private static final class EndlessLine extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return 'a';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      Arrays.fill(bytes, offset, offset + length, (byte) 'a');
      given += length;
      return length;
    }
  }

  private void assertRefused(ExchangeError code, String place, String message, String text) {
    assertRefused(code, place, message, text.getBytes(UTF_8));
  }

  private void assertRefused(ExchangeError code, String place, String message, byte[] bytes) {
    ExchangeException refused =
        catchThrowableOfType(ExchangeException.class, () -> importing(bytes));
    assertThat(refused).as(message).isNotNull();
    assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
    assertThat(refused).hasMessageContaining(message);
    assertThat(refused.place().map(Place::toString).orElse("")).startsWith(place);
    assertThat(store.revision()).isZero();
  }

  private ImportReport importing(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("file"), bytes);
    return new Import(
            store,
            Caller.NOBODY,
            new ImportFile(file, "file"),
            ImportOptions.STANDARD,
            ImportListener.NONE)
        .run();
  }
}
