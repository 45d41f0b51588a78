package coop.covm.cli.repl;

import coop.covm.dialogue.Answer;
import coop.covm.dialogue.TransactionEnd;
import coop.covm.dialogue.Undone;
import coop.covm.engine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sentences on what became of the store and of the transaction. */
final class Told {
  private Told() {}

  static List<String> afterRun(Answer.Ran ran) {
    Outcome outcome = ran.outcome();
    boolean failed = outcome.trap().isPresent();
    List<String> sentences = new ArrayList<>();
    if (outcome.writes() > 0) {
      sentences.add(
          "%s committed%s, revision %s"
              .formatted(
                  changes(outcome.writes()), failed ? " and stays" : "", outcome.revision()));
    }
    if (failed) {
      switch (ran.transaction()) {
        case STILL_OPEN ->
            sentences.add("the transaction is open still, as it was before this input");
        case OVER ->
            sentences.add(
                outcome.writes() > 0
                    ? "the transaction is over"
                    : "the transaction is over and was rolled back");
        case NONE_BEFORE -> {}
      }
    } else if (ran.transaction() == TransactionEnd.OVER && outcome.writes() == 0) {
      sentences.add("the transaction is over, and nothing was changed");
    }
    return sentences;
  }

  static List<String> afterUndo(Undone undone) {
    List<String> sentences = new ArrayList<>();
    if (undone.writes() > 0) {
      sentences.add(
          "%s in revision %s %s committed, and cannot be taken back"
              .formatted(
                  changes(undone.writes()),
                  undone.revision(),
                  undone.writes() == 1 ? "is" : "are"));
    }
    switch (undone.transaction()) {
      case NONE -> {}
      case AS_BEFORE -> sentences.add("the transaction is as it was before it");
      case ROLLED_BACK -> sentences.add("the transaction that it began was rolled back");
      case OVER -> sentences.add("the transaction that it ended is over all the same");
    }
    return sentences;
  }

  private static String changes(long writes) {
    return String.format(Locale.ROOT, "%,d change%s", writes, writes == 1 ? "" : "s");
  }

  /** The first line of a text, with dots if there are more. */
  static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end) + " …";
  }
}
