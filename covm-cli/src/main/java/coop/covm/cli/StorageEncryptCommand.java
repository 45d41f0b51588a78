package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.EncryptedNamespace;
import coop.covm.storage.EncryptionReport;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Store;
import coop.covm.storage.encryption.MasterKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage encrypt}: encrypts a namespace, or shows which are. */
final class StorageEncryptCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "encrypt",
                "Encrypt the values of a namespace, those that are there too; or list what is.",
                "covm storage encrypt member --encryption-key master.key   # made if not there",
                "covm storage encrypt")
            .addPositional(
                Usage.optionalParameter(0, "NAMESPACE", "The namespace. [list what is encrypted]"));
    return StoreOption.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Optional<NamedNamespace> named = NamedNamespace.of(arguments);
    return named.isEmpty()
        ? list(arguments, terminal)
        : encrypt(namespace(named.get()), arguments, terminal);
  }

  static KeyPrefix namespace(NamedNamespace named) {
    return named
        .prefix()
        .orElseThrow(() ->
            CommandException.usage(
                "NAMESPACE is what to encrypt, such as org/acme, or org for all below it; the store"
                    + " as a whole has no keys"));
  }

  private static int encrypt(KeyPrefix namespace, ParseResult arguments, Terminal terminal) {
    Optional<Path> missing = MasterKeyOption.file(arguments).filter(file -> !Files.exists(file));
    StoreVisit visit =
        missing.isPresent()
            ? StoreVisit.withoutMasterKeys(arguments, terminal)
            : StoreVisit.of(arguments, terminal);
    if (missing.isEmpty()) {
      return encrypt(namespace, visit, arguments, terminal);
    }
    requireNothingEncrypted(visit, missing.get());
    return MadeMasterKey.at(missing.get())
        .entrust(
            () -> encrypt(namespace, StoreVisit.of(arguments, terminal), arguments, terminal),
            terminal.notes());
  }

  /** A new key would be another than the one that the store has. */
  private static void requireNothingEncrypted(StoreVisit visit, Path missing) {
    try (Store store = visit.toChange()) {
      List<EncryptedNamespace> known = store.encryption().list(visit.caller());
      if (!known.isEmpty()) {
        MasterKeys.in(missing); // which tells that it is missing
      }
    }
  }

  private static int encrypt(
      KeyPrefix namespace, StoreVisit visit, ParseResult arguments, Terminal terminal) {
    try (Store store = visit.toChange();
        RewritingStore rewriting = new RewritingStore(store, "encrypting")) {
      return rewriting.run(
          () -> {
            EncryptionReport report = store.encryption().encrypt(namespace, visit.acting());
            if (JsonOption.isSet(arguments)) {
              terminal.out().json(ShownEncryption.done(List.of(namespace), report));
            } else {
              terminal.out().line(ShownEncryption.encrypted(namespace, report));
            }
          },
          terminal.notes());
    }
  }

  private static int list(ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      List<EncryptedNamespace> namespaces = store.encryption().list(visit.caller());
      if (JsonOption.isSet(arguments)) {
        terminal.out().json(ShownEncryption.json(namespaces));
      } else if (namespaces.isEmpty()) {
        terminal.notes().line("covm: nothing is encrypted that you may see");
      } else {
        ShownEncryption.lines(namespaces).forEach(terminal.out()::line);
      }
      return Exit.OK;
    }
  }
}
