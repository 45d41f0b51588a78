package coop.covm.cli.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is generated of a small command that has everything that a command may have, against kept
 * files. These were tried in bash, zsh and fish, and with man and groff, when they changed.
 */
class GeneratedTextsTest {
  private static final Path KEPT = Path.of("src", "test", "resources", "description");

  private static final DescribedOption HELP =
      new DescribedOption(List.of("-h", "--help"), "", List.of(), "Show this help.", false);

  private static final DescribedCommand COVM =
      new DescribedCommand(
          List.of(),
          "A command.",
          List.of(
              new DescribedCommand(
                  List.of("run"),
                  "Run it, don't \"ask\".",
                  List.of(),
                  List.of(
                      HELP,
                      new DescribedOption(
                          List.of("--param"), "NAME=VALUE", List.of(), "A [variable].", true),
                      new DescribedOption(
                          List.of("-o", "--output"), "FILE", List.of(), "Where: a file.", false),
                      new DescribedOption(
                          List.of("--engine"), "NAME", List.of("auto", "plain"), "Which.", false)),
                  List.of(new DescribedParameter("FILE", List.of(), "'It', a\\b.", true, true)),
                  List.of("covm run 'x y' | less", ".covm is no request")),
              new DescribedCommand(
                  List.of("storage"),
                  "Look into it.",
                  List.of(
                      new DescribedCommand(
                          List.of("storage", "get"),
                          "Get a value.",
                          List.of(),
                          List.of(HELP),
                          List.of(
                              new DescribedParameter("KEY", List.of(), "A key.", true, false),
                              new DescribedParameter(
                                  "HOW", List.of("dry", "wet"), "How.", false, false)),
                          List.of("covm storage get org/a/b"))),
                  List.of(HELP),
                  List.of(),
                  List.of("covm storage get org/a/b"))),
          List.of(HELP),
          List.of(),
          List.of("covm run"));

  @Test
  void bashIsAsKept() throws IOException {
    assertKept("covm.bash", BashCompletion.of(COVM));
  }

  @Test
  void zshIsAsKept() throws IOException {
    assertKept("covm.zsh", ZshCompletion.of(COVM));
  }

  @Test
  void fishIsAsKept() throws IOException {
    assertKept("covm.fish", FishCompletion.of(COVM));
  }

  @Test
  void manualPagesAreAsKept() throws IOException {
    for (DescribedCommand command : COVM.all()) {
      assertKept(ManualPage.fileName(command), ManualPage.of(command, "1.2.3"));
    }
  }

  /** {@code -Dcovm.golden.update=true} keeps what is generated now. */
  private static void assertKept(String name, String generated) throws IOException {
    Path file = KEPT.resolve(name);
    if (Boolean.getBoolean("covm.golden.update")) {
      Files.createDirectories(KEPT);
      Files.writeString(file, generated);
    }
    assertThat(generated).as(name).isEqualTo(Files.readString(file));
  }
}
