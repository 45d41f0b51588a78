package coop.covm.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.value.Value;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The elements of the file have one form each, and lengths are checked before they are believed.
 */
class ModuleBytesTest {
  private static final String MAGIC = "89434f564d0d0a1a";

  /** Magic, version, a name and no source, in which the bytes at hand follow at byte 11. */
  private static final String START = MAGIC + "01" + "00" + "00";

  private static byte[] file(String hex) {
    byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
    return ModuleFileTest.withDigest(Arrays.copyOf(body, body.length + 32));
  }

  private static void refuses(String hex, String message) {
    assertThatThrownBy(() -> ModuleFile.read(file(hex)))
        .isInstanceOfSatisfying(
            ModuleException.class, e -> assertThat(e.code()).isEqualTo(ModuleError.MODULE_DAMAGED))
        .hasMessage(message);
  }

  private static Value constant(String hex) {
    String main = "01 046d61696e 00 00 00 00 00 01 48 0000";
    return ModuleFile.read(file(START + "01" + hex + "00" + main)).constants().getFirst();
  }

  private static void refusesConstant(String hex, String message) {
    refuses(START + "01" + hex, "at byte 12: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "00, null",
    "01, false",
    "02, true",
    "03 3ff8000000000000, 1.5",
    "03 0000000000000000, 0",
    "04 04 02 2332, 90.10m",
    "04 00 01 ff, -1m",
    "05 00, '\"\"'",
    "05 04 f09f9880, '\"😀\"'",
    "06 00, []",
    "06 02 00 06 01 02, '[null, [true]]'",
    "07 02 0162 01 0161 02, '{\"b\": false, \"a\": true}'",
  })
  void valuesHaveTheirDocumentedForm(String hex, String literal) {
    assertThat(constant(hex).literal()).isEqualTo(literal);
  }

  @Test
  void otherFormsOfAValueAreRefused() {
    refusesConstant("08", "no type of value has the number 8");
    refusesConstant("ff", "no type of value has the number 255");
    for (String bits : new String[] {"8000000000000000", "7ff0000000000000", "7ff8000000000001"}) {
      refusesConstant("03" + bits, "a number is not finite, or is negative zero");
    }
    String notWritten = "a decimal is not written as decimals are";
    refusesConstant("04 00 00", notWritten);
    refusesConstant("04 00 02 0001", notWritten);
    refusesConstant("04 00 02 ffff", notWritten);
    refusesConstant("04 d00f 01 01", notWritten);
    refusesConstant("04 cf0f 01 01", notWritten);
    // A decimal that fits has no negative scale.
    refusesConstant("04 01 02 03e8", "a decimal is not written in its only form");
    assertThatThrownBy(() -> constant("04 00 0f" + "7f".repeat(15)))
        .hasMessageContaining("at byte 12: the result needs");
    refuses(
        START + "01 04 00 10" + "01".repeat(16),
        "at byte 14: there are 16 bytes of a decimal, at most 15 are allowed");
    refuses(START + "01 07 02 0161 00 0161 00", "at byte 17: a map has a key twice");
  }

  @Test
  void nestingIsBoundedWhileReading() {
    assertThat(constant("0601".repeat(63) + "0600").nesting()).isEqualTo(64);
    refuses(
        START + "01" + "0601".repeat(64) + "0600", "at byte 140: a constant nests deeper than 64");
    // As deep as a file is long: no recursion follows it.
    refuses(
        START + "01" + "0601".repeat(1_000_000) + "00",
        "at byte 140: a constant nests deeper than 64");
  }

  @ParameterizedTest
  @CsvSource({
    "8000, is not written in the fewest bytes",
    "818000, is not written in the fewest bytes",
    "8080808008, is larger than any may be",
    "ffffffff0f, is larger than any may be",
    "ffffffffffffffff01, is larger than any may be",
    "808080808000, is larger than any may be",
  })
  void integersHaveOneForm(String hex, String message) {
    refuses(MAGIC + hex, "at byte 8: the version " + message);
  }

  @Test
  void theLargestIntegerIsRead() {
    assertThatThrownBy(() -> ModuleFile.read(file(MAGIC + "ffffffff07")))
        .hasMessageContaining("has the format 2147483647");
  }

  @Test
  void textIsStrictUtf8() {
    String[] malformed = {"c080", "eda080", "f8808080", "61ff", "e282", "80", "f4908080"};
    for (String hex : malformed) {
      int fault = hex.equals("61ff") ? 11 : 10;
      refuses(
          MAGIC + "01" + "%02x".formatted(hex.length() / 2) + hex,
          "at byte %d: the source's name is not UTF-8".formatted(fault));
    }
  }

