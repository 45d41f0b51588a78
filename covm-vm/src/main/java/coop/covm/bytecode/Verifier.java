package coop.covm.bytecode;

import coop.covm.storage.log.Digest;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Proves that a module cannot harm an engine, whoever made it. An engine that runs a verified
 * module need not check any index, height or slot again. The proof takes time linear in the
 * module's size and does not recurse.
 *
 * <p>What is proved of a module:
 *
 * <ul>
 *   <li>Its sizes keep the {@link ModuleLimits}, and all its texts can be written as UTF-8.
 *   <li>{@link Module#programDigest} is the digest of the source text.
 *   <li>Function 0 is the program: it is called {@code main}, has no parameters, and nothing calls
 *       it. No two other functions have the same name.
 *   <li>Functions of the library are behind all others, so there is one form of a module as bytes.
 * </ul>
 *
 * <p>And of each function:
 *
 * <ul>
 *   <li>The code is whole instructions of known opcodes that are not reserved. Every immediate is
 *       in range, and every jump leads to the beginning of an instruction.
 *   <li>There is one place in the source for each instruction; in a function of the library it is
 *       empty and at the beginning.
 *   <li>A template instruction uses a template of its kind.
 *   <li>Every instruction can be reached from above, by falling through or by a jump forward; no
 *       path falls off the end.
 *   <li>The stack's height at each instruction is the same on every path, nothing pops from an
 *       empty stack, {@link Function#maxStack} is exactly the greatest height, and every {@code
 *       RETURN} leaves {@link Function#results} values.
 *   <li>{@code transaction:} blocks are balanced: the number of open ones is the same on every path
 *       to an instruction, never negative, and 0 at each {@code RETURN}. So the outermost block
 *       ends in the frame in which it began, and at a new try that frame is still there.
 *   <li>A hidden slot is set before it is used, and used by one loop at a time (see {@link
 *       LoopRegions}).
 * </ul>
 *
 * <p>What depends on values (types, names, keys, counts) is not proved; engines check it.
 *
 * <p>That heights are proved in one pass over the code, because each path to an instruction must
 * agree, follows the verification of class files by type checking (The Java Virtual Machine
 * Specification, 4.10.1) and the validation of WebAssembly.
 */
public final class Verifier {
  private Verifier() {}

  /**
   * @return the same module
   * @throws ModuleException {@code ModuleNotSound} naming the function, the offset, the instruction
   *     and the rule that is broken
   */
  public static Module verify(Module module) {
    verifyTexts(module);
    verifyConstants(module);
    verifyTemplates(module);
    verifyFunctions(module);
    for (int index = 0; index < module.functions().size(); index++) {
      new FunctionVerifier(module, index).verify();
    }
    return module;
  }

  private static void verifyTexts(Module module) {
    verifyBytes("the source's name", module.sourceName(), ModuleLimits.SOURCE_NAME_BYTES);
    verifyBytes("the source text", module.source(), ModuleLimits.SOURCE_BYTES);
    if (!digest(module.source()).equals(module.programDigest())) {
      throw unsound("the program's digest is not the digest of the source text");
    }
  }

  /** The digest of a source text: lower-case hex SHA-256 of its UTF-8. */
  static String digest(String source) {
    return Digest.sha256(source.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static void verifyConstants(Module module) {
    verifyCount("constants", module.constants().size(), ModuleLimits.CONSTANTS);
    long bytes = 0;
    for (Value constant : module.constants()) {
      bytes += constant.byteSize();
      if (bytes > ModuleLimits.CONSTANT_BYTES) {
        throw unsound(
            "the constants have more than %s bytes together"
                .formatted(ModuleLimits.CONSTANT_BYTES));
      }
    }
  }

  private static void verifyTemplates(Module module) {
    verifyCount("templates", module.templates().size(), ModuleLimits.TEMPLATES);
    long count = 0;
    for (int index = 0; index < module.templates().size(); index++) {
      Template template = module.templates().get(index);
      verifyCount("holes in template " + index, template.holes(), ModuleLimits.STACK);
      count += template.texts().size();
      verifyCount("texts in all templates", count, ModuleLimits.ALL_TEXTS);
      for (String text : template.texts()) {
        textBytes("template " + index, text);
      }
    }
  }

  private static void verifyFunctions(Module module) {
    int count = module.functions().size();
    if (count == 0) {
      throw unsound("there is no function; the first is the program itself");
    }
    verifyCount("functions", count, ModuleLimits.FUNCTIONS);
    if (!module.main().name().equals("main") || module.main().parameters() != 0) {
      throw unsound("function 0, the program itself, is called main and has no parameters");
    }
    verifyOrder(module);
    Set<String> names = new HashSet<>();
    long variables = 0;
    long words = 0;
    for (int index = 0; index < count; index++) {
      Function function = module.functions().get(index);
      if (!NameRule.isName(function.name())) {
        throw unsound("the name of function %s is no valid name".formatted(index));
      }
      // A program may define a function main beside itself.
      if (index > 0 && !names.add(function.name())) {
        throw unsound(
            "function %s has the same name as another: %s".formatted(index, function.name()));
      }
      variables += function.variables().size();
      words += function.code().length();
    }
    verifyCount("variables in all functions", variables, ModuleLimits.ALL_VARIABLES);
    verifyCount("words of code in all functions", words, ModuleLimits.WORDS);
  }

  private static void verifyOrder(Module module) {
    int own = module.ownFunctions().size();
    for (int index = 0; index < module.functions().size(); index++) {
      if (module.functions().get(index).library() != index >= Math.max(1, own)) {
        throw unsound(
            "function %s is one of the library; those are behind all others".formatted(index));
      }
    }
  }

  private static void verifyCount(String what, long count, int limit) {
    if (count > limit) {
      throw unsound("there are %s %s, at most %s are allowed".formatted(count, what, limit));
    }
  }

  private static void verifyBytes(String what, String text, int limit) {
    long bytes = textBytes(what, text);
    if (bytes > limit) {
      throw unsound("%s has %s bytes, at most %s are allowed".formatted(what, bytes, limit));
    }
  }

  private static long textBytes(String what, String text) {
    try {
      return StringValue.of(text).byteSize();
    } catch (ValueException e) {
      throw unsound(what + " is not valid: " + e.getMessage());
    }
  }

  private static ModuleException unsound(String rule) {
    return new ModuleException(ModuleError.MODULE_NOT_SOUND, rule);
  }
}
