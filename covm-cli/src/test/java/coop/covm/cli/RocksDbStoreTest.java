package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store in RocksDB, from the command line. */
@Timeout(120)
class RocksDbStoreTest {
  private static final String STORE = "--store=rocksdb:data";

  @TempDir Path directory;

  private CovmProcess covm() {
    return CovmProcess.in(directory);
  }

  @Test
  void whatOneCommandStoresTheNextOneReads() {
    CovmProcess.Result put = covm().run("storage", "put", STORE, "org/a/b", "1");
    assertThat(put.exits(0).err()).isEqualTo("covm: made the store rocksdb:data\n");
    assertThat(covm().run("storage", "put", STORE, "org/a/b", "2").exits(0).err()).isEmpty();
    CovmProcess.Result get = covm().run("storage", "get", STORE, "org/a/b");
    assertThat(get.exits(0).out()).isEqualTo("2\n");
    assertThat(get.err()).isEmpty();
    assertThat(covm().run("storage", "get", STORE, "org/a/b", "--at", "1").exits(0).out())
        .isEqualTo("1\n");
    assertThat(covm().run("storage", "list", STORE).exits(0).out()).isEqualTo("org/a/b\n");
  }

  @Test
  void whoeverComesSecondIsToldWhoHoldsTheStore() throws IOException {
    Files.writeString(
        directory.resolve("long.covm"), "emit \"begun\"\nloop 100000000000:\n  nop\n");
    Process holder = covm().start("run", STORE, "--fuel", "1000000000000", "long.covm");
    try (BufferedReader output = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("begun");
      CovmProcess.Result refused =
          covm().run("storage", "get", STORE, "--wait", "200ms", "org/a/b");
      assertThat(refused.exits(74).out()).isEmpty();
      assertThat(refused.err()).contains("is held by process " + holder.pid()).hasLineCount(1);
    } finally {
      holder.destroyForcibly();
      holder.onExit().join();
    }
    covm().run("storage", "put", STORE, "org/a/b", "1").exits(0);
  }

  @Test
  void aTimeToWaitThatIsNoneIsRefusedBeforeAnythingIsMade() {
    CovmProcess.Result refused =
        covm().run("storage", "put", STORE, "--wait", "soon", "org/a/b", "1");
    assertThat(refused.exits(64).err()).contains("--wait takes a duration such as 500ms");
    assertThat(directory).isEmptyDirectory();
  }
}
