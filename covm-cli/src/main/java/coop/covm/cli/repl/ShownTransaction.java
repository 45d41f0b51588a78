package coop.covm.cli.repl;

import coop.covm.dialogue.Dialogue;
import coop.covm.dialogue.PendingTransaction;
import coop.covm.storage.Key;
import coop.covm.storage.PendingChange;
import java.util.ArrayList;
import java.util.List;

/** The open transaction, for people. */
final class ShownTransaction {
  private static final int SHOWN = 100;

  private ShownTransaction() {}

  static List<String> lines(Dialogue dialogue, Surroundings surroundings) {
    return dialogue
        .transaction()
        .map(pending -> lines(pending, surroundings))
        .orElse(List.of("no transaction is open"));
  }

  private static List<String> lines(PendingTransaction pending, Surroundings surroundings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "a transaction is open since line %s; it reads revision %s and will change %s"
            .formatted(pending.line(), pending.revision(), keys(pending.changes().size())));
    pending.changes().entrySet().stream()
        .limit(SHOWN)
        .forEach(
            change -> lines.add("  " + text(change.getKey(), change.getValue(), surroundings)));
    if (pending.changes().size() > SHOWN) {
      lines.add("  … and %s more".formatted(pending.changes().size() - SHOWN));
    }
    if (pending.waiting() > 0) {
      lines.add("what it emitted is printed when it commits: " + pending.waiting());
    }
    return lines;
  }

  private static String keys(int count) {
    return switch (count) {
      case 0 -> "nothing";
      case 1 -> "1 key";
      default -> count + " keys";
    };
  }

  private static String text(Key key, PendingChange change, Surroundings surroundings) {
    return switch (change) {
      case PendingChange.Put put -> "set %s to %s".formatted(key, surroundings.brief(put.value()));
      case PendingChange.Remove _ -> "delete %s".formatted(key);
      case PendingChange.Add add -> "add %s to %s".formatted(surroundings.brief(add.amount()), key);
    };
  }
}
