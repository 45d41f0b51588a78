package coop.covm.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile file makes the reader allocate is bounded by the file and by the limits. */
class HostileSizesTest {
  private static final String START = "89434f564d0d0a1a" + "01" + "00" + "00";

  private static byte[] withDigest(byte[] body) {
    return ModuleFileTest.withDigest(Arrays.copyOf(body, body.length + 32));
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ffff0f",
        "ffffffff07",
        "01 06 ffffff07",
        "01 07 ffffff07",
        "01 05 ffffff07",
        "00 ffff0f",
        "00 01 00 8120",
        "00 00 ffff07",
        "00 00 01 00 00 00 8020",
        "00 00 01 00 00 00 00 00 00 ffff3f"
      })
  void aSmallFileThatClaimsMuchAllocatesLittle(String body) {
    byte[] file = withDigest(hex(START + body));
    Cost before = Cost.now();
    assertThatThrownBy(() -> ModuleFile.read(file)).isInstanceOf(ModuleException.class);
    assertThat(Cost.since(before).allocatedBytes()).isLessThan(1 << 20);
  }

  /** Bytes of small elements, each far larger in memory, as many as a file holds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // constants: a list of empty lists, of maps of one entry, of decimals
        "01 06 c0843d | 0600",
        "01 06 c0cf24 | 07010000",
        "01 06 a0c21e | 04000101",
        // empty templates, templates of empty texts
        "00 ffff0f | 000100",
        "00 ffff0f | 000400000000",
        // functions with short names, functions of variables
        "00 00 808008 | 016100000000000148 0000",
        "00 00 808008 | 01610000 08 0161016201630164016501660167 0168 0000 0148 0000",
        // one function of many instructions
        "00 00 01 046d61696e 00 00 00 00 00 808040 | 480000"
      })
  void aFullFileOfSmallElementsAllocatesInProportion(String form) {
    byte[] head = hex(START + form.substring(0, form.indexOf('|')));
    byte[] element = hex(form.substring(form.indexOf('|') + 1));
    byte[] body = Arrays.copyOf(head, ModuleLimits.FILE_BYTES - 32);
    for (int at = head.length; at < body.length; at++) {
      body[at] = element[(at - head.length) % element.length];
    }
    byte[] file = withDigest(body);
    Cost before = Cost.now();

    assertThatThrownBy(() -> ModuleFile.read(file)).isInstanceOf(ModuleException.class);

    Cost cost = Cost.since(before);
    assertThat(cost.allocatedBytes()).isLessThan(512L << 20);
    assertThat(cost.cpuNanos()).isLessThan(10_000_000_000L);
  }

  @Test
  void theLargestSoundModuleIsReadInProportion() {
    Assembler assembler = new Assembler("#".repeat(1 << 20));
    Assembler.Body main = assembler.function("main", 0, 0);
    for (int i = 1; i < ModuleLimits.WORDS; i++) {
      main.emit(Opcode.NOP);
    }
    main.emit(Opcode.RETURN);
    byte[] file = ModuleFile.write(assembler.module());
    Cost before = Cost.now();

    Module module = ModuleFile.read(file);

    assertThat(module.main().code().length()).isEqualTo(ModuleLimits.WORDS);
    assertThat(Cost.since(before).allocatedBytes()).isLessThan(512L << 20);
  }
}
