package coop.covm.storage.tck.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.disk.Disk.Access;
import coop.covm.storage.disk.DiskFile;
import coop.covm.storage.tck.disk.PowerCutDisk.Honesty;
import coop.covm.storage.tck.disk.PowerCutDisk.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a simulated power cut leaves: everything that it may, and nothing that it must not. */
final class PowerCutDiskTest {
  private static final int SECTOR = FileHistory.SECTOR_BYTES;

  @TempDir Path folder = Path.of(".");
  private PowerCutDisk disk = disk(Path.of("."));
  private Set<String> during = new TreeSet<>();
  private Turn turn = new Turn.Succeed();

  @BeforeEach
  void setUp() throws IOException {
    Files.writeString(folder.resolve("old"), sectors("aaa"));
    disk = disk(folder);
  }

  private PowerCutDisk disk(Path directory) {
    try {
      return new PowerCutDisk(
          directory,
          Honesty.HONEST,
          (_, _) -> {
            during = left();
            return turn;
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSyncedWriteUnderWayIsTornAtAnySectors() throws IOException {
    try (DiskFile file = disk.open("old", Access.SYNCED)) {
      file.writeFully(0, bytes("bbb"));
    }
    assertThat(during)
        .containsExactly(
            "old=aaa", "old=aab", "old=aba", "old=abb", "old=baa", "old=bab", "old=bba", "old=bbb");
    assertThat(left()).containsExactly("old=bbb");
  }

  @Test
  void whatWasWrittenInPlaceIsSafeWhenItWasForced() throws IOException {
    try (DiskFile file = disk.open("old", Access.WRITE)) {
      file.writeFully(SECTOR, bytes("b"));
      file.writeFully(2 * SECTOR, bytes("c"));
      assertThat(left()).containsExactly("old=aaa", "old=aac", "old=aba", "old=abc");
      file.force();
      assertThat(left()).containsExactly("old=abc");
    }
  }

  @Test
  void aSyncedWriteDoesNotForceAnother() throws IOException {
    try (DiskFile file = disk.open("old", Access.WRITE);
        DiskFile synced = disk.open("old", Access.SYNCED)) {
      file.writeFully(0, bytes("b"));
      synced.writeFully(2 * SECTOR, bytes("c"));
    }
    assertThat(left()).containsExactly("old=aac", "old=bac");
  }

  @Test
  void whatWasGivenUpIsNotSafeThoughLaterForcesSucceed() throws IOException {
    try (DiskFile file = disk.open("old", Access.SYNCED)) {
      turn = new Turn.Fail(new IOException("I/O error, said the test"), SECTOR);
      assertThatThrownBy(() -> file.writeFully(0, bytes("b"))).hasMessageContaining("I/O error");
      turn = new Turn.Succeed();
      file.force();
      assertThat(left()).containsExactly("old=aaa", "old=baa");
      file.writeFully(0, bytes("b"));
      assertThat(left()).containsExactly("old=baa");
    }
  }

  @Test
  void lengthsChangeInTheirOrderAndAreSafeWhenForced() throws IOException {
    try (DiskFile file = disk.open("old", Access.WRITE)) {
      file.truncate(2 * SECTOR);
      file.truncate(SECTOR);
      assertThat(left()).containsExactly("old=a", "old=aa", "old=aaa");
      file.force();
      assertThat(left()).containsExactly("old=a");
    }
  }

  @Test
  void aNameIsSafeWhenTheDirectoryWasForcedAndContentWhenTheFileWas() throws IOException {
    try (DiskFile file = disk.open("new", Access.CREATE)) {
      file.writeFully(0, bytes("n"));
      disk.force();
      assertThat(left()).contains("new= old=aaa", "new=n old=aaa").doesNotContain("old=aaa");
      file.force();
      assertThat(left()).containsExactly("new=n old=aaa");
    }
    disk.rename("new", "old");
    assertThat(left()).containsExactly("new=n old=aaa", "old=n");
    disk.force();
    assertThat(left()).containsExactly("old=n");
    disk.delete("old");
    assertThat(left()).containsExactly("", "old=n");
  }

  /** What may be left: each file with the first letter of each of its sectors. */
  private Set<String> left() {
    Set<String> left = new TreeSet<>();
    for (Map<String, ByteBuffer> files : disk.afterCut(5000, new Random(1))) {
      StringBuilder text = new StringBuilder();
      files.forEach(
          (name, content) -> text.append(' ').append(name).append('=').append(letters(content)));
      left.add(text.toString().strip());
    }
    return left;
  }

  private static String letters(ByteBuffer content) {
    StringBuilder letters = new StringBuilder();
    for (int at = 0; at < content.limit(); at += SECTOR) {
      letters.append((char) content.get(at));
    }
    return letters.toString();
  }

  private static String sectors(String letters) {
    return letters
        .chars()
        .mapToObj(letter -> Character.toString(letter).repeat(SECTOR))
        .collect(Collectors.joining());
  }

  private static byte[] bytes(String letters) {
    return sectors(letters).getBytes(UTF_8);
  }
}
