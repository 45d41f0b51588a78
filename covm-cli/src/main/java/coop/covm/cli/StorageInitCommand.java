package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Caller;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage init}: makes a store, or secures one. */
final class StorageInitCommand implements Command {
  private static final String ADMIN = "--admin";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "init",
            "Make a store, or secure one with --admin: from then on rules say who may do what.",
            "covm storage init",
            "covm storage init --admin root --key root.pem");
    return StoreOption.addUrlTo(spec)
        .addOption(
            Usage.option(ADMIN, "ID", "The first administrator: secures the store, for good."))
        .addOption(
            Usage.option(
                CallerOption.KEY,
                "FILE",
                "The private key of that one, PEM; made if it is not there. Else COVM_KEY."))
        .addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    StorePlace place = StoreOption.place(arguments);
    Optional<Administrator> administrator = Administrator.of(arguments, terminal);
    try (Store store = place.made(terminal)) {
      if (administrator.isPresent()) {
        secure(store, administrator.get(), terminal);
      } else if (!store.created()) {
        terminal.notes().line("covm: the store %s is there already".formatted(place.url()));
      }
      if (JsonOption.isSet(arguments)) {
        terminal
            .out()
            .json(
                new JsonObject()
                    .with("status", Json.of("ok"))
                    .with("store", Json.of(place.url()))
                    .with("made", Json.of(store.created()))
                    .with("secured", Json.of(store.security().isSecured()))
                    .with("revision", Json.of(store.revision()))
                    .json());
      }
      return Exit.OK;
    }
  }

  private static void secure(Store store, Administrator administrator, Terminal terminal) {
    if (store.security().isSecured()) { // before a key is made that nothing knows
      throw new StorageException(
          StorageError.STORE_FORMAT,
          "the store is secured already; an administrator adds members with covm identity create");
    }
    administrator
        .key()
        .entrust(
            key ->
                store
                    .security()
                    .secure(
                        new StoreVisit(StorePlace.memory(), Caller.of(administrator.id(), key))
                            .acting()),
            terminal.notes());
    terminal
        .notes()
        .line("covm: the store is secured; %s administers it".formatted(administrator.id()));
  }

  /** Who is named, and by which key. */
  private record Administrator(String id, KeptKey key) {
    static Optional<Administrator> of(ParseResult arguments, Terminal terminal) {
      Optional<String> id = Usage.given(arguments, ADMIN);
      Optional<String> file = Usage.given(arguments, CallerOption.KEY);
      if (id.isEmpty() && file.isPresent()) {
        throw CommandException.usage(
            "%s is the key of the first administrator; say with %s ID who that is"
                .formatted(CallerOption.KEY, ADMIN));
      }
      if (id.isEmpty()) {
        return Optional.empty();
      }
      String known = Caller.named(id.get()).principal().orElseThrow(); // refuses what is no id
      String name =
          file.or(() -> Optional.ofNullable(System.getenv(CallerOption.KEY_VARIABLE)))
              .filter(text -> !text.isEmpty())
              .orElseThrow(() ->
                  CommandException.usage(
                      "the key of %s is missing: %s FILE makes one at FILE or uses the one there"
                          .formatted(known, CallerOption.KEY)));
      return Optional.of(new Administrator(known, KeptKey.at(name, terminal.notes())));
    }
  }
}
