package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.storage.StorageException;
import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.access.Subject;
import coop.covm.syntax.NearestWord;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * WHO, ACTIONS and NAMESPACE: what rules of access are about.
 *
 * @param actions in the order of {@link Action}
 */
record RuleArguments(Subject subject, Set<Action> actions, NamedNamespace namespace) {
  private static final String ALL = "all";
  private static final int NAMESPACE = 2;

  static CommandSpec addTo(CommandSpec spec) {
    return addSubjectTo(spec)
        .addPositional(
            Usage.parameter(
                1,
                "ACTIONS",
                "Of read, write, delete, list and admin, with commas between; or all."))
        .addPositional(
            Usage.parameter(NAMESPACE, "NAMESPACE", "Such as org/acme, or / for the whole store."));
  }

  static CommandSpec addSubjectTo(CommandSpec spec) {
    return spec.addPositional(
        Usage.parameter(
            0, "WHO", "member:ID, role:ROLE such as role:org/acme:treasurer, or everyone."));
  }

  /**
   * @throws CommandException {@code Usage} for what is no subject and no action
   * @throws StorageException {@code InvalidKey} for the namespace
   */
  static RuleArguments of(ParseResult arguments) {
    return new RuleArguments(
        subject(Usage.text(arguments, 0)),
        actions(Usage.text(arguments, 1)),
        NamedNamespace.of(arguments, NAMESPACE)
            .orElseThrow(() -> CommandException.usage("NAMESPACE is empty; / is the whole store")));
  }

  static Subject subject(String text) {
    try {
      return Subject.parse(text);
    } catch (StorageException e) {
      throw CommandException.usage(
          "WHO is member:ID, role:ROLE (such as role:org/acme:treasurer) or everyone, not '%s'%s"
              .formatted(text, text.indexOf(':') < 0 ? "" : ": " + e.getMessage()));
    }
  }

  private static Set<Action> actions(String text) {
    if (text.equals(ALL)) {
      return EnumSet.allOf(Action.class);
    }
    Set<Action> actions = EnumSet.noneOf(Action.class);
    for (String word : text.split(",", -1)) {
      actions.add(action(word.strip()));
    }
    return actions;
  }

  /**
   * @throws CommandException {@code Usage} if it is none
   */
  static Action action(String word) {
    return Action.parse(word).orElseThrow(() -> unknown(word));
  }

  private static CommandException unknown(String word) {
    List<String> known = Stream.of(Action.values()).map(Action::label).toList();
    return CommandException.usage(
        "there is no action '%s'%s; there are %s"
            .formatted(
                word,
                NearestWord.to(word, known).map(", perhaps '%s' is meant"::formatted).orElse(""),
                String.join(", ", known)));
  }

  /** A rule for each action. */
  List<AccessRule> rules(boolean allowed) {
    return actions.stream()
        .map(action -> new AccessRule(subject, action, namespace.prefix(), allowed))
        .toList();
  }

  /** What is known, added to a report. */
  ChangeReport addedTo(ChangeReport report) {
    return report
        .with("who", ShownRules.text(subject))
        .with("actions", ShownRules.labels(actions))
        .with("namespace", ShownRules.text(namespace));
  }

  @Override
  public String toString() {
    return "%s, %s at %s"
        .formatted(
            subject,
            actions.stream().map(Action::label).collect(Collectors.joining(" and ")),
            namespace);
  }
}
