package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Stores whose files were damaged. */
final class DamagedStores {
  private DamagedStores() {}

  /**
   * Overwrites what a closed store keeps beside its log, and can make anew: what says where the
   * index of a {@code rocksdb:} store is, or the head of a {@code file:} store.
   */
  static void damageBesideTheLog(Path store) throws IOException {
    Path index = store.resolve("index");
    List<Path> beside;
    try (Stream<Path> files = Files.list(Files.isDirectory(index) ? index : store)) {
      beside = files.filter(DamagedStores::canBeMadeAnew).toList();
    }
    assertThat(beside).isNotEmpty();
    for (Path file : beside) {
      Files.write(file, new byte[100]);
    }
  }

  private static boolean canBeMadeAnew(Path file) {
    String name = file.getFileName().toString();
    return name.equals("head.json") || name.startsWith("MANIFEST");
  }
}
