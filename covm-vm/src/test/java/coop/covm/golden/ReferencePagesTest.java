package coop.covm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.compiler.StandardLibrary;
import coop.covm.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages that are generated say what the code says. */
final class ReferencePagesTest {
  private static final Path REFERENCE = GoldenFiles.PROJECT.resolve("docs").resolve("reference");

  @Test
  void thePageOfInstructionsIsThatOfTheOpcodeTable() {
    assertPage("instructions.md", ReferencePages.instructions());
  }

  @Test
  void thePageOfErrorsIsThatOfTheErrorCodes() {
    assertPage("errors.md", ReferencePages.errors());
  }

  @Test
  void thePageOfLintIsThatOfItsCodes() {
    assertPage("lint.md", ReferencePages.lint());
  }

  @Test
  void thePageOfTheLibraryIsThatOfItsComments() {
    assertPage("library.md", ReferencePages.library());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void thePageOfTheLibraryTellsAboutEachFunctionWithAnExample(String function) {
    String[] parts = ReferencePages.library().split("\n### ");
    String part =
        Arrays.stream(parts)
            .filter(it -> it.startsWith("`" + function + "("))
            .findFirst()
            .orElse("");
    assertThat(part)
        .containsPattern("^`\\w+\\([a-z, ]+\\)`\\n\\n[A-Z][^\\n]+")
        .containsPattern(
            "```covm\\n[^`]*call " + function + "\\b[^`]*```\\n\\n```output\\n.+\\n```");
  }

  static List<String> functions() {
    return StandardLibrary.names();
  }

  @Test
  void everyErrorCodeIsOnce() {
    assertThat(ReferencePages.codes()).extracting(ErrorCode::code).doesNotHaveDuplicates();
    assertThat(ReferencePages.codes()).extracting(ErrorCode::title).doesNotHaveDuplicates();
  }

  private static void assertPage(String name, String generated) {
    Path page = REFERENCE.resolve(name);
    if (GoldenFiles.UPDATE) {
      GoldenFiles.write(page, generated);
    }
    assertThat(Files.exists(page) ? GoldenFiles.read(page) : "")
        .as(
            "docs/reference/%s is not what the tables say; write it anew with"
                + " mvn verify -pl covm-vm -am -Dcovm.golden.update=true",
            name)
        .isEqualTo(generated);
  }
}
