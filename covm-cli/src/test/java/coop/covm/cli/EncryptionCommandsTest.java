package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that encrypt, and every other with a key, without one and with a wrong one. */
@Timeout(240)
class EncryptionCommandsTest {
  @TempDir Path directory;

  private Result covm(String line) {
    List<String> all = new ArrayList<>(List.of(line.split(" ")));
    all.addAll(List.of("--store", "file:data"));
    return CovmProcess.in(directory).run(all);
  }

  @Test
  void aKeyIsMadeOnceAndAWrongOneIsTold() throws IOException {
    covm("storage put member/ana/x 7").exits(0);
    covm("storage encrypt member").exits(74);
    assertThat(covm("storage encrypt member --encryption-key m.key").exits(0).err())
        .contains("made the master key");
    assertThat(Files.getPosixFilePermissions(directory.resolve("m.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    String key = Files.readString(directory.resolve("m.key"));
    assertThat(covm("storage encrypt vote --encryption-key m.key --json").exits(0).out())
        .isEqualTo("{\"status\":\"ok\",\"namespaces\":[\"vote\"],\"commits\":0}\n");
    assertThat(Files.readString(directory.resolve("m.key"))).isEqualTo(key);

    covm("storage encrypt org --encryption-key typo.key").exits(74);
    assertThat(directory.resolve("typo.key")).doesNotExist();
    Files.writeString(directory.resolve("bad.key"), "AAAA\n");
    Files.setPosixFilePermissions(
        directory.resolve("bad.key"), PosixFilePermissions.fromString("rw-------"));
    assertThat(covm("storage get member/ana/x --encryption-key bad.key").exits(74).err())
        .contains("bad.key, line 1: expected the Base64 of 32 bytes");
    assertThat(covm("storage get member/ana/x").exits(74).err()).contains("E0611");
    assertThat(covm("storage get member/ana/x --encryption-key m.key").exits(0).out())
        .isEqualTo("7\n");
  }

  @Test
  void programsReadAndWriteWithTheKeyAndCommandsShowWhatIsClosed() throws IOException {
    covm("storage put member/ana/x 7").exits(0);
    covm("storage encrypt member --encryption-key m.key").exits(0);
    Files.writeString(
        directory.resolve("p.covm"), "push 5\nincrementp member/ana/x\nloadp member/ana/x\nemit\n");
    assertThat(covm("run p.covm").exits(74).err()).contains("E0611");
    assertThat(covm("run p.covm --encryption-key m.key").exits(0).out()).isEqualTo("12\n");
    assertThat(covm("audit show 1").exits(0).out()).contains("set member/ana/x to (encrypted)");
    assertThat(covm("audit show 1 --encryption-key m.key").exits(0).out())
        .contains("set member/ana/x to 7");
    assertThat(covm("audit verify").exits(0).out()).contains("3 values encrypted and not opened");
    assertThat(covm("audit replay --encryption-key m.key").exits(0).out()).contains("same");
    covm("storage erase member/ana/x --reason asked").exits(0);
    covm("storage get member/ana/x --encryption-key m.key").exits(70);
  }

  @Test
  void aNewMasterKeyStandsInFrontAndARefusalLeavesTheFileAsItWas() throws IOException {
    covm("storage put member/ana/x 7").exits(0);
    assertThat(covm("storage rotate --new-master-key").exits(64).err())
        .contains("--encryption-key FILE");
    covm("storage encrypt member --encryption-key m.key").exits(0);
    String before = Files.readString(directory.resolve("m.key"));
    covm("storage rotate member --new-master-key --encryption-key m.key").exits(64);
    covm("storage rotate org --encryption-key m.key").exits(70);
    assertThat(Files.readString(directory.resolve("m.key"))).isEqualTo(before);
    covm("storage rotate --new-master-key --encryption-key m.key").exits(0);
    List<String> keys = Files.readAllLines(directory.resolve("m.key"));
    assertThat(keys).hasSize(2).last().isEqualTo(before.strip());
    Files.writeString(directory.resolve("m.key"), keys.getFirst());
    assertThat(covm("storage get member/ana/x --encryption-key m.key").exits(0).out())
        .isEqualTo("7\n");
    Files.writeString(directory.resolve("m.key"), keys.getLast());
    covm("storage get member/ana/x --encryption-key m.key").exits(74);
  }
}
