package coop.covm.format;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleFile;
import java.util.Arrays;

/** Says whether two modules are one program, made of texts that are laid out in two ways. */
public final class SameProgram {
  private SameProgram() {}

  /** Whether they differ in nothing but the text, its name and the places in it. */
  public static boolean in(Module one, Module other) {
    return Arrays.equals(withText(one, one), withText(one, other));
  }

  private static byte[] withText(Module text, Module program) {
    return ModuleFile.write(
        new Module(
            text.sourceName(),
            text.source(),
            text.programDigest(),
            program.constants(),
            program.templates(),
            program.functions().stream().map(SameProgram::withoutPlaces).toList()));
  }

  private static Function withoutPlaces(Function function) {
    return new Function(
        function.name(),
        function.parameters(),
        function.results(),
        function.variables(),
        function.hidden(),
        function.maxStack(),
        function.code().withoutPlaces(),
        function.library());
  }
}
