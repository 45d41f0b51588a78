package coop.covm.golden;

import coop.covm.bytecode.InstructionGroup;
import coop.covm.bytecode.ModuleError;
import coop.covm.bytecode.Opcode;
import coop.covm.bytecode.OperandKind;
import coop.covm.engine.TrapCode;
import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorKind;
import coop.covm.lint.LintCode;
import coop.covm.migration.MigrationError;
import coop.covm.storage.StorageError;
import coop.covm.storage.copy.CopyError;
import coop.covm.storage.exchange.ExchangeError;
import coop.covm.syntax.BlockWord;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.value.ValueError;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the pages of the reference that list what the tables hold. */
final class ReferencePages {
  private static final String GENERATED =
      """
      <!-- Generated from the tables in the code. Do not edit; write it anew with
           mvn verify -pl covm-vm -am -Dcovm.golden.update=true -->
      """;

  private ReferencePages() {}

  /** The page of all instructions and block words. */
  static String instructions() {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append(
        """

        # Instructions

        Each instruction with its operands and its effect on the stack, `before -- after`, the top
        rightmost. The effect is that of the instruction with its operands written. Operands may
        be left out, all of them together; then they are taken from the stack, the last one on top,
        except that the key of `storep` and `incrementp` lies above the value. `push` and `call`
        always have theirs written.

        What the kinds of operands mean, and all that the instructions have in common, is in
        [the language reference](language.md). Every instruction costs 1 fuel, and more by the size
        of the strings, lists and maps that it reads or makes, and by the identities and signatures.
        """);
    for (InstructionGroup group : InstructionGroup.values()) {
      if (group != InstructionGroup.INTERNAL) {
        page.append("\n## ").append(title(group)).append("\n\n");
        instructionsOf(group, page);
      }
    }
    page.append("\n## Blocks and jumps\n\n| word | meaning |\n| --- | --- |\n");
    for (BlockWord word : BlockWord.values()) {
      page.append("| `%s` | %s |\n".formatted(word.form(), cell(word.explanation())));
    }
    page.append(
        """

        ## Made by the compiler

        These appear in disassembled programs only; no program can write them.

        | opcode | stack | fuel | meaning |
        | --- | --- | --- | --- |
        """);
    Arrays.stream(Opcode.values())
        .filter(opcode -> !opcode.inSource())
        .forEach(opcode ->
            page.append(
                "| `%s` | `%s` | %d | %s |\n"
                    .formatted(
                        opcode.mnemonic(),
                        cell(opcode.effect()),
                        opcode.fuel(),
                        cell(opcode.explanation()))));
    return page.toString();
  }

