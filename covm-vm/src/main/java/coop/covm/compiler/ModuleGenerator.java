package coop.covm.compiler;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleLimits;
import coop.covm.storage.log.Digest;
import coop.covm.syntax.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a module together from functions that have passed all checks.
 *
 * <p>What else {@link ModuleLimits} bound, no source of 1 MiB can pass. Of code the densest source
 * is {@code loop 1:} with {@code nop} in it: 10 words for 13 bytes.
 */
final class ModuleGenerator {
  private ModuleGenerator() {}

  static Module generate(SourceFile source, List<FunctionBody> bodies, Results results) {
    ConstantPool constants = new ConstantPool();
    TemplatePool templates = new TemplatePool();
    List<Function> functions = new ArrayList<>();
    for (FunctionBody body : bodies) {
      functions.add(new FunctionGenerator(body, bodies, results, constants, templates).generate());
    }
    return new Module(
        name(source.name()),
        source.text(),
        Digest.sha256(source.text().getBytes(StandardCharsets.UTF_8)).toString(),
        constants.values(),
        templates.templates(),
        functions);
  }

  /** The name of the source as UTF-8 can express it, cut to what a module holds. */
  private static String name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= ModuleLimits.SOURCE_NAME_BYTES) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    int end = ModuleLimits.SOURCE_NAME_BYTES;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
