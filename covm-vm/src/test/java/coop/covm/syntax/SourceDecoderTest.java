package coop.covm.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.covm.error.ErrorKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDecoderTest {
  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static SourceException refusal(byte[] bytes) {
    SourceException refusal =
        catchThrowableOfType(SourceException.class, () -> SourceDecoder.decode("x.covm", bytes));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  @Test
  void utf8IsReadAsItIs() {
    SourceFile source = SourceDecoder.decode("x.covm", bytes("emit \"größe 😀\"\r\nnop"));
    assertThat(source.text()).isEqualTo("emit \"größe 😀\"\r\nnop");
    assertThat(source.name()).isEqualTo("x.covm");
    assertThat(source.lineText(1)).isEqualTo("emit \"größe 😀\"");
  }

  @Test
  void aByteOrderMarkAtTheBeginningIsSkipped() {
    assertThat(SourceDecoder.decode("x", bytes("\uFEFFnop")).text()).isEqualTo("nop");
    assertThat(SourceDecoder.decode("x", bytes("\uFEFF")).text()).isEmpty();
  }

  @Test
  void theFirstByteThatIsNotUtf8IsNamedWithItsPlace() {
    byte[] text = bytes("nop\nemit \"ö?\"");
    text[12] = (byte) 0xE9;
    SourceException refusal = refusal(text);
    assertThat(refusal.code()).isEqualTo(DiagnosticCode.INVALID_ENCODING);
    assertThat(refusal.code().kind()).isEqualTo(ErrorKind.PROGRAM);
    assertThat(refusal)
        .hasMessage("x.covm:2:8: the byte 0xE9 at position 12 of the file is not UTF-8");
    assertThat(refusal.facts()).containsEntry("line", "2").containsEntry("column", "8");
    assertThat(refusal.source().text()).isEqualTo("nop\nemit \"ö\uFFFD\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "C0AF",
        "E2",
        "E282",
        "EDA080",
        "F0808080",
        "F4908080",
        "FF",
        "61C3",
        "F09F98"
      })
  void whatIsNotStrictlyUtf8IsRefused(String hex) {
    assertThat(refusal(HexFormat.of().parseHex(hex)).code())
        .isEqualTo(DiagnosticCode.INVALID_ENCODING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FFFE6E006F00", "FEFF006E006F"})
  void utf16IsRecognised(String hex) {
    assertThat(refusal(HexFormat.of().parseHex(hex)).diagnostic().hint())
        .contains("the file seems to be UTF-16; save it as UTF-8");
  }

  @Test
  void oneMebibyteIsReadAndOneByteMoreIsNot() {
    byte[] largest = new byte[SourceFile.MAX_BYTES];
    Arrays.fill(largest, (byte) ' ');
    assertThat(SourceDecoder.decode("x", largest).text()).hasSize(SourceFile.MAX_BYTES);
    SourceException refusal = refusal(Arrays.copyOf(largest, largest.length + 1));
    assertThat(refusal.code()).isEqualTo(DiagnosticCode.SOURCE_TOO_LARGE);
    assertThat(refusal.diagnostic().message()).contains("1 MiB");
  }

  @Test
  void aStreamWithoutEndIsRefusedAfterTheLimit() {
    long[] read = {0};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            read[0]++;
            return ' ';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) ' ');
            read[0] += length;
            return length;
          }
        };
    assertThatThrownBy(() -> SourceDecoder.read("<stdin>", endless))
        .isInstanceOf(SourceException.class);
    assertThat(read[0]).isEqualTo(SourceFile.MAX_BYTES + 1L);
  }

  @Test
  void filesAndStreamsAreRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.covm");
    Files.writeString(file, "nop");
    assertThat(SourceDecoder.read("a", file).text()).isEqualTo("nop");
    assertThat(SourceDecoder.read("b", new ByteArrayInputStream(bytes("pop"))).text())
        .isEqualTo("pop");
    assertThatThrownBy(() -> SourceDecoder.read("c", folder.resolve("c")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
