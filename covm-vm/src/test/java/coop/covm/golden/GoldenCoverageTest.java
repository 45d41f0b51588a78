package coop.covm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Opcode;
import coop.covm.compiler.StandardLibrary;
import coop.covm.engine.TrapCode;
import coop.covm.error.ErrorCode;
import coop.covm.golden.Expectation.Scope;
import coop.covm.storage.StorageError;
import coop.covm.syntax.BlockWord;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.value.ValueError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody adds an instruction, a block word or an error without a golden program that shows it. */
final class GoldenCoverageTest {
  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"?");
  private static final Pattern FIRST_WORD = Pattern.compile("\\s*([A-Za-z]+)");

  /** Errors that no golden program can show, each with the reason. */
  private static final Set<ErrorCode> OUT_OF_REACH =
      Set.of(
          DiagnosticCode.SOURCE_TOO_LARGE, // a file of a megabyte
          DiagnosticCode.PROGRAM_TOO_LARGE, // tens of thousands of variables
          TrapCode.INTERRUPTED, // comes from outside
          StorageError.REVISION_COMPACTED, // an operator compacts: CompactedHistoryTest
          StorageError.VALUE_ERASED, // an operator erases
          StorageError.QUOTA_EXCEEDED, // needs a quota
          StorageError.IDENTITY_NOT_FOUND, // these are what commands meet
          StorageError.IDENTITY_EXISTS,
          StorageError.LAST_ADMINISTRATOR,
          StorageError.REPLAY_DIFFERS, // these meet a run of the past: ProgramReplayTest
          StorageError.REPLAY_ENDED,
          StorageError.MIGRATION_NOT_NEXT, // a migration meets another: MigrationsTest
          StorageError.NOT_ENCRYPTED,
          StorageError.ENCRYPTION_KEY,
          StorageError.NOT_REPLAYABLE,
          StorageError.STORE_NOT_FOUND, // these are no program's doing
          StorageError.STORE_URL,
          StorageError.STORE_FORMAT,
          StorageError.STORE_DAMAGED,
          StorageError.STORE_FAILED,
          StorageError.STORE_READ_ONLY,
          StorageError.STORE_CLOSED,
          StorageError.STORE_BUSY,
          StorageError.STORE_KEY,
          StorageError.STORE_UNFINISHED,
          StorageError.HISTORY_NOT_SOUND);

  @Test
  void everyInstructionIsInAGoldenProgram() {
    Set<String> written = firstWords();
    Set<String> missing =
        Arrays.stream(Opcode.values())
            .filter(Opcode::inSource)
            .map(Opcode::mnemonic)
            .filter(mnemonic -> !written.contains(mnemonic))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).as("instructions without a golden program").isEmpty();
  }

  @Test
  void everyBlockWordIsInAGoldenProgram() {
    Set<String> written = firstWords();
    Set<String> missing =
        Arrays.stream(BlockWord.values())
            .map(BlockWord::word)
            .filter(word -> !written.contains(word))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).as("block words without a golden program").isEmpty();
  }

  @Test
  void everyErrorThatAProgramCanMeetIsInAGoldenProgram() {
    Set<String> shown =
        programs()
            .flatMap(program -> program.expectations().stream())
            .filter(expectation -> expectation.kind().scope() == Scope.FAULT)
            .map(expectation -> Fault.parse(expectation.text()).code())
            .collect(Collectors.toSet());
    Set<String> missing =
        Stream.<ErrorCode[]>of(
                DiagnosticCode.values(),
                ValueError.values(),
                TrapCode.values(),
                StorageError.values())
            .flatMap(Arrays::stream)
            .filter(code -> !OUT_OF_REACH.contains(code))
            .map(ErrorCode::code)
            .filter(code -> !shown.contains(code))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).as("errors without a golden program").isEmpty();
  }

  @Test
  void everyFunctionOfTheLibraryIsInAGoldenProgramOfItsName() {
    Set<String> missing =
        StandardLibrary.names().stream()
            .filter(function -> !isCalled(function))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).as("functions of the library without a golden program").isEmpty();
  }

  private static boolean isCalled(String function) {
    Path file = GoldenFiles.GOLDEN.resolve("library").resolve(function + ".covm");
    return Files.exists(file)
        && Pattern.compile("\\bcall %s\\b".formatted(function))
            .matcher(GoldenFiles.read(file))
            .find();
  }

  private static Stream<GoldenProgram> programs() {
    return GoldenFiles.all().stream()
        .map(file -> GoldenProgram.parse(GoldenFiles.name(file), GoldenFiles.read(file)));
  }

  /** The words that begin a line or stand behind a semicolon, lower case. */
  private static Set<String> firstWords() {
    Set<String> words = new HashSet<>();
    programs()
        .flatMap(program -> program.text().lines())
        .map(line -> STRING.matcher(Comments.code(line)).replaceAll("\"\""))
        .flatMap(code -> Arrays.stream(code.split(";", -1)))
        .forEach(part -> {
          Matcher matcher = FIRST_WORD.matcher(part);
          if (matcher.lookingAt()) {
            words.add(matcher.group(1).toLowerCase(Locale.ROOT));
          }
        });
    return words;
  }
}
