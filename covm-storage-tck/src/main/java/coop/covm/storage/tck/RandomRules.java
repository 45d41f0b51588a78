package coop.covm.storage.tck;

import coop.covm.storage.access.AccessRule;
import coop.covm.storage.access.Action;
import coop.covm.storage.tck.RuleOracle.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rules that meet, nest and contradict each other, at namespaces of names that begin alike. */
final class RandomRules {
  /** The whole store first; {@code - . +} sort before the border of a segment. */
  static final List<String> NAMESPACES =
      List.of(
          "",
          "org",
          "org/acme",
          "org/acmes",
          "org/acme-b",
          "org/acme.c",
          "org/acme+d",
          "org/acme/a",
          "org/acme/a/b",
          "org/x",
          "org/x/deep",
          "org/x/deep/er",
          "member",
          "member/plain",
          "member/plain/a",
          "vote");

  private static final List<String> SUBJECTS =
      List.of(
          "everyone",
          "member:plain",
          "member:torn",
          "member:root",
          "role:admin",
          "role:auditor",
          "role:org/x:clerk",
          "role:org/x:banned",
          "role:org/x/deep:clerk");

  private final Random random;

  RandomRules(Random random) {
    this.random = random;
  }

  /** Each subject, action and namespace at most once, as a store keeps them. */
  List<Rule> rules(int atMost) {
    List<Rule> rules = new ArrayList<>();
    for (int left = random.nextInt(atMost + 1); left > 0; left--) {
      Rule rule = rule();
      rules.removeIf(other ->
          other.subject().equals(rule.subject())
              && other.action().equals(rule.action())
              && other.namespace().equals(rule.namespace()));
      rules.add(rule);
    }
    return rules;
  }

  private Rule rule() {
    return new Rule(
        SUBJECTS.get(random.nextInt(SUBJECTS.size())),
        RuleOracle.ACTIONS.get(random.nextInt(RuleOracle.ACTIONS.size())),
        NAMESPACES.get(random.nextInt(NAMESPACES.size())),
        random.nextBoolean());
  }

  /** The rule as the store takes it. */
  static AccessRule stated(Rule rule) {
    Action action = Action.parse(rule.action()).orElseThrow();
    String namespace = rule.namespace().isEmpty() ? "/" : rule.namespace();
    return Members.rule(rule.subject(), action, namespace, rule.allowed());
  }
}
