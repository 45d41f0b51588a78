package coop.covm.bytecode;

import static coop.covm.bytecode.Opcode.*;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Assembler.Body;
import coop.covm.bytecode.Listing.ListedInstruction;
import coop.covm.value.ListValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisassemblerTest {
  private static Module module() {
    Assembler assembler = new Assembler("loop 3:\n  call é\nemit é\n");
    assembler.constant(NumberValue.of(3));
    assembler.constant(StringValue.of("a\n\"b\""));
    assembler.template(Template.Kind.TEXT, "{", "\u001b", "");
    assembler.template(Template.Kind.PREFIX, "org/", "/");
    Body main = assembler.function("main", 0, 0, "x").hidden(1);
    Assembler.Label next = main.label();
    Assembler.Label exit = main.label();
    main.emit(OPERAND, 0).emit(LOOPSTART, 0).place(next).branch(LOOPNEXT, exit, 0);
    main.emit(OPERANDVARIABLE, 0).emit(OPERAND, 1).emit(CALL, 1).emit(POP);
    main.branch(JUMP, next).place(exit);
    main.emit(OPERANDVARIABLE, 0).emit(KEYTEMPLATE, 1).emit(DELETEP).emit(RETURN);
    assembler
        .function("é", 2, 1, "a", "b")
        .emit(LOAD, 0)
        .emit(LOAD, 1)
        .emit(TEXTTEMPLATE, 0)
        .emit(CASE, 1, 11)
        .emit(PUSH, 0)
        .emit(RETURN);
    return Verifier.verify(assembler.module());
  }

  @Test
  void aListingShowsWhereEachInstructionComesFromAndWhatItMeans() {
    assertThat(Disassembler.disassemble(module()))
        .isEqualTo(
            """
            module "test.covm"
            program sha-256 79dc15721bfb5a892d634367566eeea409fe8fd24ecf22029b36d64243322699

            constants
                 0  3
                 1  "a\\n\\"b\\""

            templates
                 0  text    f"{{{}\\u{1B}{}"
                 1  prefix  f"org/{}/"

            function main: parameters 0, results 0, hidden slots 1, stack 2
              variables: x
              line  offset  height
                 1       0       0          operand 3
                 1       2       1          loopstart slot 0
                 2       4       0  L4      loopnext slot 0, L16
                 3       7       0          operandvariable x
                 1       9       1          operand "a\\n\\"b\\""
                 2      11       2          call é
                 3      13       1          pop
                 1      14       0          jump L4
                 2      16       0  L16     operandvariable x
                 2      18       1          keytemplate f"org/{}/"
                 3      20       1          deletep
                 1      21       0          return

            function é: parameters 2, results 1, hidden slots 0, stack 2
              variables: a, b
              line  offset  height
                 1       0       0          load a
                 1       2       1          load b
                 2       4       2          texttemplate f"{{{}\\u{1B}{}"
                 3       6       1          case "a\\n\\"b\\"", L11
                 1       9       0          push 3
                 2      11       1  L11     return
            """);
  }

  @Test
  void aFunctionOfTheLibraryIsMarkedAndHasNoLines() {
    Assembler assembler = new Assembler("call f");
    assembler.function("main", 0, 0).emit(CALL, 1).emit(RETURN);
    assembler.function("f", 0, 0).library().emit(NOP).emit(RETURN);
    Module module = Verifier.verify(assembler.module());

    assertThat(Disassembler.disassemble(module))
        .endsWith(
            """
            library function f: parameters 0, results 0, hidden slots 0, stack 0
              line  offset  height
                         0       0          nop
                         1       0          return
            """);
    assertThat(Disassembler.list(module).functions().get(1).library()).isTrue();
    assertThat(Disassembler.list(module).functions().get(1).instructions().getFirst())
        .isEqualTo(new ListedInstruction(0, 0, 0, 0, "", "nop", List.of()));
  }

  @Test
  void recordsHoldTheSameForTools() {
    Listing listing = Disassembler.list(module());

    assertThat(listing.constants()).containsExactly("3", "\"a\\n\\\"b\\\"\"");
    assertThat(listing.functions().getFirst().instructions().get(2))
        .isEqualTo(new ListedInstruction(4, 2, 7, 0, "L4", "loopnext", List.of("slot 0", "L16")));
    assertThat(listing.functions().get(1).name()).isEqualTo("é");
    assertThat(listing.functions().get(1).variables()).containsExactly("a", "b");
  }

  @Test
  void oneInstructionIsShownAsInTheListing() {
    for (long seed = 0; seed < 50; seed++) {
      Module module = RandomModules.make(seed);
      Listing listing = Disassembler.list(module);
      for (int i = 0; i < module.functions().size(); i++) {
        Function function = module.functions().get(i);
        for (ListedInstruction listed : listing.functions().get(i).instructions()) {
          assertThat(Disassembler.instruction(module, function, listed.offset()))
              .isEqualTo(listed.text());
        }
      }
    }
  }

  @Test
  void aLongLiteralIsCutAndAHugeOneOnlyDescribed() {
    Assembler assembler = new Assembler("");
    assembler.constant(StringValue.of("😀".repeat(100)));
    assembler.constant(ListValue.of(Collections.nCopies(100_000, NumberValue.of(1))));
    assembler.template(Template.Kind.TEXT, "x".repeat(100), "");
    assembler.template(Template.Kind.TEXT, "x".repeat(100_000), "");
    assembler
        .function("main", 0, 2)
        .emit(PUSH, 0)
        .emit(TEXTTEMPLATE, 0)
        .emit(PUSH, 1)
        .emit(TEXTTEMPLATE, 1)
        .emit(RETURN);
    Module module = Verifier.verify(assembler.module());

    assertThat(instruction(module, 0)).isEqualTo("push \"" + "😀".repeat(59) + "…");
    assertThat(instruction(module, 2)).isEqualTo("texttemplate f\"" + "x".repeat(58) + "…");
    assertThat(instruction(module, 4)).isEqualTo("push constant 1 (list of 1600008 bytes)");
    assertThat(instruction(module, 6)).isEqualTo("texttemplate template 1 (1 holes)");
  }

  private static String instruction(Module module, int offset) {
    return Disassembler.instruction(module, module.main(), offset);
  }

  @Test
  void noNameOfASourceForgesLinesOfTheListing() {
    Module plain = module();
    Module forged =
        new Module(
            "a\nfunction b",
            plain.source(),
            plain.programDigest(),
            plain.constants(),
            plain.templates(),
            plain.functions());
    assertThat(Disassembler.disassemble(forged)).startsWith("module \"a\\nfunction b\"\n");
  }

  @Test
  void linesAndColumnsCountFromOneInCodePoints() {
    SourceLines lines = SourceLines.of(new Assembler("a\r\n😀b\n\nc").module());
    assertThat(lines.line(0)).isEqualTo(1);
    assertThat(lines.line(2)).isEqualTo(1);
    assertThat(lines.line(3)).isEqualTo(2);
    assertThat(lines.column(5)).isEqualTo(2);
    assertThat(lines.line(7)).isEqualTo(3);
    assertThat(lines.line(8)).isEqualTo(4);
    assertThat(lines.line(9)).isEqualTo(4);
    assertThat(lines.column(9)).isEqualTo(2);
    Module module = module();
    assertThat(SourceLines.of(module).line(module.main(), 5)).isEqualTo(2);
  }
}
