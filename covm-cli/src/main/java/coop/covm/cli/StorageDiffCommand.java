package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Paint;
import coop.covm.cli.output.Terminal;
import coop.covm.error.ErrorKind;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import coop.covm.storage.difference.DifferenceCursor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage diff}: what differs between two points of a history, or two stores. */
final class StorageDiffCommand implements Command {
  private static final String EXIT_CODE = "--exit-code";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "diff",
                "Show what differs between two revisions, two times or two stores, inside values too.",
                "covm storage diff   # what the newest commit changed",
                "covm storage diff org/treasury --from 3 --to 2026-03-01T12:00:00Z",
                "covm storage diff --other-store file:backup --exit-code")
            .addPositional(KeyListing.parameter())
            .addOption(
                Usage.flag(EXIT_CODE, "Exit with 65 if something differs, else with 0 as always."));
    return PagerOption.addTo(ComparedStores.addTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    KeyScope scope = new KeyScope(StoreOption.namespace(arguments));
    boolean json = JsonOption.isSet(arguments);
    boolean differs = false;
    try (ComparedStores compared = ComparedStores.open(arguments, terminal)) {
      for (KeyPrefix prefix : KeyListing.prefixes(scope, arguments)) {
        differs |= show(compared, prefix, json, terminal.out());
      }
    }
    return differs && Usage.has(arguments, EXIT_CODE) ? ErrorKind.DATA.exitCode() : Exit.OK;
  }

  /** Whether there was something to show. */
  private static boolean show(
      ComparedStores compared, KeyPrefix prefix, boolean json, Channel out) {
    boolean differs = false;
    try (DifferenceCursor cursor =
        DifferenceCursor.between(
            new ReadableContents(compared.before()),
            new ReadableContents(compared.after()),
            prefix)) {
      while (showNext(cursor, json, out)) {
        differs = true;
      }
    }
    return differs;
  }

  private static boolean showNext(DifferenceCursor cursor, boolean json, Channel out) {
    try {
      if (!cursor.next()) {
        return false;
      }
    } catch (ReadableContents.HiddenException hidden) {
      showHidden(hidden, json, out);
      return true;
    }
    if (json) {
      out.json(ShownDifference.json(cursor.difference()));
    } else {
      ShownDifference.print(cursor.difference(), out);
    }
    return true;
  }

  private static void showHidden(
      ReadableContents.HiddenException hidden, boolean json, Channel out) {
    if (json) {
      out.json(
          new JsonObject()
              .with("key", Json.of(hidden.key().toString()))
              .with("change", Json.of("hidden"))
              .with("why", Json.of(hidden.why()))
              .json());
    } else {
      out.line("? %s: (%s)".formatted(hidden.key(), hidden.why()), Paint.CHANGED);
    }
  }
}
