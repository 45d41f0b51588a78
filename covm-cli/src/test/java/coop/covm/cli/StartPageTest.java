package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.ConsoleCalls.Call;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/start.md tells a newcomer to do, done: a clone, a build, each command in a shell, in a
 * directory that was empty. Then what the README shows, in that clone.
 */
class StartPageTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern PROGRAM =
      Pattern.compile("^```covm[^\n]*\n(.*?)^```\n", Pattern.MULTILINE | Pattern.DOTALL);

  /** What a build or a run leaves behind, and what is not of the project. */
  private static final Set<String> LEFT_BEHIND = Set.of("target", ".git", ".covm");

  @TempDir Path directory;

  @Test
  void aNewcomerGetsWhatThePagesShow() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/start.md"));
    List<Call> start = ConsoleCalls.ofShell(page);
    assertThat(start).hasSizeLessThan(10);
    List<Call> calls = new ArrayList<>(start);
    calls.add(new Call("rm -r .covm", ""));
    calls.addAll(ConsoleCalls.ofShell(Files.readString(PROJECT.resolve("README.md"))));

    Path sources = sources(directory.resolve("sources"));
    Path program = Files.writeString(directory.resolve("dues.covm"), program(page));
    List<String> printed =
        ShellLines.printed(
            Files.createDirectory(directory.resolve("empty")),
            Files.createDirectory(directory.resolve("commands")),
            calls.stream().map(call -> typed(call.line(), sources, program)).toList());
    for (int i = 0; i < calls.size(); i++) {
      assertThat(ShellLines.known(printed.get(i)))
          .as(calls.get(i).line())
          .isEqualTo(ShellLines.known(calls.get(i).shown()));
    }
  }

  /** The line with the address in it, and with the program written where the page says. */
  private static String typed(String line, Path sources, Path program) {
    String addressed = line.replace("REPOSITORY", "'" + sources + "'");
    return line.startsWith("cd ") ? addressed + " && cp '" + program + "' ." : addressed;
  }

  private static String program(String page) {
    Matcher program = PROGRAM.matcher(page);
    assertThat(program.find()).isTrue();
    return program.group(1);
  }

  /** A repository of the project as it is in this moment, committed or not. */
  private static Path sources(Path sources) throws IOException {
    Files.walkFileTree(
        PROJECT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_BEHIND.contains(from.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(sources.resolve(PROJECT.relativize(from)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes attributes)
              throws IOException {
            if (!LEFT_BEHIND.contains(from.getFileName().toString())) {
              Path to = sources.resolve(PROJECT.relativize(from));
              Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    ShellLines.printed(
        sources,
        Files.createDirectories(sources.resolveSibling("git")),
        List.of(
            "git init --quiet && git add --all && git -c user.name=test -c user.email=test@example.org"
                + " commit --quiet --message sources"));
    return sources;
  }
}
