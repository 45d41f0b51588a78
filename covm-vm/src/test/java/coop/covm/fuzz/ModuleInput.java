package coop.covm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Disassembler;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleException;
import coop.covm.bytecode.ModuleFile;
import coop.covm.storage.log.Digest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Any bytes as a module file, with the digest made right: they are refused with a {@link
 * ModuleException}, or are a sound module in its only form, which the disassembler shows and which
 * does the same by both engines.
 */
public final class ModuleInput {
  /** The magic, which the fuzzer need not find. */
  private static final byte[] BEGINNING = {
    (byte) 0x89, 'C', 'O', 'V', 'M', '\r', '\n', 0x1a,
  };

  private ModuleInput() {}

  /** What the fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    read(file(bytes)).ifPresent(AcceptedModule::check);
  }

  /** Reads and shows a file; gives the module if there is one. */
  static Optional<Module> read(byte[] file) {
    Module module;
    try {
      module = ModuleFile.read(file);
    } catch (ModuleException e) {
      assertThat(e).message().isNotBlank();
      return Optional.empty();
    }
    assertThat(ModuleFile.write(module)).isEqualTo(file);
    assertThat(Disassembler.disassemble(module)).isNotBlank();
    return Optional.of(module);
  }

  /** The module file of an input. */
  static byte[] file(byte[] input) {
    byte[] body = Arrays.copyOf(BEGINNING, BEGINNING.length + input.length);
    System.arraycopy(input, 0, body, BEGINNING.length, input.length);
    byte[] file = Arrays.copyOf(body, body.length + Digest.BYTES);
    System.arraycopy(Digest.sha256(body).bytes(), 0, file, body.length, Digest.BYTES);
    return file;
  }

  /** The input of a module file. */
  static byte[] input(byte[] file) {
    return Arrays.copyOfRange(file, BEGINNING.length, file.length - Digest.BYTES);
  }
}
