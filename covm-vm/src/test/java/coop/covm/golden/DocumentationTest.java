package coop.covm.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import coop.covm.compiler.Compilation;
import coop.covm.compiler.Compiler;
import coop.covm.engine.Outcome;
import coop.covm.golden.Expectation.Kind;
import coop.covm.golden.Variant.EngineChoice;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Session;
import coop.covm.storage.Store;
import coop.covm.syntax.SourceFile;
import coop.covm.value.ListValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every program in the documentation runs, and does what the page shows. A fenced block marked
 * {@code covm} is a whole program; it runs on a new store, or with {@code covm continue} on that of
 * the program before it; options follow. The block marked {@code output} behind it shows what it
 * emits, its events, its result and its errors; without one it must show nothing.
 */
final class DocumentationTest {
  private static final Path DOCS = GoldenFiles.PROJECT.resolve("docs");

  @TestFactory
  Stream<DynamicTest> programsOfTheDocumentationDoWhatThePageShows() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      for (EngineChoice engine : Variant.ENGINES) {
        tests.add(
            dynamicTest(
                "%s on %s".formatted(DOCS.relativize(page), engine.name()),
                () -> check(page, engine)));
      }
    }
    return tests.stream();
  }

  @Test
  void theGuideAndTheReferenceHavePrograms() {
    assertThat(programs("guide/language.md")).hasSizeGreaterThan(25);
    assertThat(programs("reference/language.md")).hasSizeGreaterThan(5);
  }

  private static List<MarkdownProgram> programs(String page) {
    return MarkdownProgram.of(GoldenFiles.read(DOCS.resolve(page)).lines().toList());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static void check(Path page, EngineChoice engine) {
    List<String> lines = new ArrayList<>(GoldenFiles.read(page).lines().toList());
    List<String> differences = new ArrayList<>();
    List<MarkdownProgram> programs = MarkdownProgram.of(lines);
    List<String> shown = new ArrayList<>();
    Store store = Store.open("memory:", OpenMode.CREATE);
    GoldenMembers members = new GoldenMembers();
    for (MarkdownProgram program : programs) {
      if (!program.continues()) {
        store.close();
        store = Store.open("memory:", OpenMode.CREATE);
        members = new GoldenMembers();
      }
      members.prepare(store, program.options().access());
      String output = String.join("\n", run(program, store, members, engine));
      shown.add(output);
      if (!output.equals(program.output())) {
        differences.add(
            "line %d shows%n%s%nbut gives%n%s".formatted(program.line(), program.output(), output));
      }
    }
    store.close();
    if (GoldenFiles.UPDATE && !differences.isEmpty()) {
      differences.clear();
      for (int i = programs.size() - 1; i >= 0; i--) {
        MarkdownProgram program = programs.get(i);
        if (program.outputStart() >= 0) {
          List<String> output = lines.subList(program.outputStart(), program.outputEnd());
          output.clear();
          output.addAll(shown.get(i).lines().toList());
        } else if (!shown.get(i).isEmpty()) {
          differences.add("line %d has no block for%n%s".formatted(program.line(), shown.get(i)));
        }
      }
      GoldenFiles.write(page, String.join("\n", lines) + "\n");
    }
    assertThat(differences).as(page.getFileName().toString()).isEmpty();
  }

  private static List<String> run(
      MarkdownProgram program, Store store, GoldenMembers members, EngineChoice engine) {
    SourceFile source = new SourceFile("program", program.text());
    Compilation compilation = Compiler.compile(source);
    List<String> shown = new ArrayList<>();
    compilation
        .diagnostics()
        .forEach(found ->
            shown.add(
                "line %d: %s %s: %s"
                    .formatted(
                        source.line(found.span().start()),
                        found.code().code(),
                        found.code().title(),
                        found.message())));
    if (compilation.module().isEmpty()) {
      return shown;
    }
    GoldenOptions options = program.options();
    OutputRecorder output = new OutputRecorder();
    Outcome outcome;
    try (Session session =
        Programs.session(
            store,
            members.caller(options.principal()),
            options,
            compilation.module().map(module -> module.source()))) {
      outcome =
          engine
              .maker()
              .get()
              .run(
                  compilation.module().get(),
                  Programs.request(session, options, output, Optional.empty()));
    }
    output.entries().forEach(entry -> shown.add(line(entry)));
    outcome
        .trap()
        .ifPresent(trap ->
            shown.add(
                "line %d: %s %s: %s"
                    .formatted(
                        source.line(trap.calls().getFirst().start()),
                        trap.code().code(),
                        trap.code().title(),
                        trap.message())));
    if (!outcome.stack().isEmpty()) {
      shown.add("stack: " + ListValue.of(outcome.stack()).literal());
    }
    return shown;
  }

  private static String line(Expectation entry) {
    return entry.kind() == Kind.EMIT ? entry.text() : entry.written().substring("expect ".length());
  }
}