  private static void instructionsOf(InstructionGroup group, StringBuilder page) {
    List<Opcode> opcodes =
        Arrays.stream(Opcode.values()).filter(opcode -> opcode.group() == group).toList();
    if (opcodes.stream().allMatch(Opcode::isReserved)) {
      page.append("Reserved: the words are known, and using one is a compile error.\n\n");
    }
    page.append("| instruction | stack | meaning |\n| --- | --- | --- |\n");
    for (Opcode opcode : opcodes) {
      String operands =
          opcode.operands().stream().map(OperandKind::name).collect(Collectors.joining(" "));
      page.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  (opcode.mnemonic() + " " + operands).strip(),
                  opcode.effect().isBlank() ? "" : "`" + cell(opcode.effect()) + "`",
                  cell(opcode.explanation())));
    }
  }

  private static String title(InstructionGroup group) {
    return switch (group) {
      case STACK -> "Stack";
      case ARITHMETIC -> "Arithmetic and conversion";
      case COMPARISON -> "Comparison and logic";
      case MEMORY -> "Variables";
      case CONTROL -> "Calls";
      case OUTPUT -> "Output";
      case CHECKS -> "Checks";
      case INSPECTION -> "Inspection";
      case COLLECTIONS -> "Lists, maps and strings";
      case STORAGE -> "Storage";
      case IDENTITY -> "Identity";
      case GOVERNANCE -> "Governance";
      case ECONOMY -> "Economy";
      case MISCELLANEOUS -> "Miscellaneous";
      case INTERNAL -> "Internal";
    };
  }

  /** The page of all error codes that the storage and the language have. */
  static String errors() {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append(
        """

        # Errors

        Every error has a code and a name that never change. The first two digits say where it
        belongs, the kind says what can be done about it and fixes the exit code of `covm`.

        | kind | exit code | what to do |
        | --- | --- | --- |
        """);
    for (ErrorKind kind : ErrorKind.values()) {
      page.append("| %s | %d | %s |\n".formatted(name(kind), kind.exitCode(), remedy(kind)));
    }
    section(page, "E01xx: the text of a program", "E01");
    section(page, "E02xx: the meaning of a program", "E02");
    section(page, "E03xx: values and arithmetic", "E03");
    section(page, "E04xx: the run of a program", "E04");
    section(page, "E05xx: keys, revisions and transactions", "E05");
    section(page, "E06xx: the storage itself", "E06");
    section(page, "E07xx: compiled modules", "E07");
    section(page, "E09xx: export and import", "E09");
    section(page, "E10xx: backups and copies of whole stores", "E10");
    section(page, "E11xx: migrations", "E11");
    return page.toString();
  }

  /** The page of the functions of the standard library. */
  static String library() {
    return GENERATED.replace("tables in the code", "comments of the library")
        + """

        # The standard library

        Functions that every program can call without defining them, as it calls its own: push the
        arguments, the first one first, and `call` the name. Each gives one value. They are written
        in the language itself; what they cost in fuel and in calls is what they do.

        A program may not define a function of the same name. What `call` means for them, and how
        their errors are shown, is in [the language reference](language.md#the-standard-library).
        """
        + LibraryPage.sections();
  }

  /** The page of what lint finds. */
  static String lint() {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append(
        """

        # Lint

        What `covm lint` finds in programs that compile. Codes never change their meaning; a later
        release may find more. [The guide](../guide/authoring.md) shows how to work with it.

        A comment allows a finding: behind code at its line, on a line of its own at the next line
        with code. Several codes are separated by commas; what stands behind a colon is for people.

        ```text
        push 1; store total # covm: allow unused-variable
        # covm: allow lost-update, storage-in-loop: only this program writes it
        ```

        | code | what is found |
        | --- | --- |
        """);
    for (LintCode code : LintCode.values()) {
      page.append(
          "| %s | %s |\n"
              .formatted(
                  code.example().isEmpty()
                      ? "`%s`".formatted(code.code())
                      : "[`%s`](#%s)".formatted(code.code(), code.code()),
                  cell(code.explanation())));
    }
    for (LintCode code : LintCode.values()) {
      if (!code.example().isEmpty()) {
        page.append(
            "\n## %s\n\n%s %s\n\n```text\n%s```\n\n%s\n\n```text\n%s```\n"
                .formatted(
                    code.code(),
                    code.explanation(),
                    code.canBeAllowed() ? "For example:" : "It cannot be allowed. For example:",
                    code.example(),
                    code.remedy(),
                    code.mended()));
      }
    }
    return page.toString();
  }

  /** All codes there are below the command line. */
  static List<ErrorCode> codes() {
    return Stream.<ErrorCode[]>of(
            DiagnosticCode.values(),
            ValueError.values(),
            TrapCode.values(),
            StorageError.values(),
            ExchangeError.values(),
            CopyError.values(),
            MigrationError.values(),
            ModuleError.values())
        .flatMap(Arrays::stream)
        .sorted(Comparator.comparing(ErrorCode::code))
        .toList();
  }

  private static void section(StringBuilder page, String title, String prefix) {
    page.append(
        "\n## %s\n\n| code | name | kind | meaning |\n| --- | --- | --- | --- |\n"
            .formatted(title));
    codes().stream()
        .filter(code -> code.code().startsWith(prefix))
        .forEach(code ->
            page.append(
                "| %s | `%s` | %s | %s |\n"
                    .formatted(
                        code.code(), code.title(), name(code.kind()), cell(code.explanation()))));
  }

  private static String name(ErrorKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String remedy(ErrorKind kind) {
    return switch (kind) {
      case USAGE -> "Call the command as its help says.";
      case PROGRAM -> "Correct the program; it did not run.";
      case DATA -> "Give it another file; nothing was changed, or only what is said.";
      case MISSING_INPUT -> "Name a file or store that is there.";
      case RUN -> "Change the program, its input or a limit.";
      case STORAGE -> "Look after the disk or the store; nothing acknowledged is lost.";
      case CONFLICT -> "Run it again: somebody else was quicker.";
      case DENIED -> "Ask for permission.";
    };
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
