package coop.covm.syntax;

/** Says which block a line belongs to by its indentation. */
final class Layout {
  private final TokenStream tokens;
  private final Diagnostics diagnostics;
  private int tabbedLines;
  private int firstTab = -1;
  private int lastTab = -1;

  Layout(TokenStream tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  /** Where the next line belongs, seen from a block. */
  enum Place {
    HERE,
    OUTSIDE,
    DEEPER
  }

  /**
   * Goes to the next line with something on it and says where it belongs; the end of the file is
   * outside. A line at a level that was never opened is reported and then taken for one of a block
   * around it, or this one.
   */
  Place next(Frame frame) {
    tokens.skipLineEnds();
    if (tokens.current() instanceof Token.End) {
      return Place.OUTSIDE;
    }
    int indentation = tokens.indentation();
    noteTab();
    if (frame.holds(indentation)) {
      return Place.HERE;
    }
    if (indentation > frame.level()) {
      return Place.DEEPER;
    }
    if (!frame.isInside(indentation)) {
      fault(
          "this line is indented by %s, and no block around it is".formatted(spaces(indentation)),
          "indent it like the lines of the block it belongs to");
      frame.adopt(indentation, beginsBranch());
    }
    return frame.holds(indentation) ? Place.HERE : Place.OUTSIDE;
  }

  /** Whether the current line is a branch of a block before it, never a part of that block. */
  private boolean beginsBranch() {
    return tokens.current() instanceof Token.Word word
        && BlockWord.of(word.text())
            .filter(found -> found == BlockWord.ELIF || found == BlockWord.ELSE)
            .isPresent();
  }

  /** Whether the next line is in a block that the line of this frame opens. */
  boolean opensBlock(Frame frame) {
    tokens.skipLineEnds();
    return !(tokens.current() instanceof Token.End) && tokens.indentation() > frame.lineLevel();
  }

  /** Reports that the current line is indented without a block being open for it. */
  void unexpectedIndentation(Frame frame) {
    fault(
        "this line is indented, but no block is opened for it",
        "%s; only a block word with its ':' opens a block"
            .formatted(
                frame.level() == 0 ? "do not indent it" : "indent it by " + spaces(frame.level())));
  }

  /** Counts the tab that indents the current line, if there is one. */
  void noteTab() {
    int tab = tokens.tab();
    if (tab >= 0 && tab > lastTab) {
      lastTab = tab;
      if (tabbedLines++ == 0) {
        firstTab = tab;
      }
    }
  }

  /** Goes to the next line that is not indented deeper than this. */
  void skipDeeper(int level) {
    tokens.skipLineEnds();
    while (!(tokens.current() instanceof Token.End) && tokens.indentation() > level) {
      tokens.advance();
      tokens.skipLineEnds();
    }
  }

  /** Reports the tabs, in one message for all of them. */
  void finish() {
    if (tabbedLines > 0) {
      String others = tabbedLines == 1 ? "" : "; tabs indent %s lines".formatted(tabbedLines);
      diagnostics.error(
          DiagnosticCode.INVALID_INDENTATION,
          "a tab indents this line",
          new Span(firstTab, firstTab + 1),
          "indent with spaces" + others);
    }
  }

  private void fault(String message, String hint) {
    // With tabs about nobody knows what was meant; their own message says what to do.
    if (tabbedLines == 0) {
      diagnostics.error(DiagnosticCode.INVALID_INDENTATION, message, tokens.current().span(), hint);
    }
  }

  private static String spaces(int count) {
    return count == 1 ? "1 space" : count + " spaces";
  }
}
