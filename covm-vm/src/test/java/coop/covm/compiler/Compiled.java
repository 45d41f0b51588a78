package coop.covm.compiler;

import coop.covm.bytecode.Code;
import coop.covm.bytecode.Disassembler;
import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.SourceFile;
import java.util.List;
import java.util.stream.IntStream;

/** A source text and what compiling it gave, in forms that tests compare. */
record Compiled(SourceFile source, Compilation compilation) {
  static Compiled of(String text) {
    SourceFile source = new SourceFile("test.covm", text);
    return new Compiled(source, Compiler.compile(source));
  }

  /** The module of a program that must compile. */
  static Module module(String text) {
    Compiled compiled = of(text);
    return compiled
        .compilation
        .module()
        .orElseThrow(() -> new AssertionError(text + "\n" + compiled.messages()));
  }

  /** The code of the program itself: one line an instruction, its offset in front of targets. */
  static List<String> code(String text) {
    Module module = module(text);
    return code(module, module.main());
  }

  static List<String> code(Module module, Function function) {
    Code code = function.code();
    return IntStream.range(0, code.places())
        .map(code::placeOffset)
        .mapToObj(offset -> offset + " " + Disassembler.instruction(module, function, offset))
        .toList();
  }

  /** What was found: {@code line:code}. */
  static List<String> found(String text) {
    Compiled compiled = of(text);
    return compiled.compilation.diagnostics().stream()
        .map(found -> compiled.line(found) + ":" + found.code().code())
        .toList();
  }

  /** What was found: {@code line: message (hint)}. */
  static List<String> messages(String text) {
    return of(text).messages();
  }

  List<String> messages() {
    return compilation.diagnostics().stream()
        .map(found ->
            line(found)
                + ": "
                + found.message()
                + found.hint().map(hint -> " (" + hint + ")").orElse(""))
        .toList();
  }

  int line(Diagnostic found) {
    return source.line(found.span().start());
  }
}
