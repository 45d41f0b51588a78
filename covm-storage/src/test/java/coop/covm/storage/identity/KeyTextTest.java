package coop.covm.storage.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyTextTest {
  /** What {@code openssl genpkey -algorithm ed25519} of OpenSSL 3.0 wrote, and the public half. */
  private static final String PRIVATE_OF_OPENSSL =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIDnbyY1dXv6vZqfkhjGn3cnheBE3fbOCC6pk7uwhYv4N
      -----END PRIVATE KEY-----
      """;

  private static final String PUBLIC_OF_OPENSSL =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAY38Ou1zA1d67Q/C03qetMhrivwAAm+oHQ9ECwIlrDHc=
      -----END PUBLIC KEY-----
      """;

  @TempDir Path directory = Path.of(".");

  @Test
  void whatOpensslWroteIsReadAndWrittenTheSame() {
    SigningKey key = KeyText.readPrivate(PRIVATE_OF_OPENSSL.getBytes(US_ASCII));
    VerifyingKey half = KeyText.readPublic(PUBLIC_OF_OPENSSL.getBytes(US_ASCII));
    assertThat(key.verifyingKey()).isEqualTo(half);
    assertThat(new String(KeyText.privatePem(key), US_ASCII)).isEqualTo(PRIVATE_OF_OPENSSL);
    assertThat(new String(KeyText.publicPem(half), US_ASCII)).isEqualTo(PUBLIC_OF_OPENSSL);
  }

  /** With the program itself where it is there; what it once wrote is kept above. */
  @Test
  void opensslAndThisReadAndVerifyEachOther() throws Exception {
    if (openssl("version").isEmpty()) {
      System.out.println("KeyTextTest: no openssl here, so only its kept texts are compared");
      return;
    }
    Path made = directory.resolve("made.pem");
    assertThat(openssl("genpkey", "-algorithm", "ed25519", "-out", made.toString())).isPresent();
    SigningKey key = KeyText.readPrivate(Files.readAllBytes(made));
    String half = openssl("pkey", "-in", made.toString(), "-pubout").orElseThrow();
    assertThat(new String(KeyText.publicPem(key.verifyingKey()), US_ASCII)).isEqualTo(half);

    Path own = directory.resolve("own.pem");
    SigningKey fresh = SigningKey.generate();
    Files.write(own, KeyText.privatePem(fresh));
    String read = openssl("pkey", "-in", own.toString(), "-pubout").orElseThrow();
    assertThat(KeyText.readPublic(read.getBytes(US_ASCII))).isEqualTo(fresh.verifyingKey());

    Path message = Files.writeString(directory.resolve("message"), "to be signed");
    Path signature = directory.resolve("signature");
    assertThat(
            openssl(
                "pkeyutl",
                "-sign",
                "-rawin",
                "-inkey",
                own.toString(),
                "-in",
                message.toString(),
                "-out",
                signature.toString()))
        .isPresent();
    assertThat(fresh.sign(Files.readAllBytes(message)))
        .isEqualTo(Signature.of(Files.readAllBytes(signature)));
  }

  @Test
  void whatIsNoKeyIsRefusedInWords() {
    String text = PRIVATE_OF_OPENSSL;
    for (String other :
        List.of(
            "",
            "key",
            PUBLIC_OF_OPENSSL,
            text.replace("PRIVATE", "EC PRIVATE"),
            text + "more",
            text.replace("-----END PRIVATE KEY-----", ""))) {
      assertThatThrownBy(() -> KeyText.readPrivate(other.getBytes(US_ASCII)))
          .as(other)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("it is no PEM file that begins with -----BEGIN PRIVATE KEY-----");
    }
    for (String other :
        List.of(
            text.replace("MC4C", "MC4D"),
            text.replace("BgDK", "B"),
            text.replace("MC4CAQAwBQYDK2VwBCIEI", "MC4CAQAwBQYDK2VuBCIEI"), // X25519
            "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----")) {
      if (!other.equals(text)) {
        assertThatThrownBy(() -> KeyText.readPrivate(other.getBytes(US_ASCII)))
            .as(other)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThatThrownBy(() -> KeyText.readPublic(text.getBytes(US_ASCII)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTextOfAnotherSystemIsReadToo() {
    String windows = "\r\n" + PRIVATE_OF_OPENSSL.replace("\n", "\r\n") + "\r\n";
    assertThat(KeyText.readPrivate(windows.getBytes(US_ASCII)).verifyingKey())
        .isEqualTo(KeyText.readPublic(PUBLIC_OF_OPENSSL.getBytes(US_ASCII)));
  }

  /** What it prints; empty if there is no such program. */
  private static Optional<String> openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return Optional.of(printed);
  }
}
