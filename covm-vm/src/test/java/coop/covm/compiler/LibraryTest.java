package coop.covm.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import coop.covm.bytecode.ModuleFile;
import coop.covm.syntax.Parsed;
import coop.covm.syntax.Parser;
import coop.covm.syntax.Statement;
import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The standard library, and how programs get the functions of it that they call. */
final class LibraryTest {
  static List<LibraryFile> files() {
    return StandardLibrary.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileHasTheFunctionsThatAreListedForItAndNoProgram(LibraryFile file) {
    Parsed parsed = Parser.parse(file.source());
    assertThat(parsed.diagnostics()).isEmpty();
    assertThat(parsed.program().functions().stream().map(Statement.Function::name))
        .containsExactlyElementsOf(file.functions());
    assertThat(parsed.program().main().statements()).isEmpty();
  }

  static List<String> functions() {
    return StandardLibrary.names();
  }

  /** Compiling throws if a function of the library has a fault, a warning included. */
  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionCompilesWithoutFindingsAndGivesOneValue(String function) {
    Module module = Compiled.module("push 1; push 1; push 1; call " + function + "; emit");
    Function linked = module.functions().get(1);
    assertThat(linked.name()).isEqualTo(function);
    assertThat(linked.results()).isEqualTo(1);
  }

  @Test
  void onlyWhatAProgramReachesIsLinkedBehindItsOwnFunctions() {
    Module module =
        Compiled.module(
            "call f\ndef f():\n  push [1]; call median; push [1]; call mean; add; emit");
    assertThat(module.ownFunctions()).extracting(Function::name).containsExactly("main", "f");
    // In the order of their first call; sum is what mean calls.
    assertThat(module.libraryFunctions())
        .extracting(Function::name)
        .containsExactly("median", "mean", "sum");
  }

  @Test
  void aProgramThatCallsNoneHasNothingOfTheLibrary() {
    Module module = Compiled.module("push 1\ncall f\ndef f(sum):\n  load sum; emit");
    assertThat(module.libraryFunctions()).isEmpty();
    assertThat(module.functions()).extracting(Function::name).containsExactly("main", "f");
    // The version of the file before there was a library.
    assertThat(ModuleFile.write(module)[8]).isEqualTo((byte) 1);
  }

  @Test
  void theSameTextGivesTheSameModule() {
    String text = "push [1, 2]; call leaders; emit; push []; call counts; emit";
    assertThat(ModuleFile.write(Compiled.module(text)))
        .isEqualTo(ModuleFile.write(Compiled.module(text)));
  }

  @Test
  void nothingIsReadOfTheLibraryThatNoCallAsksFor() throws Exception {
    assertThat(filesReadBy("def f():\n  nop\ncall f\npush 1; emit")).isEmpty();
    assertThat(filesReadBy("push [1]; call sum; emit")).containsExactly("numbers.covm");
    // leaders calls maxof.
    assertThat(filesReadBy("push {}; call leaders; emit"))
        .containsExactly("maps.covm", "numbers.covm");
    assertThat(filesReadBy("call summ")).isEmpty();
    assertThat(filesReadBy("def sum():\n  nop")).isEmpty();
  }

  /** What a compiler that has compiled nothing before reads of the library. */
  private static List<String> filesReadBy(String text) throws Exception {
    try (Observed loader = new Observed()) {
      Class<?> source = loader.loadClass("coop.covm.syntax.SourceFile");
      Method compile = loader.loadClass("coop.covm.compiler.Compiler").getMethod("compile", source);
      Object ignored =
          compile.invoke(
              null, source.getConstructor(String.class, String.class).newInstance("test", text));
      return loader.library;
    }
  }

  /** Loads all classes anew, and notes what is looked for in the folder of the library. */
  private static final class Observed extends URLClassLoader {
    private static final String FOLDER = "coop/covm/compiler/library/";

    private final List<String> library = new ArrayList<>();

    Observed() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Observed::url)
          .toArray(URL[]::new);
    }

    private static URL url(String path) {
      try {
        return Path.of(path).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(path, e);
      }
    }

    @Override
    public @Nullable URL findResource(String name) {
      if (name.startsWith(FOLDER)) {
        library.add(name.substring(FOLDER.length()));
      }
      return super.findResource(name);
    }
  }
}
