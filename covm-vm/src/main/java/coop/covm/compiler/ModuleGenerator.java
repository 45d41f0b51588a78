package coop.covm.compiler;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleLimits;
import coop.covm.storage.log.Digest;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.syntax.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a module together from functions that have passed all checks. */
final class ModuleGenerator {
  private ModuleGenerator() {}

  /** The module, or nothing when its code is too long, which is reported. */
  static Optional<Module> generate(
      SourceFile source, List<FunctionBody> bodies, Results results, Findings findings) {
    ConstantPool constants = new ConstantPool();
    TemplatePool templates = new TemplatePool();
    WordBudget budget = new WordBudget();
    List<Function> functions = new ArrayList<>();
    for (FunctionBody body : bodies) {
      functions.add(
          new FunctionGenerator(body, bodies, results, constants, templates, budget).generate());
      if (budget.isSpent()) {
        findings.error(
            DiagnosticCode.PROGRAM_TOO_LARGE,
            "with this function the program has more than %d words of code"
                .formatted(ModuleLimits.WORDS),
            body.place(),
            "break, continue and return end every transaction: block that they leave; move inner"
                + " parts into functions");
        return Optional.empty();
      }
    }
    return Optional.of(
        new Module(
            name(source.name()),
            source.text(),
            Digest.sha256(source.text().getBytes(StandardCharsets.UTF_8)).toString(),
            constants.values(),
            templates.templates(),
            functions));
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
