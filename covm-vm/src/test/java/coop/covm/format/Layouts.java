package coop.covm.format;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Code;
import coop.covm.bytecode.Module;
import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.syntax.Lexeme;
import coop.covm.syntax.Lexeme.Kind;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What holds of the canonical layout of every program. */
final class Layouts {
  private Layouts() {}

  /** The canonical layout of a text that compiles. */
  static String of(String text) {
    return Formatter.format(new SourceFile("p", text)).text();
  }

  static Optional<Module> compiled(String text) {
    Compilation compilation = Compiler.compile(new SourceFile("p", text));
    return compilation.module();
  }

  /** Fails unless all that a formatter promises holds of this program, which must compile. */
  static void check(String text) {
    Module before = compiled(text).orElseThrow(() -> new AssertionError("no program:\n" + text));
    String formatted = of(text);
    assertThat(of(formatted)).as("formatted twice").isEqualTo(formatted);
    assertThat(comments(formatted)).as("comments").isEqualTo(comments(text));
    assertThat(withoutSpace(formatted)).as("all but white space").isEqualTo(withoutSpace(text));
    assertThat(formatted)
        .doesNotContain("\r\n")
        .doesNotContain("\n\n\n")
        .doesNotContain(" \n")
        .doesNotStartWith("\n")
        .doesNotEndWith("\n\n");
    assertThat(formatted.isEmpty() || formatted.endsWith("\n")).isTrue();
    Module after =
        compiled(formatted).orElseThrow(() -> new AssertionError("no program:\n" + formatted));
    assertThat(SameProgram.in(before, after)).as("compiles to the same module").isTrue();
    assertThat(places(after)).as("places of instructions").isEqualTo(places(before));
  }

  static List<String> comments(String text) {
    return Lexeme.of(new SourceFile("p", text)).stream()
        .filter(lexeme -> lexeme.kind() == Kind.COMMENT)
        .map(lexeme ->
            text.substring(lexeme.span().start(), lexeme.span().end()).replaceAll("[ \t]+$", ""))
        .toList();
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("[ \t\r\n]", "");
  }

  /**
   * Where each instruction comes from: how many characters that are no white space stand before its
   * place and in it.
   */
  private static List<String> places(Module module) {
    int[] visible = visible(module.source());
    List<String> places = new ArrayList<>();
    module
        .ownFunctions()
        .forEach(function -> {
          Code code = function.code();
          for (int i = 0; i < code.places(); i++) {
            places.add(visible[code.spanStart(i)] + "-" + visible[code.spanEnd(i)]);
          }
        });
    return places;
  }

  private static int[] visible(String text) {
    int[] counts = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      counts[i + 1] = counts[i] + (" \t\r\n".indexOf(text.charAt(i)) < 0 ? 1 : 0);
    }
    return counts;
  }
}
