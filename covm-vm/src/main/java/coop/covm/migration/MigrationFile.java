package coop.covm.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.CompiledProgram;
import coop.covm.ProgramException;
import coop.covm.bytecode.Function;
import coop.covm.bytecode.Instruction;
import coop.covm.bytecode.Opcode;
import coop.covm.storage.log.Digest;
import coop.covm.storage.migration.Migration;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A migration as a file has it.
 *
 * @param file the name of the file
 * @param source its text with line ends as {@code \n} and one at the end, so that it is the same
 *     wherever it was checked out; named by the path of the file
 */
public record MigrationFile(String file, MigrationName name, SourceFile source) {

  /**
   * @param decoded the text as the file has it
   */
  static MigrationFile of(String file, MigrationName name, SourceFile decoded) {
    String text = decoded.text().replace("\r\n", "\n").stripTrailing() + "\n";
    return new MigrationFile(file, name, new SourceFile(decoded.name(), text));
  }

  public int number() {
    return name.number();
  }

  /** What a store records when it has been applied. */
  public Migration migration() {
    return new Migration(number(), name.name(), Digest.sha256(source.text().getBytes(UTF_8)));
  }

  /**
   * Compiles it.
   *
   * @throws ProgramException if it does not compile
   * @throws MigrationException {@code MigrationTransaction} if it begins or ends a transaction
   */
  public CompiledProgram compiled() {
    CompiledProgram program = CompiledProgram.of(source.name(), source.text().getBytes(UTF_8));
    List<MigrationProblem> problems = new ArrayList<>();
    for (Function function : program.module().ownFunctions()) {
      for (Instruction instruction : Instruction.all(function.code())) {
        ofTransaction(instruction.opcode())
            .ifPresent(word -> problems.add(problem(word, function, instruction)));
      }
    }
    if (!problems.isEmpty()) {
      throw new MigrationException(problems);
    }
    return program;
  }

  /** The word in the text of what begins or ends a transaction. */
  private static Optional<String> ofTransaction(Opcode opcode) {
    return opcode == Opcode.TRANSACTIONSTART
        ? Optional.of("transaction:")
        : opcode == Opcode.BEGINTX || opcode == Opcode.COMMITTX || opcode == Opcode.ROLLBACKTX
            ? Optional.of(opcode.mnemonic())
            : Optional.empty();
  }

  private MigrationProblem problem(String word, Function function, Instruction instruction) {
    int place = function.code().placeOf(instruction.offset());
    Span span = new Span(function.code().spanStart(place), function.code().spanEnd(place));
    return new MigrationProblem(
        MigrationError.TRANSACTION,
        "%s: the whole program of a migration is one transaction already; take this out"
            .formatted(word),
        Optional.of(new MigrationProblem.Place(source, span)));
  }
}
