package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.EncryptedNamespace;
import coop.covm.storage.EncryptionReport;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage rotate}: gives what is encrypted new keys. */
final class StorageRotateCommand implements Command {
  private static final String MASTER = "--new-master-key";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "rotate",
                "Encrypt anew, with new data keys, while others read and write.",
                "covm storage rotate member --encryption-key master.key",
                "covm storage rotate --new-master-key --encryption-key master.key")
            .addPositional(
                Usage.optionalParameter(
                    0, "NAMESPACE", "The encrypted namespace. [all that are encrypted]"))
            .addOption(
                Usage.flag(
                    MASTER, "Make a new master key too, in front of the others in the key file."));
    return StoreOption.addTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Optional<KeyPrefix> named = NamedNamespace.of(arguments).map(StorageEncryptCommand::namespace);
    if (!Usage.has(arguments, MASTER)) {
      return rotate(named, arguments, terminal);
    }
    if (named.isPresent()) {
      throw CommandException.usage(
          "a new master key is for all that is encrypted; leave NAMESPACE out");
    }
    Path file =
        MasterKeyOption.file(arguments)
            .orElseThrow(() ->
                CommandException.usage(
                    "%s writes a key file: name it with %s FILE; where the key stands in the environment, put the new one in front of it there and call covm storage rotate"
                        .formatted(MASTER, MasterKeyOption.NAME)));
    MasterKeyOption.keys(arguments); // which refuses what is no key file
    return MadeMasterKey.at(file)
        .entrust(() -> rotate(named, arguments, terminal), terminal.notes());
  }

  private static int rotate(Optional<KeyPrefix> named, ParseResult arguments, Terminal terminal) {
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange();
        RewritingStore rewriting = new RewritingStore(store, "changing keys")) {
      return rewriting.run(
          () -> {
            List<KeyPrefix> namespaces = named.map(List::of).orElseGet(() -> all(store, visit));
            EncryptionReport report = store.encryption().rotate(namespaces, visit.acting());
            if (JsonOption.isSet(arguments)) {
              terminal.out().json(ShownEncryption.done(namespaces, report));
            } else {
              terminal.out().line(ShownEncryption.rotated(namespaces, report));
            }
          },
          terminal.notes());
    }
  }

  private static List<KeyPrefix> all(Store store, StoreVisit visit) {
    List<KeyPrefix> namespaces =
        store.encryption().list(visit.caller()).stream()
            .map(EncryptedNamespace::namespace)
            .toList();
    if (namespaces.isEmpty()) {
      throw new StorageException(
          StorageError.NOT_ENCRYPTED,
          "nothing is encrypted that you may see; covm storage encrypt NAMESPACE begins");
    }
    return namespaces;
  }
}