  @Test
  void lengthsAreComparedWithWhatIsLeftBeforeAnythingIsAllocated() {
    String most = "ffffffff07";
    String number = "2147483647";
    refuses(
        MAGIC + "01" + most,
        "at byte 9: there are " + number + " bytes of the source's name, at most 4096 are allowed");
    refuses(
        MAGIC + "01 00" + most,
        "at byte 10: there are "
            + number
            + " bytes of the source text, at most 1048576 are allowed");
    refuses(
        START + most, "at byte 11: there are " + number + " constants, at most 262144 are allowed");
    refuses(START + "ffff0f", "at byte 11: there are 262143 constants, and only 0 bytes are left");
    refuses(
        START + "01 06" + most,
        "at byte 13: there are " + number + " elements, at most 16777216 are allowed");
    refuses(
        START + "01 06 ffff7f 00",
        "at byte 13: there are 2097151 elements, and only 1 bytes are left");
    refuses(
        START + "01 07 02 0000 00", "at byte 13: there are 2 entries, and only 3 bytes are left");
    refuses(
        START + "01 05" + most,
        "at byte 13: there are " + number + " bytes of a string, at most 16777216 are allowed");
    refuses(
        START + "00 01 00 8120",
        "at byte 14: there are 4097 texts of a template, and only 0 bytes are left");
    refuses(
        START + "00 01 00 8220",
        "at byte 14: there are 4098 texts of a template, at most 4097 are allowed");
    refuses(
        START + "00 00" + most,
        "at byte 13: there are " + number + " functions, at most 131072 are allowed");
    String function = START + "00 00 01 00 00 00";
    refuses(
        function + "8120 00 00 00",
        "at byte 17: there are 4097 variables, at most 4096 are allowed");
    refuses(
        function + "00 00 00" + "8180 40",
        "at byte 20: there are 1048577 instructions, at most 1048576 are allowed");
    refuses(
        function + "00 00 00" + "02 48 0000 4800",
        "at byte 20: there are 2 instructions, and only 5 bytes are left");
  }

  @Test
  void theBytesOfAllConstantsAreBoundedWhileReading() {
    // 1.2 million times null in lists of a thousand: 9 bytes each as values count.
    String list = "06 e807" + "00".repeat(1000);
    assertThatThrownBy(() -> ModuleFile.read(file(START + "e012" + list.repeat(2400))))
        .hasMessageContaining("the constants have more than 16777216 bytes together");
  }

  @Test
  void theTotalsOfAllFunctionsAndTemplatesAreBoundedWhileReading() {
    assertThatThrownBy(
            () -> ModuleFile.read(file(START + "00 818008" + "000400000000".repeat(131073))))
        .hasMessageContaining("there are 4 texts of a template, at most 0 are allowed");
    String wide = "0161 00 00 8020" + "0161".repeat(4096) + "00 00 00";
    assertThatThrownBy(() -> ModuleFile.read(file(START + "00 00 8101" + wide.repeat(129))))
        .hasMessageContaining("there are 4096 variables, at most 0 are allowed");
    String pushes = "00 00 01 0161 00 00 00 00 00 818020" + "0100".repeat(524289);
    assertThatThrownBy(() -> ModuleFile.read(file(START + pushes + "0000".repeat(524289))))
        .hasMessageContaining("there are more than 1048576 words of code");
  }

  @Test
  void unknownOpcodesKindsAndPlacesAreRefused() {
    String function = START + "00 00 01 046d61696e 00 00 00 00 00";
    refuses(function + "01 00 0000", "at byte 25: no opcode has the number 0");
    refuses(function + "01 ff 0000", "at byte 25: no opcode has the number 255");
    refuses(START + "00 01 05 01 00", "at byte 13: no kind of template has the number 5");
    refuses(START + "00 01 00 00 00", "at byte 13: a template has no text");
    String outside = "a place lies outside of every source text";
    refuses(function + "01 48 01 00", "at byte 27: " + outside);
    refuses(function + "01 48 00 feffffff07", "at byte 32: " + outside);
    refuses(function + "01 48 ffffffff07 00", "at byte 31: " + outside);
    refuses(function + "01 48", "at byte 24: there are 1 instructions, and only 1 bytes are left");
  }
}
