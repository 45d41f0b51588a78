package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How rules of access are shown: those about one subject at one namespace in a line. */
final class ShownRules {
  private ShownRules() {}

  /** What rules have in common that stand in one line. */
  private record Line(Subject subject, boolean allowed, String place) {}

  static List<String> lines(List<AccessRule> rules) {
    TextTable table = new TextTable("who", "", "actions", "namespace");
    gathered(rules)
        .forEach((line, actions) ->
            table.row(
                line.subject().toString(),
                line.allowed() ? "may" : "may not",
                actions.stream().map(Action::label).collect(Collectors.joining(", ")),
                line.place()));
    return table.lines();
  }

  static List<Json> json(List<AccessRule> rules) {
    List<Json> objects = new ArrayList<>();
    gathered(rules)
        .forEach((line, actions) ->
            objects.add(
                new JsonObject()
                    .with("who", text(line.subject()))
                    .with("allowed", Json.of(line.allowed()))
                    .with("actions", labels(actions))
                    .with("namespace", Json.of(line.place()))
                    .json()));
    return objects;
  }

  private static Map<Line, Set<Action>> gathered(List<AccessRule> rules) {
    Map<Line, Set<Action>> lines = new LinkedHashMap<>();
    for (AccessRule rule : rules) {
      lines
          .computeIfAbsent(
              new Line(rule.subject(), rule.allowed(), rule.place()),
              _ -> EnumSet.noneOf(Action.class))
          .add(rule.action());
    }
    return lines;
  }

  static Json labels(Collection<Action> actions) {
    return Json.array(actions, action -> Json.of(action.label()));
  }

  /** As it is typed. */
  static Json text(Object named) {
    return Json.of(named.toString());
  }
}
