package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import coop.covm.error.CovmException;
import coop.covm.error.ErrorKind;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.copy.Backup;
import coop.covm.storage.copy.BackupSource;
import coop.covm.storage.copy.CopyError;
import coop.covm.storage.copy.CopyListener;
import coop.covm.storage.copy.Restore;
import coop.covm.storage.copy.RestorePoint;
import coop.covm.storage.log.Digest;
import coop.covm.storage.memory.MemoryBackend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is not the backup that was made is told from it, with its place. */
final class HostileBackupTest extends CopyTesting {
  private static final int MAGIC = "covm backup/1\n".length();

  @Override
  protected BackendPlace newPlace() {
    MemoryBackend backend = new MemoryBackend();
    return _ -> backend;
  }

  /** Where a block begins, and how long it is with its sum. */
  private record Block(int at, int length) {}

  @Test
  void eachBlockThatWasChangedIsNamed() throws Exception {
    byte[] good = backup(filled(6));
    List<Block> blocks = blocks(good);
    assertThat(blocks.size()).isGreaterThan(4);
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      for (int at : List.of(8, block.length / 2, block.length - 33, block.length - 1)) {
        byte[] bad = good.clone();
        bad[block.at + at] ^= 1;
        assertDamaged(bad, i + 1, block.at);
      }
    }
  }

  @Test
  void whatIsCutOffIsNoticed() throws Exception {
    byte[] good = backup(filled(4));
    for (Block block : blocks(good)) {
      for (int end : List.of(block.at, block.at + 1, block.at + 8, block.at + block.length - 1)) {
        assertFails(CopyError.BACKUP_DAMAGED, () -> check(Arrays.copyOf(good, end)));
      }
    }
    assertFails(CopyError.BACKUP_DAMAGED, () -> check(Arrays.copyOf(good, MAGIC - 1)));
    assertFails(CopyError.BACKUP_NOT_FOUND, () -> check(new byte[0]));
  }

  @Test
  void blocksInAnotherOrderOrLeftOutOrTwiceAreNoticed() throws Exception {
    byte[] good = backup(filled(6));
    List<Block> blocks = blocks(good);
    List<Integer> order = List.of(0, 1, 2, 3);
    for (List<Integer> other :
        List.of(List.of(0, 2, 1, 3), List.of(0, 1, 3), List.of(0, 1, 1, 2, 3), List.of(1, 2, 3))) {
      assertThat(other).isNotEqualTo(order);
      ByteArrayOutputStream bad = new ByteArrayOutputStream();
      bad.write(good, 0, MAGIC);
      other.forEach(i -> bad.write(good, blocks.get(i).at, blocks.get(i).length));
      for (int i = 4; i < blocks.size(); i++) {
        bad.write(good, blocks.get(i).at, blocks.get(i).length);
      }
      assertFails(CopyError.BACKUP_DAMAGED, () -> check(bad.toByteArray()));
    }
  }

  @Test
  void whoComputesAllSumsAnewStillCannotChangeACommit() throws Exception {
    Store store = filled(3);
    byte[] good = backup(store);
    String text = new String(good, StandardCharsets.ISO_8859_1);
    byte[] forged = good.clone();
    forged[text.indexOf("org/k1") + 5] = '7';
    assertThat(assertFails(CopyError.BACKUP_DAMAGED, () -> check(summed(forged))))
        .hasMessageContaining("revision 2");
    byte[] later = good.clone();
    int through = text.indexOf("through 3");
    later[through + 8] = '2';
    assertFails(CopyError.BACKUP_DAMAGED, () -> check(summed(later)));
    assertThat(summed(good)).isEqualTo(good); // the sums of docs/reference/backup-format.md
  }

  @Test
  void anotherFormatIsNamed() throws Exception {
    byte[] newer = backup(filled(1));
    newer[MAGIC - 2] = '2';
    assertFails(CopyError.BACKUP_VERSION, () -> check(newer));
    byte[] jpeg = {(byte) 0xff, (byte) 0xd8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    assertFails(CopyError.NOT_A_BACKUP, () -> check(jpeg));
  }

  @Test
  void nothingIsBehindTheEnd() throws Exception {
    Store store = filled(2);
    Path directory = folder.resolve("backup");
    backUp(store, NOBODY, directory);
    Path file = directory.resolve("000001-full.covmbackup");
    Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
    assertFails(CopyError.BACKUP_DAMAGED, () -> check(directory));
    assertFails(CopyError.BACKUP_DAMAGED, () -> backUp(store, NOBODY, directory));
  }

  @Test
  void incrementsThatAreMissingOrInAnotherOrderOrForeignAreNamed() throws Exception {
    Store store = filled(2);
    Path directory = folder.resolve("backup");
    backUp(store, NOBODY, directory);
    put(store, "org/x", number(1));
    backUp(store, NOBODY, directory);
    put(store, "org/x", number(2));
    backUp(store, NOBODY, directory);
    check(directory);
    Path second = directory.resolve("000002-increment.covmbackup");
    Path third = directory.resolve("000003-increment.covmbackup");

    byte[] missing = Files.readAllBytes(second);
    Files.delete(second);
    assertThat(assertFails(CopyError.BACKUP_CHAIN, () -> check(directory)))
        .hasMessageContaining("000002-increment.covmbackup is missing");
    Files.move(third, second);
    assertThat(assertFails(CopyError.BACKUP_CHAIN, () -> check(directory)))
        .hasMessageContaining(second.toString());
    Files.write(third, missing);
    assertFails(CopyError.BACKUP_CHAIN, () -> check(directory));

    Store other = filled(2);
    Path otherDirectory = folder.resolve("other");
    backUp(other, NOBODY, otherDirectory);
    put(other, "org/x", number(1));
    backUp(other, NOBODY, otherDirectory);
    Files.write(second, Files.readAllBytes(otherDirectory.resolve("000002-increment.covmbackup")));
    Files.delete(third);
    assertThat(assertFails(CopyError.BACKUP_CHAIN, () -> check(directory)))
        .hasMessageContaining("another store");
  }

  @Test
  void anIncrementAloneIsNoBackup() throws Exception {
    Store store = filled(2);
    Path directory = folder.resolve("backup");
    backUp(store, NOBODY, directory);
    put(store, "org/x", number(1));
    backUp(store, NOBODY, directory);
    byte[] increment = Files.readAllBytes(directory.resolve("000002-increment.covmbackup"));
    assertFails(CopyError.BACKUP_CHAIN, () -> check(increment));
    Files.delete(directory.resolve("000001-full.covmbackup"));
    assertFails(CopyError.BACKUP_CHAIN, () -> check(directory));
  }

  @Test
  void aDamagedBackupTouchesNoTarget() throws Exception {
    Path directory = folder.resolve("backup");
    backUp(filled(3), NOBODY, directory);
    Path file = directory.resolve("000001-full.covmbackup");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 100] ^= 1;
    Files.write(file, bytes);
    MemoryBackend target = closing(new MemoryBackend());
    assertFails(CopyError.BACKUP_DAMAGED, () -> restore(directory, RestorePoint.NEWEST, target));
    assertThat(records(target)).isEmpty();
    Store free = closing(Store.over(target, OpenMode.CREATE, InstantSource.system()));
    assertThat(free.revision()).isZero();
  }

  @Test
  void noBytesDoAnythingButBeRefusedOrRead() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the changed backups: " + seed);
    Random random = new Random(seed);
    byte[] good = backup(filled(3));
    for (int round = 0; round < 3_000; round++) {
      byte[] bad = good.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      byte[] tried = random.nextInt(4) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
      byte[] given = random.nextBoolean() && tried.length == good.length ? summed(tried) : tried;
      Throwable thrown = catchThrowable(() -> check(given));
      if (thrown != null) {
        assertThat(thrown).as("seed %s, round %s", seed, round).isInstanceOf(CovmException.class);
        assertThat(((CovmException) thrown).code().kind())
            .as("seed %s, round %s: %s", seed, round, thrown)
            .isIn(ErrorKind.DATA, ErrorKind.MISSING_INPUT);
      }
    }
  }

  /** Six keys with large values, so that there are several blocks. */
  private Store filled(int commits) {
    Store store = closing(Store.over(new MemoryBackend(), OpenMode.CREATE, InstantSource.system()));
    int size = commits > 3 ? 700_000 : 100;
    for (int i = 0; i < commits; i++) {
      put(store, "org/k" + i, text("x".repeat(size)));
    }
    return store;
  }

  private static byte[] backup(Store store) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Backup(store, NOBODY, CopyListener.NONE).to(out, Optional.empty());
    return out.toByteArray();
  }

  private static void check(byte[] backup) throws InterruptedException {
    BackupSource source = BackupSource.of(new ByteArrayInputStream(backup), "<stdin>");
    Restore.Content _ = new Restore(source, RestorePoint.NEWEST, CopyListener.NONE).check();
  }

  private static void check(Path directory) throws InterruptedException {
    Restore.Content _ =
        new Restore(BackupSource.of(directory), RestorePoint.NEWEST, CopyListener.NONE).check();
  }

  private static void assertDamaged(byte[] bad, int block, int at) {
    CovmException damaged = assertFails(CopyError.BACKUP_DAMAGED, () -> check(bad));
    assertThat(damaged.facts())
        .containsEntry("block", Integer.toString(block))
        .containsEntry("byte", Integer.toString(at));
  }

  private static List<Block> blocks(byte[] backup) {
    List<Block> blocks = new ArrayList<>();
    for (int at = MAGIC; at < backup.length; ) {
      int length = 8 + ByteBuffer.wrap(backup).getInt(at + 4) + Digest.BYTES;
      blocks.add(new Block(at, length));
      at += length;
    }
    return blocks;
  }

  /** The same with the sums that somebody would compute who knows the format. */
  private static byte[] summed(byte[] backup) {
    byte[] summed = backup.clone();
    Digest sum = Digest.sha256(Arrays.copyOf(summed, MAGIC));
    int at = MAGIC;
    while (at + 8 <= summed.length) {
      int content = ByteBuffer.wrap(summed).getInt(at + 4);
      if (content < 0 || content > summed.length - at - 8 - Digest.BYTES) {
        break;
      }
      sum = Digest.sha256(sum.bytes(), Arrays.copyOfRange(summed, at, at + 8 + content));
      System.arraycopy(sum.bytes(), 0, summed, at + 8 + content, Digest.BYTES);
      at += 8 + content + Digest.BYTES;
    }
    return summed;
  }
}
