package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.VerifyingKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The key that an identity is given: the private one of a file, which is made where it is not
 * there, or a public one, whose private half somebody else keeps.
 */
sealed interface GivenKey {
  String PUBLIC = "--public";

  /** The public half. */
  VerifyingKey verifyingKey();

  /** Has a store take the key, as {@link KeptKey#entrust}. */
  <T> T entrust(Function<VerifyingKey, T> action, Channel notes);

  /** A private key in a file. */
  record Private(KeptKey kept) implements GivenKey {
    @Override
    public VerifyingKey verifyingKey() {
      return kept.key().verifyingKey();
    }

    @Override
    public <T> T entrust(Function<VerifyingKey, T> action, Channel notes) {
      return kept.entrust(key -> action.apply(key.verifyingKey()), notes);
    }
  }

  /** The public half alone. */
  record Public(VerifyingKey verifyingKey) implements GivenKey {
    @Override
    public <T> T entrust(Function<VerifyingKey, T> action, Channel notes) {
      return action.apply(verifyingKey);
    }
  }

  /**
   * @param privateOption what the option with the private key is called
   */
  static CommandSpec addTo(CommandSpec spec, String privateOption) {
    return spec.addOption(
            Usage.option(
                privateOption,
                "FILE",
                "The member's private key, a PEM file; made if it is not there."))
        .addOption(
            Usage.option(
                PUBLIC, "FILE", "Or the public half alone; its private half stays where it is."));
  }

  /**
   * The key that was given.
   *
   * @throws CommandException {@code Usage} unless one of the two options was given; as {@link
   *     KeyFile#read}
   */
  static GivenKey of(ParseResult arguments, String privateOption, Terminal terminal) {
    Optional<String> file = Usage.given(arguments, privateOption);
    Optional<String> publicFile = Usage.given(arguments, PUBLIC);
    if (file.isPresent() == publicFile.isPresent()) {
      throw CommandException.usage(
          file.isPresent()
              ? "%s and %s exclude each other, for a member has one key"
                  .formatted(privateOption, PUBLIC)
              : "the member's key is missing: %s FILE makes one at FILE or uses the one there, %s FILE takes its public half"
                  .formatted(privateOption, PUBLIC));
    }
    return file.<GivenKey>map(name -> new Private(KeptKey.at(name, terminal.notes())))
        .orElseGet(() -> new Public(KeyFile.readPublic(publicFile.orElseThrow())));
  }

  /**
   * Refuses the key of somebody else, as far as the caller sees whose keys there are: who has one
   * key under two names is easily given what was meant for the other.
   *
   * @throws StorageException {@code IdentityExists}
   */
  default void checkNobodyElses(Store store, Caller caller, String member) {
    for (Identity other : store.identities().list(caller)) {
      if (!other.id().equals(member) && other.key().equals(verifyingKey())) {
        throw new StorageException(
            StorageError.IDENTITY_EXISTS,
            "this is the key of %s already; each identity has one of its own".formatted(other.id()),
            Map.of("member", other.id()),
            null);
      }
    }
  }
}
