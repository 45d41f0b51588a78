package coop.covm.golden;

import java.util.Optional;

/**
 * One thing that a golden program says about its own run.
 *
 * @param kind what it speaks of
 * @param line the line it stands on, from 1
 * @param text what it says, in the form in which {@link Observation} says what happened
 */
record Expectation(Kind kind, int line, String text) {

  /** The words that begin an expectation, each with what it speaks of. */
  enum Kind {
    EMIT("expect:", Scope.OUTPUT),
    EVENT("expect event:", Scope.OUTPUT),
    ROLLED_BACK("expect rolled back:", Scope.OUTPUT),
    ROLLED_BACK_EVENT("expect rolled back event:", Scope.OUTPUT),
    DUMP("expect dump:", Scope.OUTPUT),
    ERROR("expect error", Scope.FAULT),
    COMPILE_ERROR("expect compile error", Scope.FAULT),
    WARNING("expect warning", Scope.FAULT),
    STACK("expect stack:", Scope.END),
    STORED("expect stored:", Scope.STATED),
    FUEL("expect fuel:", Scope.STATED),
    INSTRUCTIONS("expect instructions:", Scope.STATED),
    WRITES("expect writes:", Scope.STATED),
    REVISION("expect revision:", Scope.STATED);

    private final String words;
    private final Scope scope;

    Kind(String words, Scope scope) {
      this.words = words;
      this.scope = scope;
    }

    String words() {
      return words;
    }

    Scope scope() {
      return scope;
    }

    static Optional<Kind> of(String comment) {
      for (Kind kind : values()) {
        if (comment.startsWith(kind.words)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /** How expectations of a kind are compared. */
  enum Scope {
    /** In order with all other output; none may be missing. */
    OUTPUT,
    /** In order of the text; none may be missing. */
    FAULT,
    /** Must be there unless nothing is left at the end. */
    END,
    /** Compared only where the program says something about it. */
    STATED
  }

  /** How it is written behind {@code #}. */
  String written() {
    return text.isEmpty() ? kind.words() : kind.words() + " " + text;
  }
}
