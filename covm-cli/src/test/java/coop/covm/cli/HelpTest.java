package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the command says of itself, against transcripts that are read by people when they change.
 */
class HelpTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "repl",
        "check",
        "format",
        "lint",
        "compile",
        "disassemble",
        "bench",
        "completion",
        "man",
        "version",
        "help",
        "storage",
        "storage get",
        "storage put",
        "storage delete",
        "storage list",
        "storage tree",
        "storage history",
        "storage diff",
        "storage blame",
        "storage stats",
        "storage retention",
        "storage export",
        "storage import",
        "storage backup",
        "storage restore",
        "storage repair",
        "storage migrate",
        "storage compact",
        "storage watch",
        "storage verify",
        "storage init",
        "migrate",
        "migrate new",
        "migrate status",
        "migrate up",
        "migrate verify",
        "identity",
        "identity create",
        "identity list",
        "identity show",
        "identity grant-role",
        "identity revoke-role",
        "identity disable",
        "identity rotate-key",
        "access",
        "access grant",
        "access deny",
        "access revoke",
        "access list",
        "access explain",
        "access record-reads",
        "quota",
        "quota set",
        "quota clear",
        "quota list",
        "storage erase",
        "storage encrypt",
        "storage rotate",
        "audit",
        "audit list",
        "audit show",
        "audit verify",
        "audit replay",
        "audit export",
        "audit head"
      })
  void helpIsWhatTheTranscriptSays(String command) throws IOException {
    String name = command.isEmpty() ? "covm" : "covm-" + command.replace(' ', '-');
    List<String> words = command.isEmpty() ? List.of() : List.of(command.split(" "));
    List<String> asked = new ArrayList<>(words);
    asked.addFirst("help");
    String help = CovmProcess.in(directory).run(asked).exits(0).out();
    assertThat(help).isEqualTo(transcript(name));
    assertThat(help).contains("Example:");
    List<String> option = new ArrayList<>(words);
    option.add("--help");
    assertThat(CovmProcess.in(directory).run(option).exits(0).out()).isEqualTo(help);
  }

  @Test
  void versionNamesBothVersions() {
    assertThat(CovmProcess.in(directory).run("version").exits(0).out())
        .matches("covm \\d+\\.\\d+\\.\\d+\\S* \\(Java 25\\S*, .+\\)\n");
    assertThat(
            JsonText.object(CovmProcess.in(directory).run("version", "--json").exits(0).out())
                .keySet())
        .containsExactly("status", "version", "java", "javaVendor");
  }

  private static String transcript(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            HelpTest.class.getResourceAsStream("/transcripts/" + name + ".txt"), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
