package coop.covm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages that list instructions and errors say what the tables in the code say. */
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
