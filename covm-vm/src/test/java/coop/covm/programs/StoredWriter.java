package coop.covm.programs;

import java.util.List;

/** Writes what reads and changes the store. */
final class StoredWriter {
  private final Draft draft;

  StoredWriter(Draft draft) {
    this.draft = draft;
  }

  /** Pushes something from the store, if there can be something of the kind. */
  boolean load(Kind kind) {
    if (draft.frame.rounds > 200) {
      return false;
    }
    if (kind == Kind.BOOLEAN) {
      key("keyexists", one(Stock.KINDS));
    } else if (kind == Kind.TEXTS || (kind == Kind.LIST && draft.oneIn(2))) {
      listKeys();
    } else if (kind == Kind.LIST) {
      key("listversionsp", one(Stock.KINDS));
    } else if (Stock.KINDS.contains(kind)) {
      loadOf(kind);
    } else {
      return false;
    }
    draft.frame.push(kind);
    return true;
  }

  private void listKeys() {
    String prefix = draft.one(List.of("any", "org/acme", "integer/", "\"tally\"", "vote/none"));
    draft.line("listkeys " + prefix);
    draft.line("push 6");
    draft.line("call take");
  }

  private void loadOf(Kind kind) {
    switch (draft.random.nextInt(5)) {
      case 0 -> draft.line("loadversionp %s %s".formatted(Stock.key(kind, "a"), revision()));
      case 1 -> {
        String literal = kind == Kind.ANY ? "null" : draft.samples.literal(kind);
        if (draft.oneIn(3)) {
          draft.line("push " + quoted(anyKey(kind)));
          draft.line("loadp default " + literal);
        } else {
          draft.line("loadp %s default %s".formatted(anyKey(kind), literal));
        }
      }
      default -> key("loadp", kind);
    }
  }

  /** A revision in which all that is in stock was there. */
  private String revision() {
    return Integer.toString(Stock.REVISION - draft.random.nextInt(3));
  }

  /** An instruction whose key is written, or popped; the key is in stock. */
  private void key(String instruction, Kind kind) {
    String key = Stock.key(kind, draft.one(Stock.NAMES));
    if (draft.oneIn(6)) {
      draft.line("push " + quoted(key));
      draft.line(instruction);
    } else {
      draft.line(instruction + " " + (draft.oneIn(4) ? quoted("org/acme/" + key) : key));
    }
  }

  /** A key that may not be there. */
  private String anyKey(Kind kind) {
    List<String> words = draft.frame.variablesFitting(Kind.WORD);
    List<String> counts = draft.frame.variablesFitting(Kind.COUNT);
    if (!words.isEmpty() && draft.oneIn(2)) {
      return "f\"%s/{%s}\"".formatted(Stock.folder(kind), draft.one(words));
    }
    if (!counts.isEmpty()) {
      return "f\"org/acme/%s/{%s}\"".formatted(Stock.folder(kind), draft.one(counts));
    }
    return quoted(Stock.key(kind, draft.samples.word()));
  }

  private static String quoted(String key) {
    return key.endsWith("\"") ? key : "\"" + key + "\"";
  }

  /** Changes the store; leaves the stack as it is. */
  void change(ValueWriter values) {
    Kind kind = one(Stock.KINDS);
    switch (draft.random.nextInt(12)) {
      case 0, 1, 2 -> store(kind, Stock.key(kind, draft.one(Stock.NAMES)), values);
      case 3, 4 -> store(kind, anyKey(kind), values);
      case 5 -> draft.line("deletep " + anyKey(Kind.ANY));
      case 6, 7 -> {
        values.push(Kind.INTEGER, 1);
        draft.line("incrementp counter/" + draft.one(Stock.NAMES));
        draft.frame.pop(1);
      }
      case 8 -> difference();
      case 9 -> explicitTransaction(values);
      default -> contend();
    }
  }

  private void store(Kind kind, String key, ValueWriter values) {
    values.push(kind, 1);
    if (draft.oneIn(5)) {
      draft.line("push " + quoted(key));
      draft.line("storep");
    } else {
      draft.line("storep " + key);
    }
    draft.frame.pop(1);
  }

  private void difference() {
    Kind kind = one(Stock.KINDS);
    draft.line("diffversionsp %s %s %s".formatted(Stock.key(kind, "a"), revision(), revision()));
    draft.line("emit");
  }

  /** Only the main program begins one, so that no function is called with two. */
  private void explicitTransaction(ValueWriter values) {
    Frame frame = draft.frame;
    if (!frame.function.isMain() || frame.inTransaction || frame.inExplicitTransaction) {
      return;
    }
    draft.line("begintx");
    frame.inExplicitTransaction = true;
    for (int i = draft.random.nextInt(4); i > 0; i--) {
      change(values);
    }
    if (draft.oneIn(2)) {
      draft.line("emit " + values.template());
    }
    frame.inExplicitTransaction = false;
    draft.line(draft.oneIn(3) ? "rollbacktx" : "committx");
  }

  /** Reads and changes what another session may change in between, at a dump. */
  private void contend() {
    if (draft.frame.inExplicitTransaction || draft.frame.rounds > 20) {
      return;
    }
    draft.line("transaction:");
    draft.indented(() ->
        List.of(
                "loadp " + Stock.CONTENDED,
                "push 1",
                "add",
                "dumpstack",
                "storep " + Stock.CONTENDED)
            .forEach(draft::line));
  }

  private Kind one(List<Kind> kinds) {
    return draft.one(kinds);
  }
}
