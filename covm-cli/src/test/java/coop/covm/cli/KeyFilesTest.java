package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import coop.covm.storage.identity.KeyText;
import coop.covm.storage.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files with the keys of members. */
@Timeout(240)
class KeyFilesTest {
  @TempDir Path directory;

  @BeforeEach
  void aStore() {
    covm("storage init").exits(0);
  }

  private Result covm(String line) {
    return CovmProcess.in(directory).run(List.of(line.split(" ")));
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
  }

  @Test
  void onlyTheOwnerReadsAKeyThatIsMade() throws IOException {
    covm("identity create ada --key ada.pem").exits(0);
    covm("identity rotate-key ada --new-key ada2.pem").exits(0);
    Result secured = covm("storage init --admin root --key root.pem").exits(0);
    assertThat(secured.err()).contains("made the key root.pem", "root administers it");
    for (String name : List.of("ada.pem", "ada2.pem", "root.pem")) {
      assertThat(mode(name)).isEqualTo("rw-------");
    }
    try (Stream<Path> files = Files.list(directory.resolve(".covm"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.matches("store-[0-9a-f]{16}\\.key"))
          .singleElement()
          .satisfies(name -> assertThat(mode(".covm/" + name)).isEqualTo("rw-------"));
    }
  }

  @Test
  void aKeyThatIsThereIsUsedAndLeftAsItIs() throws IOException {
    byte[] pem = KeyText.privatePem(SigningKey.generate());
    Path file = directory.resolve("ada.pem");
    Files.write(file, pem);
    covm("identity create ada --key ada.pem").exits(0);
    assertThat(Files.readAllBytes(file)).isEqualTo(pem);
    assertThat(covm("identity show ada").exits(0).out())
        .contains(KeyText.readPrivate(pem).verifyingKey().toString());
    assertThat(covm("identity create bob --key ada.pem").exits(70).err())
        .contains("this is the key of ada already");
    assertThat(covm("identity rotate-key ada --new-key ada.pem").exits(0).err())
        .contains("ada has this key already");
    assertThat(Files.readAllBytes(file)).isEqualTo(pem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity create ada --key F",
        "identity rotate-key ada --new-key F",
        "identity create ada --public F",
        "storage init --admin root --key F",
        "storage list --as ada --key F"
      })
  void whatIsNoKeyIsRefusedAndLeftAsItIs(String command) throws IOException {
    Path file = directory.resolve("F");
    Files.writeString(file, "dear diary\n");
    Result refused = covm(command).exits(66);
    assertThat(refused.err())
        .contains("error E0807: 'F' holds no ", "it is no PEM text", "makes one")
        .hasLineCount(1);
    assertThat(file).hasContent("dear diary\n");
    covm("identity create ada --key ada.pem").exits(0); // neither secured nor taken
  }

  @Test
  void aKeyOfTheOtherKindIsNamed() throws IOException {
    SigningKey key = SigningKey.generate();
    Files.write(directory.resolve("a.pub"), KeyText.publicPem(key.verifyingKey()));
    Files.write(directory.resolve("a.pem"), KeyText.privatePem(key));
    Files.writeString(directory.resolve("empty"), "");
    Files.writeString(
        directory.resolve("bad"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThat(covm("storage list --as ada --key a.pub").exits(66).err())
        .contains("'a.pub' holds no private key: its first line says PUBLIC KEY");
    assertThat(covm("identity create ada --public a.pem").exits(66).err())
        .contains("'a.pem' holds no public key: its first line says PRIVATE KEY");
    assertThat(covm("storage list --as ada --key empty").exits(66).err()).contains("it is empty");
    assertThat(covm("storage list --as ada --key bad").exits(66).err())
        .contains("no sound Ed25519 key");
    assertThat(covm("storage list --as ada --key .").exits(66).err())
        .contains("it is a directory, not a file");
    covm("identity create ada --public a.pub").exits(0);
    assertThat(covm("identity show ada").exits(0).out()).contains(key.verifyingKey().toString());
  }

  @Test
  void aKeyThatTheStoreRefusesIsNotLeftBehind() {
    covm("identity create ada --key ada.pem").exits(0);
    assertThat(covm("identity create ada --key again.pem").exits(70).err())
        .contains("there is an identity ada already")
        .hasLineCount(1);
    covm("storage init --admin root --key root.pem").exits(0);
    covm("identity create bob --key bob.pem").exits(77);
    assertThat(covm("storage init --admin eve --key eve.pem").exits(74).err())
        .contains("the store is secured already");
    assertThat(List.of("again.pem", "bob.pem", "eve.pem"))
        .noneMatch(name -> Files.exists(directory.resolve(name)));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldBeforeTheStoreIsAsked() {
    assertThat(covm("identity create ada --key nowhere/ada.pem").exits(74).err())
        .contains("'nowhere/ada.pem' cannot be written: its directory is not there");
    covm("identity show ada").exits(70);
  }

  @Test
  void aKeyThatOthersMayReadIsWarnedOf() throws IOException {
    covm("identity create ada --key ada.pem").exits(0);
    assertThat(covm("storage list --as ada --key ada.pem").exits(0).err()).isEmpty();
    Files.setPosixFilePermissions(
        directory.resolve("ada.pem"), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(covm("storage list --as ada --key ada.pem").exits(0).err())
        .isEqualTo(
            "covm: warning: others may read the key file 'ada.pem'; chmod 600 keeps it to yourself\n");
  }

  @Test
  void theEnvironmentNamesWhoComesWhereNoOptionDoes() {
    covm("identity create ada --key ada.pem").exits(0);
    covm("storage init --admin root --key root.pem").exits(0);
    CovmProcess root =
        CovmProcess.in(directory)
            .environment("COVM_AS", "root")
            .environment("COVM_KEY", "root.pem");
    root.run("storage", "put", "org/a/b", "1").exits(0);
    root.run("identity", "create", "bob", "--key", "bob.pem").exits(0);
    root.run("storage", "get", "org/a/b", "--as", "ada", "--key", "ada.pem").exits(77);
    CovmProcess.in(directory).environment("COVM_KEY", "ada.pem").run("storage", "list").exits(0);
    CovmProcess.in(directory)
        .environment("COVM_AS", "")
        .environment("COVM_KEY", "")
        .run("storage", "list")
        .exits(0);
  }

  @Test
  void anOpenStoreBelievesEveryName() {
    covm("storage put org/a/b 1 --as ada").exits(0);
    assertThat(covm("storage history org/a/b").exits(0).out()).endsWith("  ada  1\n");
  }
}
