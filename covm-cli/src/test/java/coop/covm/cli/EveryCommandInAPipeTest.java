package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import coop.covm.cli.description.DescribedCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command in a pipe: plain text, a quiet end when the reader has gone, and the exit codes
 * that are documented for what is wrong. The calls are made one after the other in one directory;
 * who adds a command adds its call here.
 */
class EveryCommandInAPipeTest {
  /** Each succeeds after those before it. */
  private static final List<String> CALLS =
      List.of(
          "run p.covm",
          "repl",
          "check p.covm",
          "format -",
          "lint p.covm",
          "compile p.covm",
          "disassemble p.covm",
          "bench commits --operations 1 --keys 1 --sessions 1",
          "storage init",
          "storage put org/a/b 2",
          "storage get org/a/b",
          "storage delete org/a/gone",
          "storage list",
          "storage tree",
          "storage history org/a/b",
          "storage diff",
          "storage blame org",
          "storage stats",
          "storage retention org/a 1 version",
          "storage export --output all.jsonl",
          "storage import all.jsonl --into org/copy",
          "storage backup backup",
          "storage restore backup --to file:restored",
          "storage migrate --from file:data --to file:moved",
          "storage compact",
          "storage erase org/a/gone --reason asked",
          "storage encrypt member --encryption-key m.key",
          "storage rotate --encryption-key m.key",
          "storage watch --from 1 --count 2",
          "storage verify",
          "storage repair",
          "migrate new first",
          "migrate status",
          "migrate up",
          "migrate verify",
          "identity create ana --key ana.pem",
          "identity list",
          "identity show ana",
          "identity grant-role ana org/a:treasurer",
          "identity revoke-role ana org/a:treasurer",
          "identity rotate-key ana --new-key new.pem",
          "access grant member:ana read org/a",
          "access deny member:ana write org/a",
          "access list",
          "access explain member:ana read org/a/b",
          "access revoke member:ana read org/a",
          "access record-reads",
          "identity disable ana",
          "quota set org/a --keys 100",
          "quota list",
          "quota clear org/a",
          "audit list",
          "audit show 1",
          "audit verify",
          "audit replay",
          "audit export",
          "audit head",
          "completion bash",
          "man",
          "version",
          "help");

  /** These make a store that is not there, or ask for nothing of it. */
  private static final Set<String> MAKERS =
      Set.of("run", "repl", "storage init", "storage put", "storage import", "migrate up", "bench");

  private static final String INPUT = "emit \"x\"\n";

  @TempDir static Path directory;

  private static List<DescribedCommand> commands() {
    return DescribedCommand.of(CommandTree.whole().root().getCommandSpec()).all().stream()
        .filter(command -> command.commands().isEmpty())
        .toList();
  }

  private static String words(DescribedCommand command) {
    return String.join(" ", command.words());
  }

  private static String call(DescribedCommand command) {
    return CALLS.stream()
        .filter(call -> (call + " ").startsWith(words(command) + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("add a call of the command " + words(command)));
  }

  private static CovmProcess covm(Path place) {
    return CovmProcess.in(place).environment("COVM_STORE", "file:data").input(INPUT);
  }

  @BeforeAll
  static void write() throws IOException {
    Files.writeString(
        directory.resolve("p.covm"),
        "push 1\nstorep org/a/b\npush 1\nstorep org/a/gone\nemit \"x\"\n");
  }

  @Test
  void everyCommandPrintsPlainTextAndEndsQuietlyWhenNobodyReads() throws Exception {
    commands().forEach(EveryCommandInAPipeTest::call);
    for (String call : CALLS) {
      Path copy = copied();
      List<String> words = List.of(call.split(" ", -1));
      Result whole = covm(directory).run(words).exits(0);
      assertThat(whole.out() + whole.err()).as(call).doesNotContain("\u001B", "\r");
      Result closed = nobodyReads(copy, words);
      assertThat(closed.exitCode())
          .as("%s: %s", call, closed)
          .isEqualTo(whole.out().isEmpty() ? 0 : 141);
      assertThat(closed.err()).as(call).doesNotContain("error", "Exception", "\tat ");
    }
  }

  /** The reader of standard output goes before anything is printed. */
  private static Result nobodyReads(Path place, List<String> words) throws IOException {
    Process process = covm(place).start(words.toArray(String[]::new));
    process.getInputStream().close();
    CompletableFuture<String> err = CovmProcess.reading(process.getErrorStream());
    try (OutputStream in = process.getOutputStream()) {
      in.write(INPUT.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The command may end without reading it.
    }
    return CovmProcess.ended(process, CompletableFuture.completedFuture(""), err);
  }

  /** The directory as it is, so that the same call can be made twice. */
  private static Path copied() throws IOException {
    Path copy = Files.createTempDirectory(directory.getParent(), "copy");
    try (Stream<Path> files = Files.walk(directory)) {
      files.forEach(file -> {
        try {
          Path target = copy.resolve(directory.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(target);
          } else {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
    return copy;
  }

  @Test
  void aStoreThatIsNotThereExitsWith66(@TempDir Path place) throws IOException {
    Files.createDirectory(place.resolve("migrations"));
    Path key = Files.writeString(place.resolve("m.key"), "A".repeat(43) + "=\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    for (DescribedCommand command : commands()) {
      boolean takesStore =
          command.options().stream().anyMatch(option -> option.names().contains("--store"));
      if (takesStore && !MAKERS.contains(words(command))) {
        List<String> arguments = new ArrayList<>(List.of(call(command).split(" ", -1)));
        arguments.addAll(List.of("--store", "file:nowhere"));
        Result result = CovmProcess.in(place).run(arguments);
        assertThat(result.exitCode()).as("%s: %s", call(command), result).isEqualTo(66);
        assertThat(result.err()).as(call(command)).contains("E0601").hasLineCount(1);
        assertThat(place.resolve("nowhere")).doesNotExist();
      }
    }
  }

  @Test
  void anUnknownOptionExitsWith64() {
    for (DescribedCommand command : commands()) {
      List<String> arguments = new ArrayList<>(List.of(call(command).split(" ", -1)));
      arguments.add("--no-such-option");
      Result result = CovmProcess.in(directory).run(arguments);
      assertThat(result.exitCode()).as("%s: %s", arguments, result).isEqualTo(64);
      assertThat(result.err())
          .as("%s", arguments)
          .contains("unknown option '--no-such-option'")
          .contains("see 'covm help " + words(command) + "'")
          .hasLineCount(1);
      assertThat(result.out()).as("%s", arguments).isEmpty();
    }
  }
}
