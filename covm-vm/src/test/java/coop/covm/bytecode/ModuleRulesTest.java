package coop.covm.bytecode;

import static coop.covm.bytecode.Opcode.FAIL;
import static coop.covm.bytecode.Opcode.NOP;
import static coop.covm.bytecode.Opcode.PUSH;
import static coop.covm.bytecode.Opcode.RETURN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.bytecode.Assembler.Body;
import coop.covm.value.NullValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of a module as a whole, and of what a function declares. */
class ModuleRulesTest {
  private static final Code CODE =
      new Code(new int[] {RETURN.number()}, new int[] {0}, new int[] {0}, new int[] {0});

  private static Function function(String name) {
    return new Function(name, 0, 0, List.of(), 0, 0, CODE);
  }

  private static Module module(List<Function> functions) {
    return new Module("a.covm", "", Verifier.digest(""), List.of(), List.of(), functions);
  }

  private static Module module(String name, String source, String digest) {
    return new Module(name, source, digest, List.of(), List.of(), List.of(function("main")));
  }

  private static Module module(List<Value> constants, List<Template> templates) {
    return new Module(
        "a.covm", "", Verifier.digest(""), constants, templates, List.of(function("main")));
  }

  private static void refuses(Module module, String message) {
    assertThatThrownBy(() -> Verifier.verify(module))
        .isInstanceOfSatisfying(
            ModuleException.class,
            e -> assertThat(e.code()).isEqualTo(ModuleError.MODULE_NOT_SOUND))
        .hasMessage(message);
  }

  private static void accepts(Module module) {
    assertThat(Verifier.verify(module)).isSameAs(module);
  }

  private static Function library(String name, Code code) {
    return new Function(name, 0, 0, List.of(), 0, 0, code, true);
  }

  @Test
  void functionsOfTheLibraryAreBehindAllOthers() {
    accepts(module(List.of(function("main"), function("f"), library("g", CODE))));
    String message = "function 1 is one of the library; those are behind all others";
    refuses(module(List.of(function("main"), library("g", CODE), function("f"))), message);
    refuses(
        module(List.of(library("main", CODE))),
        "function 0 is one of the library; those are behind all others");
    refuses(
        module(List.of(function("main"), function("f"), library("f", CODE))),
        "function 2 has the same name as another: f");
  }

  @Test
  void functionsOfTheLibraryHaveNoPlaces() {
    Code placed = new Code(CODE.words(), new int[] {0}, new int[] {0}, new int[] {1});
    Module module =
        new Module(
            "a",
            "nop",
            Verifier.digest("nop"),
            List.of(),
            List.of(),
            List.of(function("main"), library("f", placed)));
    refuses(
        module,
        "function f, offset 0, return: a function of the library has no place in the source");
  }

  @Test
  void theDigestIsThatOfTheSource() {
    accepts(module("a", "é", "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"));
    String message = "the program's digest is not the digest of the source text";
    refuses(module("a", "é", Verifier.digest("e")), message);
    refuses(module("a", "", ""), message);
    refuses(
        module("a", "é", "4A99557E4033C3539DE2EB65472017CAD5F9557F7A0625A09F1C3F6E2BA69C4C"),
        message);
  }

  @Test
  void textsAreUnicodeAndOfBoundedSize() {
    String digest = Verifier.digest("");
    accepts(module("n".repeat(4096), "", digest));
    refuses(
        module("é".repeat(2049), "", digest),
        "the source's name has 4098 bytes, at most 4096 are allowed");
    refuses(
        module("\ud800", "", digest),
        "the source's name is not valid: the text holds half of a surrogate pair (U+D800)");
    refuses(
        module("a", "\udc00", Verifier.digest("\udc00")),
        "the source text is not valid: the text holds half of a surrogate pair (U+DC00)");
    String large = "#".repeat(1 << 20);
    accepts(module("a", large, Verifier.digest(large)));
    refuses(
        module("a", large + "#", Verifier.digest(large + "#")),
        "the source text has 1048577 bytes, at most 1048576 are allowed");
  }

  @Test
  void constantsAreOfBoundedNumberAndSize() {
    List<Value> most = Collections.nCopies(1 << 18, NullValue.NULL);
    accepts(module(most, List.of()));
    List<Value> more = new ArrayList<>(most);
    more.add(NullValue.NULL);
    refuses(module(more, List.of()), "there are 262145 constants, at most 262144 are allowed");
    Value half = StringValue.of("x".repeat(8 << 20));
    accepts(module(List.of(half, half), List.of()));
    refuses(
        module(List.of(half, half, NullValue.NULL), List.of()),
        "the constants have more than 16777216 bytes together");
  }

