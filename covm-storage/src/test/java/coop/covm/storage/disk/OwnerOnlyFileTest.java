package coop.covm.storage.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerOnlyFileTest {
  private static final byte[] SECRET = "secret".getBytes(UTF_8);
  private static final byte[] OTHER = "another, longer".getBytes(UTF_8);

  @TempDir Path directory = Path.of(".");

  @Test
  void aNewFileIsItsOwnersAlone() throws Exception {
    Path file = directory.resolve("key");
    OwnerOnlyFile.writeNew(file, SECRET);
    assertThat(Files.readAllBytes(file)).isEqualTo(SECRET);
    assertOwnerOnly(file);
  }

  @Test
  void aFileThatIsThereIsLeftAsItIs() throws Exception {
    Path file = directory.resolve("key");
    OwnerOnlyFile.writeNew(file, SECRET);
    assertThatThrownBy(() -> OwnerOnlyFile.writeNew(file, OTHER))
        .isInstanceOf(FileAlreadyExistsException.class);
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("none"));
    assertThatThrownBy(() -> OwnerOnlyFile.writeNew(link, OTHER))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(directory.resolve("none")).doesNotExist();
    assertThat(Files.readAllBytes(file)).isEqualTo(SECRET);
  }

  @Test
  void aSecretIsReplacedWholeAndStaysItsOwnersAlone() throws Exception {
    Disk disk = new RealDisk(directory);
    assertThat(OwnerOnlyFile.read(disk, "secret")).isEmpty();
    OwnerOnlyFile.replace(disk, "secret", SECRET);
    assertThat(OwnerOnlyFile.read(disk, "secret").orElseThrow()).isEqualTo(SECRET);
    Files.write(directory.resolve("secret.new"), new byte[] {1}); // left by one that was killed
    OwnerOnlyFile.replace(disk, "secret", OTHER);
    assertThat(OwnerOnlyFile.read(disk, "secret").orElseThrow()).isEqualTo(OTHER);
    assertOwnerOnly(directory.resolve("secret"));
    assertThat(directory.resolve("secret.new")).doesNotExist();
  }

  @Test
  void whoElseMayReadIsSeen() throws Exception {
    if (!isPosix()) {
      assertThat(OwnerOnlyFile.isReadableByOthers(directory)).isFalse();
      return;
    }
    Path file = Files.createFile(directory.resolve("key"));
    for (String open : new String[] {"rw-r-----", "rw----r--", "rw-r--r--"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
      assertThat(OwnerOnlyFile.isReadableByOthers(file)).as(open).isTrue();
    }
    for (String closed : new String[] {"rw-------", "r--------", "rw--w--w-"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(closed));
      assertThat(OwnerOnlyFile.isReadableByOthers(file)).as(closed).isFalse();
    }
  }

  private static void assertOwnerOnly(Path file) throws Exception {
    assertThat(OwnerOnlyFile.isReadableByOthers(file)).isFalse();
    if (isPosix()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
