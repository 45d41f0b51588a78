package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Key;
import coop.covm.storage.Session;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage delete}: removes a key; its history stays. */
final class StorageDeleteCommand implements Command {
  /** As often as a {@code transaction:} block tries. */
  private static final int ATTEMPTS = 10;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "delete",
                "Remove a key; its history stays. A missing key is no error.",
                "covm storage delete org/treasury/balance")
            .addPositional(Usage.parameter(0, "KEY", "The key."));
    return StoreOption.addToWriter(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    try (OpenedStore store = OpenedStore.toChange(arguments, terminal)) {
      Session session = store.session();
      Key key = session.scope().key(Usage.text(arguments, 0));
      boolean existed = delete(session, key);
      if (!existed) {
        terminal.notes().line("covm: %s had no value".formatted(key));
      }
      if (JsonOption.isSet(arguments)) {
        terminal
            .out()
            .json(
                new JsonObject()
                    .with("status", Json.of("ok"))
                    .with("key", Json.of(key.toString()))
                    .with("existed", Json.of(existed))
                    .with("revision", Json.of(session.view()))
                    .json());
      }
      return Exit.OK;
    }
  }

  /** In one transaction, so that what is said of the key is true of the moment it was removed. */
  private static boolean delete(Session session, Key key) {
    for (int attempt = 1; ; attempt++) {
      session.begin(attempt);
      boolean existed = session.contains(key);
      if (existed) {
        session.delete(key);
      }
      try {
        session.commit();
        return existed;
      } catch (StorageException e) {
        if (e.code() != StorageError.TRANSACTION_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