  @Test
  void templatesAreUnicodeAndOfBoundedNumberAndSize() {
    Template empty = new Template(Template.Kind.TEXT, List.of(""));
    refuses(
        module(List.of(), Collections.nCopies((1 << 18) + 1, empty)),
        "there are 262145 templates, at most 262144 are allowed");
    Template most = new Template(Template.Kind.KEY, Collections.nCopies(4097, ""));
    accepts(module(List.of(), List.of(most)));
    refuses(
        module(
            List.of(),
            List.of(empty, new Template(Template.Kind.KEY, Collections.nCopies(4098, "")))),
        "there are 4097 holes in template 1, at most 4096 are allowed");
    refuses(
        module(List.of(), Collections.nCopies(128, most)),
        "there are 524416 texts in all templates, at most 524288 are allowed");
    refuses(
        module(List.of(), List.of(new Template(Template.Kind.TEXT, List.of("", "\udfff")))),
        "template 0 is not valid: the text holds half of a surrogate pair (U+DFFF)");
  }

  @Test
  void theFirstFunctionIsTheProgram() {
    refuses(module(List.of()), "there is no function; the first is the program itself");
    String message = "function 0, the program itself, is called main and has no parameters";
    refuses(module(List.of(function("other"))), message);
    refuses(module(List.of(new Function("main", 1, 0, List.of("a"), 0, 0, CODE))), message);
  }

  @Test
  void functionsHaveNamesOfTheirOwn() {
    accepts(module(List.of(function("main"), function("main"))));
    refuses(
        module(List.of(function("main"), function("f"), function("g"), function("f"))),
        "function 3 has the same name as another: f");
    refuses(
        module(List.of(function("main"), function("a\u001b[2J"))),
        "the name of function 1 is no valid name");
  }

  @Test
  void functionsAreOfBoundedNumberAndSize() {
    refuses(
        module(Collections.nCopies((1 << 17) + 1, function("main"))),
        "there are 131073 functions, at most 131072 are allowed");
    List<String> variables = names(4096);
    List<Function> functions =
        IntStream.range(0, 129)
            .mapToObj(i -> new Function(i == 0 ? "main" : "f" + i, 0, 0, variables, 0, 0, CODE))
            .toList();
    refuses(
        module(functions),
        "there are 528384 variables in all functions, at most 524288 are allowed");
    Assembler assembler = new Assembler("");
    Body main = assembler.function("main", 0, 0);
    for (int i = 0; i <= ModuleLimits.WORDS; i++) {
      main.emit(NOP);
    }
    refuses(
        assembler.module(),
        "there are 1048577 words of code in all functions, at most 1048576 are allowed");
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "v" + i).toList();
  }

  @Test
  void whatAFunctionDeclaresIsInRange() {
    refusesMain(0, 0, names(4097), 0, 0, "it declares 4097 variables, allowed are 0 to 4096");
    refusesMain(0, 0, names(1), 4097, 0, "it declares 4097 hidden slots, allowed are 0 to 4096");
    refusesMain(0, 0, names(1), -1, 0, "it declares -1 hidden slots, allowed are 0 to 4096");
    refusesMain(0, 4097, names(1), 0, 0, "it declares 4097 results, allowed are 0 to 4096");
    refusesMain(0, -1, names(1), 0, 0, "it declares -1 results, allowed are 0 to 4096");
    refusesMain(0, 0, names(1), 0, 4097, "it declares 4097 stack places, allowed are 0 to 4096");
    refusesMain(0, 0, names(1), 0, -1, "it declares -1 stack places, allowed are 0 to 4096");
    refusesFunction(2, names(1), "function f: it declares 2 parameters, allowed are 0 to 1");
    refusesFunction(-1, names(1), "function f: it declares -1 parameters, allowed are 0 to 1");
    refusesFunction(0, List.of("a", "b", "a"), "function f: two of its variables are called a");
    refusesFunction(0, List.of("a", "b c"), "function f: the name of variable 1 is no valid name");
  }

  private static void refusesMain(
      int parameters,
      int results,
      List<String> variables,
      int hidden,
      int maxStack,
      String message) {
    refuses(
        module(
            List.of(new Function("main", parameters, results, variables, hidden, maxStack, CODE))),
        "function main: " + message);
  }

  private static void refusesFunction(int parameters, List<String> variables, String message) {
    refuses(
        module(List.of(function("main"), new Function("f", parameters, 0, variables, 0, 0, CODE))),
        message);
  }

  @Test
  void aFunctionThatNeverReturnsMayDeclareAnyResults() {
    Assembler assembler = new Assembler("");
    assembler.constant(NullValue.NULL);
    assembler.function("main", 0, 0).emit(PUSH, 0).emit(FAIL);
    assembler.function("never", 0, 3).emit(PUSH, 0).emit(FAIL);
    accepts(assembler.module());
  }
}
