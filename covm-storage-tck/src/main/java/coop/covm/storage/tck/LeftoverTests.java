package coop.covm.storage.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.encryption.MasterKey;
import coop.covm.storage.encryption.MasterKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No file of a store holds what was erased, or what is encrypted. */
public abstract class LeftoverTests extends StoreTesting {
  private static final String MARK = "Zq7pKw-2Xv9";

  @TempDir Path folder;

  @Override
  protected final BackendPlace newPlace() {
    throw new AssertionError("the stores of this suite have URLs");
  }

  /** The scheme of the URL, such as {@code file}. */
  protected abstract String scheme();

  @Test
  void noFileHoldsAnErasedValue() throws IOException {
    Path directory = folder.resolve("store");
    String url = scheme() + ":" + directory;
    try (Store store = Store.open(url, OpenMode.CREATE)) {
      for (int i = 0; i < 40; i++) {
        put(store, "member/ana/name", text(MARK + i));
        put(store, "org/other/" + i, number(i));
      }
    }
    assertThat(holding(directory)).isNotEmpty();
    try (Store store = Store.open(url, OpenMode.EXISTING)) {
      store.erasure().erase(Key.parse("member/ana/name"), "asked", options("admin"));
      put(store, "org/later", number(1));
    }
    assertThat(holding(directory)).isEmpty();
    try (Store store = Store.open(url, OpenMode.READ_ONLY)) {
      assertThat(read(store, "org/other/39")).contains(number(39));
    }
  }

  @Test
  void noFileHoldsAValueThatIsEncrypted() throws IOException {
    Path directory = folder.resolve("store");
    StoreOptions keyed =
        StoreOptions.STANDARD.withMasterKeys(
            MasterKeys.of(MasterKey.generate().text(), "the test"));
    KeyPrefix namespace = prefix("member/ana");
    try (Store store = Store.open(scheme() + ":" + directory, OpenMode.CREATE, keyed)) {
      for (int i = 0; i < 40; i++) {
        put(store, "member/ana/name" + i % 3, text(MARK + i));
        put(store, "org/other/" + i, number(i));
      }
    }
    assertThat(holding(directory)).isNotEmpty();
    try (Store store = Store.open(scheme() + ":" + directory, OpenMode.EXISTING, keyed)) {
      store.encryption().encrypt(namespace, options("admin"));
      assertThat(holding(directory)).isEmpty();
      put(store, "member/ana/name0", text(MARK));
      store.encryption().rotate(List.of(namespace), options("admin"));
    }
    assertThat(holding(directory)).isEmpty();
    try (Store store = Store.open(scheme() + ":" + directory, OpenMode.READ_ONLY, keyed)) {
      assertThat(read(store, "member/ana/name0")).contains(text(MARK));
      assertThat(store.view().getAt(Key.parse("member/ana/name0"), 1)).contains(text(MARK + 0));
    }
  }

  private static List<String> holding(Path directory) throws IOException {
    List<String> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, ISO_8859_1).contains(MARK)) {
          holding.add(file.getFileName().toString());
        }
      }
    }
    return holding;
  }
}
