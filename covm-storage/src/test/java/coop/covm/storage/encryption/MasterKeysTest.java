package coop.covm.storage.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Master keys as text and in files. */
final class MasterKeysTest {
  @TempDir Path folder;

  @Test
  void theIdIsThatOfTheDocumentation() {
    assertThat(MasterKey.parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").id())
        .isEqualTo("588821b9fad84dba");
  }

  @Test
  void theNewestStandsFirstAndAllAreFound() {
    MasterKey newest = MasterKey.generate();
    MasterKey oldest = MasterKey.generate();
    MasterKeys keys =
        MasterKeys.of("# ours\n" + newest.text() + "\n\n " + oldest.text() + ",\n", "the test");
    assertThat(keys.newest()).contains(newest);
    assertThat(keys.ids()).isEqualTo(List.of(newest.id(), oldest.id()));
    assertThat(keys.find(oldest.id())).contains(oldest);
    assertThat(keys.find("0000000000000000")).isEmpty();
    assertThat(newest.toString()).doesNotContain(newest.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "AAAA", "not base 64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="})
  void whatIsNoKeyIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> MasterKeys.of(text, "the test"))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.code()).isEqualTo(StorageError.ENCRYPTION_KEY))
        .hasMessageStartingWith("the test")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("AAAA"));
  }

  @Test
  void aFileIsReadAgainForAKeyThatItDidNotHave() throws Exception {
    MasterKey first = MasterKey.generate();
    MasterKey second = MasterKey.generate();
    Path file = Files.writeString(folder.resolve("keys"), first.text());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    MasterKeys keys = MasterKeys.in(file);
    assertThat(keys.find(second.id())).isEmpty();
    Files.writeString(file, second.text() + "\n" + first.text());
    assertThat(keys.find(second.id())).contains(second);
    assertThat(keys.newest()).contains(second);
  }

  @Test
  void aFileThatOthersMayReadIsRefusedAndOneThatIsMissing() throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), MasterKey.generate().text());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> MasterKeys.in(file)).hasMessageContaining("chmod 600");
    assertThatThrownBy(() -> MasterKeys.in(folder.resolve("none")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> MasterKeys.in(folder)).isInstanceOf(StorageException.class);
  }
}
