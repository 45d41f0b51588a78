package coop.covm.bytecode;

import static coop.covm.bytecode.Opcode.CALL;
import static coop.covm.bytecode.Opcode.EMIT;
import static coop.covm.bytecode.Opcode.PUSH;
import static coop.covm.bytecode.Opcode.RETURN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.log.Digest;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleFileTest {
  static Module small() {
    Assembler assembler = new Assembler("push 7\nemit\n");
    assembler.constant(NumberValue.of(7));
    assembler.function("main", 0, 0, "é").emit(PUSH, 0).emit(EMIT).emit(RETURN);
    return assembler.module();
  }

  /** The file with its digest made right again, as an attacker would. */
  static byte[] withDigest(byte[] file) {
    byte[] body = Arrays.copyOf(file, file.length - Digest.BYTES);
    return concat(body, Digest.sha256(body).bytes());
  }

  static byte[] concat(byte[]... parts) {
    ByteWriter out = new ByteWriter();
    Arrays.stream(parts).forEach(out::bytes);
    return out.toBytes();
  }

  private static void refuses(byte[] file, ModuleError code, String message) {
    assertThatThrownBy(() -> ModuleFile.read(file))
        .isInstanceOfSatisfying(ModuleException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  @Test
  void theFormIsTheDocumentedOne() {
    String body =
        "89434f564d0d0a1a" // magic
            + "01" // version
            + "09746573742e636f766d" // source name: test.covm
            + "0c7075736820370a656d69740a" // source
            + "01"
            + "03401c000000000000" // constants: the number 7
            + "00" // templates
            + "01" // functions
            + "046d61696e"
            + "00"
            + "00"
            + "01"
            + "02c3a9"
            + "00"
            + "01" // main
            + "03"
            + "0100"
            + "50"
            + "48" // push 0, emit, return
            + "0003"
            + "0e03"
            + "0903"; // places 0 to 3, 7 to 10, 2 to 5
    byte[] bytes = HexFormat.of().parseHex(body);

    byte[] file = ModuleFile.write(small());

    assertThat(HexFormat.of().formatHex(file)).isEqualTo(body + Digest.sha256(bytes));
  }

  private static Module withLibrary() {
    Assembler assembler = new Assembler("call f");
    assembler.function("main", 0, 0).emit(CALL, 1).emit(RETURN);
    assembler.function("f", 0, 0).library().emit(RETURN);
    return assembler.module();
  }

  @Test
  void functionsOfTheLibraryStandBehindTheOthersWithoutPlaces() {
    String body =
        "89434f564d0d0a1a" // magic
            + "02" // version
            + "09746573742e636f766d" // source name: test.covm
            + "0663616c6c2066" // source
            + "00" // constants
            + "00" // templates
            + "01" // functions
            + "046d61696e 00 00 00 00 00" // main
            + "02 4001 48" // call 1, return
            + "0003 0203" // places 0 to 3, 1 to 4
            + "01" // library
            + "0166 00 00 00 00 00" // f
            + "01 48"; // return
    byte[] bytes = HexFormat.of().parseHex(body.replace(" ", ""));

    byte[] file = ModuleFile.write(withLibrary());

    assertThat(HexFormat.of().formatHex(file))
        .isEqualTo(HexFormat.of().formatHex(bytes) + Digest.sha256(bytes));
    Module read = ModuleFile.read(file);
    assertThat(read.ownFunctions()).extracting(Function::name).containsExactly("main");
    assertThat(read.libraryFunctions()).extracting(Function::name).containsExactly("f");
  }

  @Test
  void versionTwoIsOnlyForModulesWithTheLibrary() {
    byte[] file = ModuleFile.write(small());
    file[8] = 2;
    refuses(withDigest(file), ModuleError.MODULE_DAMAGED, "at byte ");
    byte[] none = withDigest(concat(file, new byte[1]));
    none[none.length - Digest.BYTES - 1] = 0;
    refuses(
        withDigest(none),
        ModuleError.MODULE_DAMAGED,
        "a module without library functions has version 1");
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsWrittenIsReadBack(long seed) {
    Module module = RandomModules.make(seed);

    byte[] file = ModuleFile.write(module);
    Module read = ModuleFile.read(file);

    assertThat(Disassembler.list(read)).isEqualTo(Disassembler.list(module));
    assertThat(read.programDigest()).isEqualTo(module.programDigest());
    assertThat(read.source()).isEqualTo(module.source());
    assertThat(read.constants().stream().map(Value::literal))
        .isEqualTo(module.constants().stream().map(Value::literal).toList());
    for (int i = 0; i < module.functions().size(); i++) {
      Code code = module.functions().get(i).code();
      Code again = read.functions().get(i).code();
      assertThat(again.words()).isEqualTo(code.words());
      for (int place = 0; place < code.places(); place++) {
        assertThat(again.spanStart(place)).isEqualTo(code.spanStart(place));
        assertThat(again.spanEnd(place)).isEqualTo(code.spanEnd(place));
      }
    }
    assertThat(ModuleFile.write(read)).isEqualTo(file);
    assertThat(ModuleFile.write(RandomModules.make(seed))).isEqualTo(file);
  }

  @Test
  void everyChangeOfAByteIsDetected() {
    byte[] file = ModuleFile.write(RandomModules.make(7));
    for (int i = 0; i < file.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = file.clone();
        changed[i] ^= (byte) (1 << bit);
        ModuleError code = i < 5 ? ModuleError.NOT_A_MODULE : ModuleError.MODULE_DAMAGED;
        refuses(changed, code, i < 5 ? "does not begin" : "at byte ");
      }
    }
  }

  @Test
  void everyTruncationIsDetected() {
    byte[] file = ModuleFile.write(RandomModules.make(8));
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      refuses(cut, length < 5 ? ModuleError.NOT_A_MODULE : ModuleError.MODULE_DAMAGED, "");
      if (length > 40) {
        refuses(withDigest(cut), ModuleError.MODULE_DAMAGED, "at byte ");
      }
    }
  }

  @Test
  void whatFollowsTheModuleIsRefused() {
    byte[] file = ModuleFile.write(small());
    refuses(concat(file, new byte[1]), ModuleError.MODULE_DAMAGED, "the digest is not that");
    byte[] padded = withDigest(concat(file, new byte[2]));
    refuses(padded, ModuleError.MODULE_DAMAGED, "2 bytes follow the end of the module");
  }

  @Test
  void aNewerVersionIsNamedAndDamageIsNotTakenForOne() {
    byte[] file = ModuleFile.write(small());
    file[8] = 3;
    refuses(file, ModuleError.MODULE_DAMAGED, "the digest is not that");
    refuses(withDigest(file), ModuleError.MODULE_VERSION, "the module has the format 3");
    file[8] = 0;
    refuses(withDigest(file), ModuleError.MODULE_DAMAGED, "at byte 8: there is no version 0");
  }

  @Test
  void sourceTextIsNotAModule() {
    for (String text : new String[] {"", "push 1", "\u0089COVM", "COVM"}) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      assertThat(ModuleFile.looksLikeModule(utf8)).isFalse();
      refuses(utf8, ModuleError.NOT_A_MODULE, "does not begin");
    }
    byte[] file = ModuleFile.write(small());
    assertThat(ModuleFile.looksLikeModule(file)).isTrue();
    assertThat(ModuleFile.looksLikeModule(Arrays.copyOf(file, 5))).isTrue();
    assertThat(ModuleFile.looksLikeModule(Arrays.copyOf(file, 4))).isFalse();
  }

  @Test
  void aFileThatWasCopiedAsTextIsNamed() {
    byte[] file = ModuleFile.write(small());
    byte[] withoutReturn = concat(Arrays.copyOf(file, 5), Arrays.copyOfRange(file, 6, file.length));
    refuses(withoutReturn, ModuleError.MODULE_DAMAGED, "at byte 5: the file's mark is not whole");
  }

  @Test
  void anUnsoundModuleIsNeitherWrittenNorRead() {
    Module unsound = Tampered.maxStack(small(), 2);
    assertThatThrownBy(() -> ModuleFile.write(unsound))
        .hasMessage("function main: its stack reaches the height 1, not the declared 2");
    byte[] file = ModuleFile.write(small());
    int maxStack = file.length - Digest.BYTES - 12;
    assertThat(file[maxStack]).isEqualTo((byte) 1);
    file[maxStack] = 2;
    refuses(withDigest(file), ModuleError.MODULE_NOT_SOUND, "not the declared 2");
  }

  @Test
  void aModuleThatMakesTooLargeAFileIsNotWritten() {
    Assembler assembler = new Assembler("#".repeat(1 << 20));
    assembler.constant(StringValue.of("x".repeat(16 << 20)));
    assembler.function("main", 0, 0).emit(RETURN);
    assertThatThrownBy(() -> ModuleFile.write(assembler.module()))
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining("at most 16777216 are allowed");
  }

  @Test
  void aTooLargeFileIsRefused() {
    byte[] large = Arrays.copyOf(ModuleFile.write(small()), ModuleLimits.FILE_BYTES + 1);
    refuses(large, ModuleError.MODULE_DAMAGED, "the file has 16777217 bytes");
  }
}
