package coop.covm.cli.repl;

import coop.covm.syntax.InputEnd;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Tells the terminal library where an input ends and what completes it. A block that was typed ends
 * with an empty line.
 */
final class Typing implements Parser, org.jline.reader.Completer {
  private final Completer completer;

  Typing(Completer completer) {
    this.completer = completer;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && goesOn(line)) {
      throw new EOFError(-1, cursor, "the input goes on");
    }
    Completion completion =
        context == ParseContext.COMPLETE
            ? completer.complete(line.substring(0, cursor))
            : new Completion(cursor, List.of());
    return new Typed(line, cursor, completion);
  }

  /** Whether more lines belong to what is typed so far. */
  static boolean goesOn(String text) {
    if (text.startsWith(":")) {
      return false;
    }
    return switch (InputEnd.of(text)) {
      case COMPLETE -> false;
      case OPEN_BRACKET -> true;
      case OPEN_BLOCK -> !text.substring(text.lastIndexOf('\n') + 1).isBlank();
    };
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line instanceof Typed typed) {
      int sort = 0;
      for (String word : typed.completion.words()) {
        // A group of keys or files goes on; behind anything else comes a space.
        boolean whole = !word.endsWith("/");
        candidates.add(new Candidate(word, shown(word), null, null, null, null, whole, sort++));
      }
    }
  }

  /** What differs among candidates: of a key or a file its last segment. */
  private static String shown(String word) {
    int end = word.endsWith("/") ? word.length() - 1 : word.length();
    return word.substring(word.lastIndexOf('/', end - 1) + 1);
  }

  /** A line with the word that is to be completed. */
  private record Typed(String line, int cursor, Completion completion)
      implements CompletingParsedLine {
    @Override
    public String word() {
      return line.substring(completion.start(), cursor);
    }

    @Override
    public int wordCursor() {
      return cursor - completion.start();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return wordCursor();
    }
  }
}
