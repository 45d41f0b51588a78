package coop.covm.bytecode;

import coop.covm.storage.log.Digest;
import java.util.Arrays;

/**
 * Modules as bytes: the form of a {@code .covmc} file.
 *
 * <p>The form is canonical: the same module gives the same bytes, and bytes that are accepted are
 * what {@link #write} gives for the module read from them. Bytes are read strictly; a length is
 * compared with the bytes that are left before anything is allocated for it.
 *
 * <pre>
 * File       := Magic, Version, Body, Check
 * Magic      := the 8 bytes 89 43 4F 56 4D 0D 0A 1A
 * Version    := Int, 1, or 2 for a module with functions of the standard library
 * Body       := SourceName, Source, Constants, Templates, Functions, Library
 * Check      := the 32 bytes of the SHA-256 digest of all bytes before it
 *
 * SourceName := Text
 * Source     := Text
 * Constants  := Count, Value <sup>Count</sup>
 * Templates  := Count, Template <sup>Count</sup>
 * Functions  := Count, Function <sup>Count</sup>
 * Library    := nothing in version 1; in version 2
 *               Count, at least 1, (Function without its Places) <sup>Count</sup>
 *
 * Value      := 00                       null
 *             | 01                       false
 *             | 02                       true
 *             | 03, Bits                 number
 *             | 04, Scale, Unscaled      decimal
 *             | 05, Text                 string
 *             | 06, Count, Value <sup>Count</sup>          list
 *             | 07, Count, (Text, Value) <sup>Count</sup>  map, in its order, no key twice
 * Bits       := the 8 bytes of an IEEE 754 double, the highest first; finite, and not negative zero
 * Scale      := Signed, the number of digits after the point
 * Unscaled   := Count, the fewest bytes of a two's complement integer, the highest first
 *
 * Template   := Kind, Count, Text <sup>Count</sup>        one text more than holes
 * Kind       := 00 text | 01 key | 02 prefix
 *
 * Function   := Name, Parameters, Results, Variables, Hidden, MaxStack, Code, Places
 * Name       := Text
 * Variables  := Count, Name <sup>Count</sup>
 * Code       := Count, (Opcode, Immediate <sup>as many as the opcode has</sup>) <sup>Count</sup>
 * Opcode     := one byte
 * Places     := (Start, Length) <sup>the Count of the Code</sup>
 * Start      := Signed, the difference from the Start of the instruction before, or from 0
 *
 * Parameters, Results, Hidden, MaxStack, Immediate, Length, Count := Int
 * Text       := Count, that many bytes of UTF-8
 * Int        := 0 to 2<sup>31</sup>-1 in 7-bit groups, the lowest first; the high bit of a byte
 *               says that another follows; the last byte is not 0 unless it is the only one
 * Signed     := Int, 2n for n ≥ 0 and -2n-1 for n &lt; 0
 * </pre>
 *
 * <p>{@link Module#programDigest} is not in the file; it is that of the source.
 *
 * <p>The magic begins with a byte that begins no UTF-8 text, so no source is taken for a module,
 * and holds line ends, so a transfer as text shows. Magic, the place of the version and the digest
 * at the end are the same in every version; so damage is told from a newer version.
 */
public final class ModuleFile {
  /**
   * The highest version that is written and read. A module without functions of the library is
   * written in version 1, as it always was.
   */
  public static final int VERSION = 2;

  private static final byte[] MAGIC = {
    (byte) 0x89, 'C', 'O', 'V', 'M', '\r', '\n', 0x1a,
  };

  /** How much of the magic tells a module file, whole or damaged, from anything else. */
  private static final int TELLING = 5;

  private ModuleFile() {}

  /**
   * Verifies and writes. The same module gives the same bytes in every process.
   *
   * @throws ModuleException {@code ModuleNotSound} if it is not sound, or larger than {@link
   *     ModuleLimits#FILE_BYTES}
   */
  public static byte[] write(Module module) {
    Verifier.verify(module);
    ByteWriter out = new ByteWriter();
    out.bytes(MAGIC);
    out.integer(version(module));
    ModuleWriter.write(module, out);
    out.bytes(Digest.sha256(out.toBytes()).bytes());
    if (out.size() > ModuleLimits.FILE_BYTES) {
      throw new ModuleException(
          ModuleError.MODULE_NOT_SOUND,
          "the module would have %s bytes, at most %s are allowed"
              .formatted(out.size(), ModuleLimits.FILE_BYTES));
    }
    return out.toBytes();
  }

  /** The version in which a module is written: the lowest that can hold it. */
  static int version(Module module) {
    return module.libraryFunctions().isEmpty() ? 1 : VERSION;
  }

  /**
   * Reads and verifies.
   *
   * @throws ModuleException {@code NotAModule} if the bytes do not begin as a module file does,
   *     {@code ModuleVersion} if a newer release wrote them, {@code ModuleDamaged} if they are not
   *     what was written, {@code ModuleNotSound} if the {@link Verifier} refuses the module
   */
  public static Module read(byte[] bytes) {
    if (!looksLikeModule(bytes)) {
      throw new ModuleException(
          ModuleError.NOT_A_MODULE, "the file does not begin as a compiled module does");
    }
    if (bytes.length > ModuleLimits.FILE_BYTES) {
      throw damaged(
          ModuleLimits.FILE_BYTES,
          "the file has %s bytes, at most %s are allowed"
              .formatted(bytes.length, ModuleLimits.FILE_BYTES));
    }
    verifyFrame(bytes);
    ByteReader in = new ByteReader(bytes, MAGIC.length, bytes.length - Digest.BYTES);
    int version = in.integer("the version");
    if (version > VERSION) {
      throw new ModuleException(
          ModuleError.MODULE_VERSION,
          "the module has the format %s, this release reads up to %s; compile its source again, or use a newer release"
              .formatted(version, VERSION));
    }
    if (version == 0) {
      throw damaged(MAGIC.length, "there is no version 0");
    }
    Module module = new ModuleReader(in, version).read();
    in.end();
    return Verifier.verify(module);
  }

  private static void verifyFrame(byte[] bytes) {
    int same = Arrays.mismatch(bytes, MAGIC);
    if (same >= 0 && same < MAGIC.length) {
      throw damaged(same, "the file's mark is not whole; it was cut or changed as text");
    }
    int end = bytes.length - Digest.BYTES;
    if (end < MAGIC.length) {
      throw damaged(bytes.length, "the file is cut");
    }
    byte[] digest = Digest.sha256(Arrays.copyOf(bytes, end)).bytes();
    if (!Arrays.equals(digest, 0, Digest.BYTES, bytes, end, bytes.length)) {
      throw damaged(
          end, "the digest is not that of the bytes before it; the file was cut or changed");
    }
  }

  /**
   * Whether bytes begin like a module file, so that {@code covm run} can tell it from source text.
   * No UTF-8 text does.
   */
  public static boolean looksLikeModule(byte[] bytes) {
    return bytes.length >= TELLING && Arrays.equals(bytes, 0, TELLING, MAGIC, 0, TELLING);
  }

  /** Damage at an offset in the file. */
  static ModuleException damaged(int offset, String message) {
    return new ModuleException(
        ModuleError.MODULE_DAMAGED, "at byte %s: %s".formatted(offset, message));
  }
}
