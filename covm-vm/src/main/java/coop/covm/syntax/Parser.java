package coop.covm.syntax;

import java.util.List;

/**
 * Reads a program's text into its tree. Recovers after each fault, so that all of a file are
 * reported in one run, each once.
 *
 * <p>Whatever the text is, it ends in time linear in its length, with bounded recursion: blocks
 * nest at most {@value #MAX_DEPTH} deep, literals at most 64. Statements that were faulty are in
 * the tree where their meaning is clear enough and left out elsewhere; so a tree that comes with
 * errors says little about the height of the stack.
 */
public final class Parser {
  /** How deep blocks may nest. */
  public static final int MAX_DEPTH = 100;

  private Parser() {}

  /** Parses a whole program; never throws because of its text. */
  public static Parsed parse(SourceFile source) {
    Diagnostics diagnostics = new Diagnostics();
    TokenStream tokens = new TokenStream(source, diagnostics);
    Program program = new BlockParser(source, tokens, diagnostics).program();
    CharacterFaults characters = tokens.characters();
    if (characters.isBinary()) {
      Statement.Block nothing = new Statement.Block(List.of(), new Span(0, 0));
      return new Parsed(new Program(source, nothing, List.of()), List.of(characters.binary()));
    }
    characters.finish();
    return new Parsed(program, diagnostics.toList());
  }
}
