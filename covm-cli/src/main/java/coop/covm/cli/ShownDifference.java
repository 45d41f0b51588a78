package coop.covm.cli;

import coop.covm.cli.output.Channel;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Paint;
import coop.covm.storage.difference.KeyDifference;
import coop.covm.storage.difference.PartDifference;
import coop.covm.storage.difference.ValuePath;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * How a key that differs is shown: {@code +} what came, {@code -} what went, {@code ~} what
 * changed, below it what changed inside of maps and lists. On a terminal long values are cut; in a
 * pipe they are whole.
 */
final class ShownDifference {
  private static final String INDENT = "    ";

  private final boolean brief;

  private ShownDifference(boolean brief) {
    this.brief = brief;
  }

  /** Prints the lines of a difference. */
  static void print(KeyDifference difference, Channel out) {
    new ShownDifference(out.isTerminal())
        .lines(difference)
        .forEach(line -> out.line(line, paint(line)));
  }

  private static Paint paint(String line) {
    return switch (line.stripLeading().charAt(0)) {
      case '+' -> Paint.ADDED;
      case '-' -> Paint.REMOVED;
      default -> Paint.CHANGED;
    };
  }

  /** The lines of a difference with its values whole. */
  static List<String> wholeLines(KeyDifference difference) {
    return new ShownDifference(false).lines(difference);
  }

  /** The lines of a difference with long values cut. */
  static List<String> briefLines(KeyDifference difference) {
    return new ShownDifference(true).lines(difference);
  }

  /**
   * With the key, the change ({@code added}, {@code removed} or {@code changed}), the values {@code
   * before} and {@code after} as far as there are any, and for a change its parts.
   */
  static Json json(KeyDifference difference) {
    return switch (difference) {
      case KeyDifference.Added added ->
          keyed(added, "added").with("after", Json.of(added.after())).json();
      case KeyDifference.Removed removed ->
          keyed(removed, "removed").with("before", Json.of(removed.before())).json();
      case KeyDifference.Changed changed ->
          keyed(changed, "changed")
              .with("before", Json.of(changed.before()))
              .with("after", Json.of(changed.after()))
              .with("parts", Json.array(changed.parts(), ShownDifference::json))
              .json();
    };
  }

  private static JsonObject keyed(KeyDifference difference, String change) {
    return new JsonObject()
        .with("key", Json.of(difference.key().toString()))
        .with("change", Json.of(change));
  }

  private static Json json(PartDifference part) {
    return switch (part) {
      case PartDifference.Added added ->
          placed(added, "added").with("after", Json.of(added.after())).json();
      case PartDifference.Removed removed ->
          placed(removed, "removed").with("before", Json.of(removed.before())).json();
      case PartDifference.Replaced replaced ->
          placed(replaced, "changed")
              .with("before", Json.of(replaced.before()))
              .with("after", Json.of(replaced.after()))
              .json();
      case PartDifference.Reordered reordered ->
          placed(reordered, "reordered")
              .with("before", names(reordered.before()))
              .with("after", names(reordered.after()))
              .json();
    };
  }

  private static JsonObject placed(PartDifference part, String change) {
    return new JsonObject().with("path", path(part.path())).with("change", Json.of(change));
  }

  /** The steps from the outside in: names of entries, and indexes of elements. */
  static Json path(ValuePath path) {
    return Json.array(path.steps(), ShownDifference::json);
  }

  private static Json json(ValuePath.Step step) {
    return switch (step) {
      case ValuePath.Entry entry -> Json.of(entry.key());
      case ValuePath.Element element -> Json.of(element.index());
    };
  }

  private static Json names(MapValue map) {
    return Json.array(map.entries().keySet(), Json::of);
  }

  private List<String> lines(KeyDifference difference) {
    return switch (difference) {
      case KeyDifference.Added added ->
          List.of("+ %s: %s".formatted(added.key(), text(added.after())));
      case KeyDifference.Removed removed ->
          List.of("- %s: %s".formatted(removed.key(), text(removed.before())));
      case KeyDifference.Changed changed -> changedLines(changed);
    };
  }

  private List<String> changedLines(KeyDifference.Changed changed) {
    List<PartDifference> parts = changed.parts();
    if (parts.getFirst() instanceof PartDifference.Replaced whole
        && whole.path().equals(ValuePath.ROOT)) {
      return List.of("~ %s: %s".formatted(changed.key(), change(whole)));
    }
    List<String> lines = new ArrayList<>();
    lines.add("~ %s".formatted(changed.key()));
    parts.forEach(part -> lines.add(INDENT + line(part)));
    return lines;
  }

  private String line(PartDifference part) {
    return switch (part) {
      case PartDifference.Added added -> "+ %s: %s".formatted(added.path(), text(added.after()));
      case PartDifference.Removed removed ->
          "- %s: %s".formatted(removed.path(), text(removed.before()));
      case PartDifference.Replaced replaced ->
          "~ %s: %s".formatted(replaced.path(), change(replaced));
      case PartDifference.Reordered reordered ->
          "~ %s: entries in another order: %s → %s"
              .formatted(
                  reordered.path().equals(ValuePath.ROOT) ? "(all)" : reordered.path(),
                  order(reordered.before()),
                  order(reordered.after()));
    };
  }

  private String change(PartDifference.Replaced replaced) {
    return "%s → %s".formatted(text(replaced.before()), text(replaced.after()));
  }

  private String order(MapValue map) {
    return text(ListValue.of(map.entries().keySet().stream().map(StringValue::of).toList()));
  }

  private String text(Value value) {
    return brief ? BriefValue.of(value, BriefValue.LINE_CHARACTERS) : value.literal();
  }
}
