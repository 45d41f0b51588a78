package coop.covm.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.bytecode.ModuleFile;
import coop.covm.compiler.Compiler;
import coop.covm.syntax.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The inputs that are there: those that fuzzing found, and the programs of the project. */
enum Corpus {
  SOURCE(SourceInput.class),
  MODULE(ModuleInput.class);

  private static final Path RESOURCES = Path.of("src", "test", "resources").toAbsolutePath();
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  private final Class<?> target;

  Corpus(Class<?> target) {
    this.target = target;
  }

  /** What the fuzzer calls for an input. */
  String target() {
    return target.getName();
  }

  /** Looks at an input, and throws if something does not hold. */
  void check(byte[] input) {
    switch (this) {
      case SOURCE -> SourceInput.fuzzerTestOneInput(input);
      case MODULE -> ModuleInput.fuzzerTestOneInput(input);
    }
  }

  /** Reads an input, and does nothing with what it makes. */
  void read(byte[] input) {
    switch (this) {
      case SOURCE -> SourceInput.fuzzerTestOneInput(input);
      case MODULE -> ModuleInput.read(ModuleInput.file(input));
    }
  }

  /** Where the inputs are kept that fuzzing found. */
  Path kept() {
    return RESOURCES.resolve("fuzz").resolve(name().toLowerCase(Locale.ROOT));
  }

  /** Writes the golden programs and the examples as inputs. */
  void writePrograms(Path folder) throws IOException {
    int number = 0;
    for (Path root : List.of(RESOURCES.resolve("golden"), EXAMPLES)) {
      for (Path program : files(root)) {
        if (program.toString().endsWith(".covm")) {
          Files.write(folder.resolve("program" + number++), input(Files.readString(program)));
        }
      }
    }
  }

  /** A program as an input; of a module, if it does not compile, nothing. */
  private byte[] input(String program) {
    return switch (this) {
      case SOURCE -> program.getBytes(UTF_8);
      case MODULE ->
          Compiler.compile(new SourceFile("p", program))
              .module()
              .map(module -> ModuleInput.input(ModuleFile.write(module)))
              .orElse(new byte[0]);
    };
  }

  /** Every file below a folder, by name. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
