package coop.covm.golden;

import coop.covm.compiler.LibraryFile;
import coop.covm.compiler.StandardLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the page of the standard library from the comments in its files: of the first one of a
 * file its title and what all of it have in common, of the one above each function what it does.
 * Lines there that are indented are an example; those that begin with {@code >} show what it emits.
 */
final class LibraryPage {
  private static final Pattern DEFINITION = Pattern.compile("def (\\w+\\([^)]*\\)).*");
  private static final String EXAMPLE = "    ";
  private static final String OUTPUT = EXAMPLE + "> ";

  private final StringBuilder page = new StringBuilder();

  private LibraryPage() {}

  /** The page behind its introduction. */
  static String sections() {
    LibraryPage sections = new LibraryPage();
    StandardLibrary.files().forEach(sections::file);
    return sections.page.toString();
  }

  private void file(LibraryFile file) {
    List<String> comment = new ArrayList<>();
    boolean begun = false;
    for (String line : file.source().text().lines().toList()) {
      Matcher definition = DEFINITION.matcher(line);
      if (line.startsWith("#")) {
        comment.add(line.equals("#") ? "" : line.substring("# ".length()));
      } else if (definition.matches()) {
        page.append("\n### `%s`\n\n".formatted(definition.group(1)));
        description(comment);
        comment.clear();
      } else if (line.isEmpty() && !begun) {
        page.append("\n## %s\n".formatted(comment.getFirst()));
        comment.stream().skip(1).forEach(text -> page.append(text).append('\n'));
        comment.clear();
        begun = true;
      }
    }
  }

  private void description(List<String> comment) {
    List<String> example = comment.stream().filter(line -> line.startsWith(EXAMPLE)).toList();
    comment.stream()
        .filter(line -> !line.startsWith(EXAMPLE))
        .forEach(line -> page.append(line).append('\n'));
    fence("covm", example.stream().filter(line -> !line.startsWith(OUTPUT)), EXAMPLE.length());
    page.append('\n');
    fence("output", example.stream().filter(line -> line.startsWith(OUTPUT)), OUTPUT.length());
  }

  private void fence(String mark, Stream<String> lines, int indentation) {
    page.append("```%s\n".formatted(mark));
    lines.forEach(line -> page.append(line.substring(indentation)).append('\n'));
    page.append("```\n");
  }
}
