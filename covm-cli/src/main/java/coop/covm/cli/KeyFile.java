package coop.covm.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.CommandError;
import coop.covm.cli.output.CommandException;
import coop.covm.storage.disk.OwnerOnlyFile;
import coop.covm.storage.identity.KeyText;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that hold an Ed25519 key as PEM text. */
final class KeyFile {
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  /** More than any key takes. */
  private static final int MOST_BYTES = 16 * 1024;

  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

  private KeyFile() {}

  /**
   * The key of a file with a private half; one that others may read is warned of.
   *
   * @throws CommandException {@code InputNotFound}, {@code InputUnreadable} or {@code
   *     InvalidKeyFile}
   */
  static SigningKey read(String name, Channel notes) {
    byte[] content = content(name, PRIVATE);
    SigningKey key;
    try {
      key = KeyText.readPrivate(content);
    } catch (IllegalArgumentException e) {
      throw invalid(name, PRIVATE, content);
    }
    warnOfReaders(name, notes);
    return key;
  }

  /**
   * The key of a file with the public half alone.
   *
   * @throws CommandException as {@link #read}
   */
  static VerifyingKey readPublic(String name) {
    byte[] content = content(name, PUBLIC);
    try {
      return KeyText.readPublic(content);
    } catch (IllegalArgumentException e) {
      throw invalid(name, PUBLIC, content);
    }
  }

  private static byte[] content(String name, String label) {
    try {
      return InputBytes.readFile(name, MOST_BYTES);
    } catch (CommandException e) {
      if (e.code() != CommandError.INPUT_NOT_FOUND) {
        throw e;
      }
      throw new CommandException(
          CommandError.INPUT_NOT_FOUND,
          "there is no file '%s' to read a %s from".formatted(name, lower(label)),
          e.facts());
    }
  }

  private static CommandException invalid(String name, String label, byte[] content) {
    return new CommandException(
        CommandError.INVALID_KEY_FILE,
        "'%s' holds no %s: %s; %s"
            .formatted(name, lower(label), instead(content, label), remedy(label)),
        Map.of("file", name));
  }

  private static String instead(byte[] content, String label) {
    String text = new String(content, US_ASCII).strip();
    if (text.isEmpty()) {
      return "it is empty";
    }
    Matcher begin = BEGIN.matcher(text);
    if (!begin.lookingAt()) {
      return "it is no PEM text, which begins with -----BEGIN %s-----".formatted(label);
    }
    return begin.group(1).equals(label)
        ? "what it holds is no sound Ed25519 key"
        : "its first line says " + begin.group(1);
  }

  private static String remedy(String label) {
    return label.equals(PRIVATE)
        ? "covm identity create makes one, and so does openssl genpkey -algorithm ed25519"
        : "openssl pkey -in PRIVATE -pubout makes one of a private key";
  }

  private static String lower(String label) {
    return label.equals(PRIVATE) ? "private key" : "public key";
  }

  private static void warnOfReaders(String name, Channel notes) {
    try {
      if (OwnerOnlyFile.isReadableByOthers(Path.of(name))) {
        notes.line(
            "covm: warning: others may read the key file '%s'; chmod 600 keeps it to yourself"
                .formatted(name));
      }
    } catch (IOException e) {
      // What cannot be asked cannot be warned of; the key itself was read.
    }
  }

  /**
   * Makes a file with the key that only its owner may read.
   *
   * @throws CommandException {@code OutputFailed}, also if there is a file of this name
   */
  static void write(Path file, SigningKey key) {
    try {
      OwnerOnlyFile.writeNew(file, KeyText.privatePem(key));
    } catch (IOException e) {
      throw OutputFile.failed(file, e);
    }
  }
}
