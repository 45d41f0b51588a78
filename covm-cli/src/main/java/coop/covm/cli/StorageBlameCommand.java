package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.engine.TrapCode;
import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.StoreView;
import coop.covm.storage.difference.Blame;
import coop.covm.storage.difference.Blamed;
import coop.covm.storage.log.CommitRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage blame}: which commit made each value what it is. */
final class StorageBlameCommand implements Command {
  /** How much of a program's digest people see; {@code audit list --program} takes it. */
  private static final int SHOWN_DIGITS = 12;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "blame",
                "Show which commit made each value, and each part of a list or map, what it is.",
                "covm storage blame org/treasury/budget",
                "covm storage blame org/treasury --at 2026-03-01T12:00:00Z")
            .addPositional(
                Usage.parameter(0, "KEY|PREFIX", "The key of that name and all keys below it."));
    return PagerOption.addTo(ReadView.addTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    boolean json = JsonOption.isSet(arguments);
    try (ReadView reading = ReadView.open(arguments, terminal)) {
      KeyPrefix prefix = reading.scope().prefix(Usage.text(arguments, 0));
      if (!showListed(reading.view(), prefix, json, terminal.out())) {
        showAlone(reading.view(), prefix, json, terminal.out());
      }
      return Exit.OK;
    }
  }

  /** Shows the keys that a listing shows; false if there are none. */
  private static boolean showListed(StoreView view, KeyPrefix prefix, boolean json, Channel out) {
    boolean any = false;
    Optional<Key> named = key(prefix).filter(view::lists);
    if (named.isPresent()) {
      any = show(view, named.get(), json, out);
    }
    try (KeyCursor cursor = view.keys(prefix, Optional.empty())) {
      while (cursor.next()) {
        any |= show(view, cursor.key(), json, out);
      }
    }
    return any;
  }

  /** A key that the caller may not list it may read nevertheless. */
  private static void showAlone(StoreView view, KeyPrefix prefix, boolean json, Channel out) {
    Optional<Key> key = key(prefix);
    if (key.isPresent() && !show(view, key.get(), json, out)) {
      throw new CommandException(
          TrapCode.KEY_NOT_FOUND,
          "%s has no value at revision %s, nor has a key below it"
              .formatted(key.get(), view.revision()),
          Map.of("key", key.get().toString()));
    }
  }

  /** The key of the same text; empty if there is none, for a root alone is no key. */
  private static Optional<Key> key(KeyPrefix prefix) {
    String text = prefix.toString();
    return text.contains("/") ? Optional.of(Key.parse(text)) : Optional.empty();
  }

  private static boolean show(StoreView view, Key key, boolean json, Channel out) {
    List<Blamed> parts = Blame.of(view, key);
    for (Blamed part : parts) {
      if (json) {
        out.json(json(key, part));
      } else {
        out.line(text(key, part, out.isTerminal()));
      }
    }
    return !parts.isEmpty();
  }

  private static String text(Key key, Blamed part, boolean brief) {
    CommitRecord commit = part.commit();
    return "%s%s  %s  %s  %s  %s%s  %s"
        .formatted(
            part.orEarlier() ? "^" : "",
            commit.revision(),
            CommitTime.text(commit.timeMillis()),
            commit.body().principal().orElse("-"),
            program(commit).map(digest -> digest.substring(0, SHOWN_DIGITS)).orElse("-"),
            key,
            part.path(),
            part.value()
                .map(value ->
                    brief ? BriefValue.of(value, BriefValue.LINE_CHARACTERS) : value.literal())
                .orElse("(encrypted)"));
  }

  private static Optional<String> program(CommitRecord commit) {
    return commit.body().run().program().map(Object::toString);
  }

  private static Json json(Key key, Blamed part) {
    CommitRecord commit = part.commit();
    JsonObject json =
        new JsonObject()
            .with("key", Json.of(key.toString()))
            .with("path", ShownDifference.path(part.path()));
    part.value()
        .ifPresentOrElse(
            value -> json.with("value", Json.of(value)),
            () -> json.with("encrypted", Json.of(true)));
    return json.with("revision", Json.of(commit.revision()))
        .with("orEarlier", Json.of(part.orEarlier()))
        .with("time", Json.of(CommitTime.text(commit.timeMillis())))
        .with("by", Json.ofOptional(commit.body().principal(), Json::of))
        .with("program", Json.ofOptional(program(commit), Json::of))
        .json();
  }
}
