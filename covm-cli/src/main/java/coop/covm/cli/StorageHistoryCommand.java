package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Key;
import coop.covm.storage.StoreView;
import coop.covm.storage.Version;
import coop.covm.value.Value;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage history}: the versions of a key, oldest first. */
final class StorageHistoryCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "history",
                "Show every version of a key, oldest first: revision, time, author, value.",
                "covm storage history org/treasury/balance")
            .addPositional(Usage.parameter(0, "KEY", "The key."));
    return ReadView.addTo(spec).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    try (ReadView reading = ReadView.open(arguments, terminal)) {
      Key key = reading.scope().key(Usage.text(arguments, 0));
      List<Version> versions = versions(reading.view(), key);
      OptionalLong compacted = reading.view().compactedThrough(key);
      if (versions.isEmpty()) {
        terminal.notes().line("covm: %s never had a value".formatted(key));
      } else if (compacted.isPresent()) {
        terminal.notes().line(ofCompacted(key, compacted.getAsLong()));
      }
      boolean json = JsonOption.isSet(arguments);
      Channel out = terminal.out();
      for (Version version : versions) {
        if (json) {
          boolean oldest = version.equals(versions.getFirst());
          out.json(json(version, oldest ? compacted : OptionalLong.empty()));
        } else {
          out.line(text(version));
        }
      }
      return Exit.OK;
    }
  }

  /**
   * The versions that are there.
   *
   * @throws coop.covm.storage.StorageException {@code RevisionCompacted} if all that the view could
   *     show were compacted
   */
  private static List<Version> versions(StoreView view, Key key) {
    List<Version> versions = view.versions(key);
    if (versions.isEmpty()) {
      view.contains(key); // refuses to say no where that is not known any more
    }
    return versions;
  }

  private static String ofCompacted(Key key, long revision) {
    return "covm: what %s held before was compacted, through its version of revision %s"
        .formatted(key, revision);
  }

  private static String text(Version version) {
    return "%s  %s  %s  %s"
        .formatted(
            version.revision(),
            CommitTime.text(version.timeMillis()),
            version.principal().orElse("-"),
            version.value().map(Value::literal).orElse("(removed)"));
  }

  /** A version that removed the key has no value, not the value null. */
  private static Json json(Version version, OptionalLong compacted) {
    JsonObject json =
        new JsonObject()
            .with("revision", Json.of(version.revision()))
            .with("time", Json.of(CommitTime.text(version.timeMillis())))
            .with("by", Json.ofOptional(version.principal(), Json::of));
    version.value().ifPresent(value -> json.with("value", Json.of(value)));
    compacted.ifPresent(revision -> json.with("compactedThrough", Json.of(revision)));
    return json.json();
  }
}
