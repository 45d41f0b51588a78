package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.storage.encryption.MasterKeys;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code --encryption-key}: the master keys with which encrypted values are read and written. */
final class MasterKeyOption {
  static final String NAME = "--encryption-key";
  static final String FILE_VARIABLE = "COVM_ENCRYPTION_KEY_FILE";
  static final String TEXT_VARIABLE = "COVM_ENCRYPTION_KEY";

  private MasterKeyOption() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
        Usage.option(
            NAME, "FILE", "Master keys for encrypted values; else " + FILE_VARIABLE + "."));
  }

  /** The file that is named, if one is. */
  static Optional<Path> file(ParseResult arguments) {
    Map<String, String> environment = System.getenv();
    String name = Usage.given(arguments, NAME).orElse(environment.getOrDefault(FILE_VARIABLE, ""));
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      throw CommandException.usage("'%s' is no name of a file".formatted(name));
    }
  }

  /**
   * The keys that are given; none if nothing is said.
   *
   * @throws coop.covm.storage.StorageException {@code EncryptionKey} if what is given is none
   */
  static MasterKeys keys(ParseResult arguments) {
    Optional<Path> file = file(arguments);
    if (file.isPresent()) {
      return MasterKeys.in(file.get());
    }
    String text = System.getenv().getOrDefault(TEXT_VARIABLE, "");
    return text.isEmpty() ? MasterKeys.NONE : MasterKeys.of(text, TEXT_VARIABLE);
  }
}
