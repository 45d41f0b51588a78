package coop.covm.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of earlier sessions, where, and for whom. */
final class HistoryFileTest {
  @TempDir Path directory;

  private HistoryFile history() {
    return HistoryFile.of(Map.of("XDG_STATE_HOME", directory.toString()));
  }

  private Path file() {
    return directory.resolve("covm").resolve("repl-history");
  }

  @Test
  void inputsComeBackAsTheyWere() {
    List<String> inputs = List.of("push 1", "if:\n  nop", "push \"a\\nb\\\\\"", "", "push \"é\"");
    inputs.forEach(history()::add);
    assertThat(history().read()).isEqualTo(inputs);
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    history().add("push 1");
    assertThat(permissions(file())).isEqualTo("rw-------");
    assertThat(permissions(directory.resolve("covm"))).isEqualTo("rwx------");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(history().read()).containsExactly("push 1");
    assertThat(permissions(file())).isEqualTo("rw-------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void onlyTheNewestAreKept() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      lines.add("push " + i);
    }
    Files.createDirectories(file().getParent());
    Files.write(file(), lines);
    assertThat(history().read()).hasSize(1_000).endsWith("push 1499");
    assertThat(Files.readAllLines(file())).hasSize(1_000).startsWith("push 500");
    assertThat(permissions(file())).isEqualTo("rw-------");
  }

  @Test
  void aVeryLongInputIsNotKept() {
    history().add("push \"" + "x".repeat(20_000) + "\"");
    assertThat(history().read()).isEmpty();
  }

  @Test
  void whereThereIsNoPlaceNothingHappens() throws IOException {
    HistoryFile none = HistoryFile.of(Map.of());
    none.add("push 1");
    assertThat(none.read()).isEmpty();
    assertThat(HistoryFile.of(Map.of("XDG_STATE_HOME", "relative", "HOME", "")).read()).isEmpty();
    Path blocked = Files.writeString(directory.resolve("file"), "");
    HistoryFile unwritable = HistoryFile.of(Map.of("XDG_STATE_HOME", blocked.toString()));
    unwritable.add("push 1");
    assertThat(unwritable.read()).isEmpty();
  }

  @Test
  void aFileThatIsNoTextIsLeftAlone() throws IOException {
    Files.createDirectories(file().getParent());
    Files.write(file(), new byte[] {(byte) 0xFF, (byte) 0xFE, 10});
    assertThat(history().read()).isEmpty();
    assertThat(Files.size(file())).isEqualTo(3);
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "secret\n");
    Files.createDirectories(file().getParent());
    Files.createSymbolicLink(file(), other);
    history().add("push 1");
    assertThat(history().read()).isEmpty();
    assertThat(Files.readString(other)).isEqualTo("secret\n");
  }
}
