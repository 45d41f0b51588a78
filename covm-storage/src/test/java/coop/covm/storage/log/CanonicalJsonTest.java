package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalJsonTest {
  @Test
  void eachTypeHasOneForm() throws Exception {
    assertForm(NullValue.NULL, "null");
    assertForm(BooleanValue.TRUE, "true");
    assertForm(BooleanValue.FALSE, "false");
    assertForm(NumberValue.of(-1.5), "-1.5");
    assertForm(NumberValue.of(1e21), "1e+21");
    assertForm(DecimalValue.of(new BigDecimal("90.10")), "{\"$decimal\":\"90.10\"}");
    assertForm(DecimalValue.of(new BigDecimal("-0.00")), "{\"$decimal\":\"0.00\"}");
    assertForm(
        StringValue.of("\b\t\n\f\r\u0000\u001F\"\\/\u007F\u2028é😀"),
        "\"\\b\\t\\n\\f\\r\\u0000\\u001f\\\"\\\\/\u007F\u2028é😀\"");
    assertForm(ListValue.EMPTY, "[]");
    assertForm(MapValue.EMPTY, "{}");
    Map<String, Value> map = new LinkedHashMap<>();
    map.put("z", ListValue.of(NumberValue.of(1), NullValue.NULL));
    map.put("$decimal", StringValue.of("x"));
    map.put("$$", MapValue.EMPTY);
    map.put("", NumberValue.of(0));
    assertForm(MapValue.of(map), "{\"z\":[1,null],\"$$decimal\":\"x\",\"$$$\":{},\"\":0}");
  }

  @Test
  void everyValueReadsBackAsTheSameText() throws Exception {
    long seed = System.nanoTime();
    Values values = new Values(seed);
    for (int i = 0; i < 20_000; i++) {
      Value value = values.next();
      byte[] text = CanonicalJson.utf8(value);
      Value read = CanonicalJsonReader.read(text);
      assertThat(read).as("seed %d", seed).isEqualTo(value).hasSameClassAs(value);
      assertThat(CanonicalJson.utf8(read)).as("seed %d", seed).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "01",
        "1.0",
        "-0",
        "+1",
        "1e21",
        "1E+21",
        "1000000000000000000000000",
        "1e999",
        "NaN",
        "nul",
        "[1,]",
        "[1, 2]",
        "[",
        "[1",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"$a\":1}",
        "{\"$decimal\":1}",
        "{\"$decimal\":\"1e5\"}",
        "{\"$decimal\":\"01\"}",
        "{\"$decimal\":\"-0\"}",
        "{\"$decimal\":\"+1\"}",
        "{\"$decimal\":\"1\",\"b\":1}",
        "{\"a\":1,\"$decimal\":\"1\"}",
        "{\"$decimal\":\"12345678901234567890123456789012345\"}",
        "\"a",
        "\"\n\"",
        "\"\\/\"",
        "\"\\u0041\"",
        "\"\\u000a\"",
        "\"\\u001F\"",
        "\"\\ud800\"",
        "\"\\",
        "'a'"
      })
  void otherFormsAreRefused(String text) {
    assertThatThrownBy(() -> CanonicalJsonReader.read(text.getBytes(UTF_8)))
        .isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void malformedUtf8IsRefused() {
    for (byte[] bytes :
        new byte[][] {
          {'"', (byte) 0xFF, '"'},
          {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
          {'"', (byte) 0xC0, (byte) 0x80, '"'},
          {'"', (byte) 0xC3}
        }) {
      assertThatThrownBy(() -> CanonicalJsonReader.read(bytes))
          .isInstanceOf(MalformedRecordException.class)
          .hasMessageContaining("UTF-8");
    }
  }

  @Test
  void nestingIsBoundedBeforeTheStackIs() throws Exception {
    assertThat(CanonicalJsonReader.read(nested(64)).nesting()).isEqualTo(64);
    assertThatThrownBy(() -> CanonicalJsonReader.read(nested(65)))
        .hasMessageContaining("deeper than 64");
    assertThatThrownBy(() -> CanonicalJsonReader.read("[".repeat(10_000_000).getBytes(UTF_8)))
        .hasMessageContaining("deeper than 64");
    assertThatThrownBy(() -> CanonicalJsonReader.read("{\"\":".repeat(1_000_000).getBytes(UTF_8)))
        .hasMessageContaining("deeper than 64");
  }

  private static byte[] nested(int depth) {
    return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
  }

  private static void assertForm(Value value, String text) throws Exception {
    assertThat(CanonicalJson.text(value)).isEqualTo(text);
    assertThat(CanonicalJson.text(CanonicalJsonReader.read(text.getBytes(UTF_8)))).isEqualTo(text);
  }
}
