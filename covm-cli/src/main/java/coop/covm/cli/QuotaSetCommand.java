package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Quota;
import coop.covm.storage.Store;
import coop.covm.storage.StoreQuotas;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm quota set}: how much a namespace may hold. */
final class QuotaSetCommand implements Command {
  private static final String KEYS = "--keys";
  private static final String BYTES = "--bytes";

  /** The largest number that the store's values hold exactly. */
  private static final long MOST = 1L << 53;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
            "set",
            "Set how much a namespace may hold. A limit that is not named is none.",
            "covm quota set org/acme --keys 10000 --bytes 10MiB");
    return QuotaNamespace.addTo(spec)
        .addOption(Usage.option(KEYS, "N", "At most so many keys with a value."))
        .addOption(
            Usage.option(
                BYTES, "SIZE", "At most so many bytes of keys and values, such as 4096 or 10MiB."))
        .addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    KeyPrefix namespace = QuotaNamespace.of(arguments);
    Quota quota = quota(arguments);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange()) {
      OptionalLong revision = store.quotas().set(namespace, quota, visit.acting());
      store.quotas().list(visit.caller()).stream()
          .filter(use -> use.taken().namespace().equals(namespace) && isPassed(use))
          .findFirst()
          .ifPresent(use -> terminal.notes().line(passed(use)));
      return new ChangeReport(arguments, terminal)
          .with("namespace", ShownRules.text(namespace))
          .with("keys", ShownQuota.json(quota.keys()))
          .with("bytes", ShownQuota.json(quota.bytes()))
          .print(revision, "%s has this quota already".formatted(namespace));
    }
  }

  private static Quota quota(ParseResult arguments) {
    String keys = Usage.given(arguments, KEYS).orElse("");
    String bytes = Usage.given(arguments, BYTES).orElse("");
    if (keys.isEmpty() && bytes.isEmpty()) {
      throw CommandException.usage(
          "a limit is missing: %s N, %s SIZE or both; covm quota clear takes a quota back"
              .formatted(KEYS, BYTES));
    }
    return new Quota(
        keys.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Quantity.count(KEYS, keys, MOST)),
        bytes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(size(bytes)));
  }

  private static long size(String text) {
    long size = Quantity.bytes(BYTES, text);
    if (size > MOST) {
      throw CommandException.usage("%s is at most %,d, not %s".formatted(BYTES, MOST, text));
    }
    return size;
  }

  private static boolean isPassed(StoreQuotas.Use use) {
    return use.taken().keys() > use.quota().keys().orElse(Long.MAX_VALUE)
        || use.taken().bytes() > use.quota().bytes().orElse(Long.MAX_VALUE);
  }

  private static String passed(StoreQuotas.Use use) {
    return "covm: %s takes more than that already, %,d keys and %,d bytes; only what makes it less goes through"
        .formatted(use.taken().namespace(), use.taken().keys(), use.taken().bytes());
  }
}
