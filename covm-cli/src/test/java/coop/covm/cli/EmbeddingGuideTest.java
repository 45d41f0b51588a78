package coop.covm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import coop.covm.Covm;
import coop.covm.storage.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every block of Java in the guide for embedders compiles, and prints what the block marked {@code
 * output} behind it shows.
 */
class EmbeddingGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "embedding.md");
  private static final String PLACE_OF_THE_PAGE = "rocksdb:./data";

  private static final Pattern BLOCK =
      Pattern.compile(
          "^```java\n(.*?)^```\n(?:\n```output\n(.*?)^```\n)?", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path directory = Path.of(".");
  private int places;

  /** A block of Java with what it prints. */
  private record Block(int number, String code, String output) {
    boolean isImports() {
      return code.startsWith("import ");
    }
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      String output = matcher.group(2) == null ? "" : matcher.group(2);
      blocks.add(new Block(blocks.size() + 1, matcher.group(1), output));
    }
    return blocks;
  }

  @Test
  void allBlocksAreFound() throws IOException {
    assertThat(blocks()).hasSizeGreaterThan(9);
    assertThat(blocks().stream().filter(Block::isImports)).hasSize(1);
    assertThat(blocks()).allMatch(block -> block.isImports() || !block.output().isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> blocksPrintWhatThePageShows() throws IOException {
    List<Block> blocks = blocks();
    String imports = blocks.stream().filter(Block::isImports).findFirst().orElseThrow().code();
    return blocks.stream()
        .filter(block -> !block.isImports())
        .flatMap(block ->
            Stream.of("memory", "rocksdb")
                .map(scheme ->
                    dynamicTest(
                        "block %s on %s:".formatted(block.number(), scheme),
                        () ->
                            assertThat(printed(imports, block, scheme))
                                .isEqualTo(block.output()))));
  }

  private String printed(String imports, Block block, String scheme) throws Exception {
    String code = block.code().replace(PLACE_OF_THE_PAGE, newPlace(scheme));
    Path classes = Files.createDirectory(directory.resolve("classes-" + places++));
    compile(
        """
        %s
        public final class Block {
          public static Covm covm;
          public static Store store;
          public static void run() throws Exception {
            %s
          }
        }
        """
            .formatted(imports, code),
        classes);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream standard = System.out;
    try (Covm covm = Covm.open(newPlace(scheme));
        URLClassLoader loader =
            new URLClassLoader(new URL[] {classes.toUri().toURL()}, Covm.class.getClassLoader())) {
      Class<?> compiled = loader.loadClass("Block");
      compiled.getField("covm").set(null, covm);
      Store store = covm.store();
      compiled.getField("store").set(null, store);
      System.setOut(new PrintStream(printed, true, UTF_8));
      compiled.getMethod("run").invoke(null);
    } finally {
      System.setOut(standard);
    }
    return printed.toString(UTF_8);
  }

  private String newPlace(String scheme) {
    return scheme.equals("memory")
        ? "memory:"
        : "%s:%s".formatted(scheme, directory.resolve("store-" + places++));
  }

  private static void compile(String source, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Block.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-d", classes.toString(), "-cp", CovmProcess.classPath(), "-proc:none");
    boolean done = compiler.getTask(said, null, null, options, null, List.of(file)).call();
    assertThat(done).as("%s%n%s", source, said).isTrue();
  }
}
