package coop.covm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines that are typed into one shell, one after the other, in which {@code covm} is a command. */
final class ShellLines {
  private static final String SEPARATOR = "\u001e\n";

  private ShellLines() {}

  /**
   * What each line printed, both streams as they were written.
   *
   * @param directory where the shell begins
   * @param commands an empty directory, for the command
   */
  static List<String> printed(Path directory, Path commands, List<String> lines)
      throws IOException {
    CovmProcess.in(commands).through("sh", "-c", "printf \"'%s' \" exec \"$@\" >words", "sh").run();
    Path command = commands.resolve("covm");
    Files.writeString(
        command, "#!/bin/sh\n" + Files.readString(commands.resolve("words")) + "\"$@\"\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", script(lines))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    shell.environment().keySet().removeIf(name -> name.startsWith("COVM"));
    shell.environment().put("LC_ALL", "C.UTF-8");
    shell.environment().merge("PATH", "", (path, _) -> commands + ":" + path);
    Process process = shell.start();
    process.getOutputStream().close();
    String all = new String(process.getInputStream().readAllBytes(), UTF_8);
    List<String> printed = List.of(all.split(SEPARATOR, -1));
    assertThat(printed).as(all).hasSize(lines.size() + 1);
    return printed.subList(0, lines.size());
  }

  private static String script(List<String> lines) {
    StringBuilder script = new StringBuilder();
    for (String line : lines) {
      script.append(line).append("\nprintf '\\036\\n'\n");
    }
    return script.toString();
  }

  /** The text with what differs from run to run replaced: times and digests. */
  static String known(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("[0-9a-f]{64}", "DIGEST");
  }
}
