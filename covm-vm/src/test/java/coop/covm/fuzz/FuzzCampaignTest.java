package coop.covm.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jazzer looks for an input that breaks what must hold for all: five minutes each, {@code
 * -Dcovm.fuzz.seconds} for another time. It runs in a process of its own, since it changes every
 * class that it watches. With {@code -Dcovm.fuzz.keep=true} inputs that reach new code are kept.
 */
@Tag("slow")
final class FuzzCampaignTest {
  private static final String SECONDS = System.getProperty("covm.fuzz.seconds", "300");
  private static final boolean KEEPS = Boolean.getBoolean("covm.fuzz.keep");

  private static final int MOST_BYTES = 4096;

  /** An input that takes so long is taken for one that never ends. */
  private static final int HANGS_AFTER_SECONDS = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void noInputBreaksIt(Corpus corpus) throws Exception {
    Path found = Files.createDirectories(folder.resolve("found"));
    Path programs = Files.createDirectories(folder.resolve("programs"));
    corpus.writePrograms(programs);
    run(
        corpus,
        "-max_total_time=" + SECONDS,
        found.toString(),
        programs.toString(),
        corpus.kept().toString());
    if (KEEPS) {
      keep(corpus, programs, found);
    }
  }

  /**
   * Keeps of what was found, and what was kept before, what reaches code that neither the project's
   * programs nor the rest reach. How often code is reached makes no difference here, or the corpus
   * would grow without end.
   */
  private void keep(Corpus corpus, Path programs, Path found) throws Exception {
    Set<Path> before = names(programs);
    run(
        corpus,
        "-merge=1",
        "-use_counters=0",
        programs.toString(),
        corpus.kept().toString(),
        found.toString());
    Set<Path> added = names(programs);
    added.removeAll(before);
    for (Path old : Corpus.files(corpus.kept())) {
      Files.delete(old);
    }
    for (Path name : added) {
      Files.copy(programs.resolve(name), corpus.kept().resolve(name));
    }
    System.out.printf("%s: %d inputs are kept%n", corpus.kept(), added.size());
  }

  private static Set<Path> names(Path folder) {
    Set<Path> names = new HashSet<>();
    Corpus.files(folder).forEach(file -> names.add(file.getFileName()));
    return names;
  }

  private void run(Corpus corpus, String... arguments) throws Exception {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command(corpus, arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit;
    try {
      exit = process.waitFor();
    } finally {
      process.destroy();
    }
    List<String> lines = lines(log);
    String said = String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    assertThat(exit)
        .as(
            "Jazzer's exit code; the input stands in Base64 below: keep it as a file in %s%n%s",
            corpus.kept(), said)
        .isZero();
    lines.stream().filter(line -> line.startsWith("Done ")).forEach(System.out::println);
  }

  private static List<String> command(Corpus corpus, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + corpus.target(),
                "--instrumentation_includes=coop.covm.**",
                // They look for what our code does not do: SQL, LDAP, deserialisation and the like.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                "-max_len=" + MOST_BYTES,
                "-timeout=" + HANGS_AFTER_SECONDS));
    Stream.of(arguments).forEach(command::add);
    return command;
  }

  private static List<String> lines(Path log) throws IOException {
    // What a fuzzer prints need not be UTF-8.
    return new String(Files.readAllBytes(log), ISO_8859_1).lines().toList();
  }
}
