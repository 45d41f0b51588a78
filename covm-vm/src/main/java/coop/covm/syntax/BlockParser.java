package coop.covm.syntax;

import coop.covm.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads lines into blocks: the centre of the parser. */
final class BlockParser {
  private static final List<String> OPENING_WORDS =
      Arrays.stream(BlockWord.values()).filter(BlockWord::opensBlock).map(BlockWord::word).toList();

  private final SourceFile source;
  private final TokenStream tokens;
  private final Diagnostics diagnostics;
  private final Layout layout;
  private final OperandReader operands;
  private final HeaderReader headers;
  private final Compounds compounds;
  private final List<Statement.Function> functions = new ArrayList<>();

  BlockParser(SourceFile source, TokenStream tokens, Diagnostics diagnostics) {
    this.source = source;
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.layout = new Layout(tokens, diagnostics);
    this.operands = new OperandReader(tokens);
    this.headers = new HeaderReader(tokens, operands);
    this.compounds = new Compounds(this, tokens, headers, functions);
  }

  Program program() {
    Body body = new Body(null, new Span(0, 0));
    lines(Frame.top(body));
    layout.finish();
    return new Program(source, body.block(), functions);
  }

  /** Reads the lines of a block. */
  private void lines(Frame frame) {
    while (true) {
      switch (layout.next(frame)) {
        case OUTSIDE -> {
          return;
        }
        case HERE -> line(frame);
        case DEEPER -> deeper(frame);
      }
    }
  }

  /** Reads lines that are indented for no reason, as lines of the same block. */
  private void deeper(Frame frame) {
    layout.unexpectedIndentation(frame);
    if (frame.depth() >= Parser.MAX_DEPTH) {
      layout.skipDeeper(frame.level());
    } else {
      lines(frame.inner(tokens.indentation(), frame.context.withLenience(), frame.body));
    }
  }

  private void line(Frame frame) {
    beginLine(frame);
    while (!tokens.atLineEnd()) {
      if (tokens.at(Kind.SEMICOLON)) {
        tokens.advance();
        tokens.beginStatement();
      } else if (statement(frame)) {
        return;
      }
    }
  }

  /** The current token begins a line of the frame's block. */
  void beginLine(Frame frame) {
    layout.noteTab();
    frame.beginLine(tokens.indentation());
    tokens.beginLine();
    tokens.beginStatement();
  }

  /**
   * Reads a statement.
   *
   * @return whether it was a block, so that the current token is on another line
   */
  private boolean statement(Frame frame) {
    Body body = frame.body;
    body.begun = true;
    Token first = tokens.current();
    checkReached(frame, first);
    int known = functions.size();
    boolean lineIsOver = statement(frame, first);
    if (functions.size() == known || !frame.isTop()) {
      body.end = tokens.behind();
    }
    return lineIsOver;
  }

  private boolean statement(Frame frame, Token first) {
    if (!(first instanceof Token.Word word)) {
      frame.body.begunBody = true;
      tokens.fault(StrayText.insteadOfInstruction(first));
      return faulty(frame);
    }
    Optional<BlockWord> blockWord = BlockWord.of(word.text());
    if (blockWord.isEmpty()) {
      compounds.checkMatch(frame, word);
      frame.body.begunBody = true;
      return instruction(frame, word);
    }
    return switch (blockWord.get()) {
      case BREAK, CONTINUE, RETURN -> {
        compounds.checkMatch(frame, word);
        frame.body.begunBody = true;
        yield jump(frame, word, blockWord.get());
      }
      default -> {
        compounds.read(frame, word, blockWord.get());
        yield true;
      }
    };
  }

  /** Reports the first statement behind a jump. */
  private void checkReached(Frame frame, Token first) {
    Span jump = frame.body.jump;
    if (jump != null && !frame.context.lenient()) {
      diagnostics.report(
          Diagnostic.error(
                  DiagnosticCode.MISPLACED_JUMP,
                  "nothing runs after '%s' in the same block".formatted(frame.body.jumpWord),
                  first.span())
              .withHint("delete it, or move it before '" + frame.body.jumpWord + "'")
              .withRelated("the block is left here", jump));
      frame.body.jump = null;
    }
  }

  private boolean instruction(Frame frame, Token.Word name) {
    Diagnostic fault = InstructionNames.fault(name);
    if (fault != null) {
      tokens.fault(fault);
      return faulty(frame);
    }
    tokens.advance();
    List<Operand> written = operands.read();
    Span span = tokens.since(name.span());
    if (tokens.at(Kind.COLON)) {
      return unknownBlock(frame, name);
    }
    InstructionNames.assignment(name, written).ifPresent(tokens::fault);
    frame.body.statements.add(new Statement.Instruction(name.text(), name.span(), written, span));
    if (tokens.atStatementEnd()) {
      return false;
    }
    tokens.fault(StrayText.after("'" + tokens.shown(span) + "'", tokens.current()));
    return faulty(frame);
  }

  private boolean unknownBlock(Frame frame, Token.Word name) {
    Optional<String> nearest =
        diagnostics.isFull() ? Optional.empty() : NearestWord.to(name.text(), OPENING_WORDS);
    String hint =
        nearest
            .map(word -> "did you mean '" + word + ":'?")
            .orElse("only " + String.join(", ", OPENING_WORDS) + " open a block");
    tokens.fault(
        DiagnosticCode.UNKNOWN_INSTRUCTION,
        "%s opens no block".formatted(Characters.quote(name.text())),
        name.span(),
        hint);
    return faulty(frame);
  }

  private boolean jump(Frame frame, Token.Word word, BlockWord jump) {
    tokens.advance();
    boolean isReturn = jump == BlockWord.RETURN;
    if (!tokens.atStatementEnd()) {
      tokens.fault(
          DiagnosticCode.UNEXPECTED_TEXT,
          "'%s' takes nothing, but %s follows"
              .formatted(jump.word(), tokens.current().description()),
          tokens.current().span(),
          isReturn ? "push what the function returns before it" : "it concerns the innermost loop");
    }
    boolean allowed = isReturn ? frame.context.inFunction() : frame.context.inLoop();
    if (allowed) {
      frame.body.statements.add(
          switch (jump) {
            case BREAK -> new Statement.Break(word.span());
            case CONTINUE -> new Statement.Continue(word.span());
            default -> new Statement.Return(word.span());
          });
      frame.body.jump = frame.body.opener == BlockWord.MATCH ? null : word.span();
      frame.body.jumpWord = jump.word();
    } else if (!frame.context.lenient()) {
      tokens.fault(
          DiagnosticCode.MISPLACED_JUMP,
          isReturn
              ? "'return' belongs in a function"
              : "'%s' belongs in a loop".formatted(jump.word()),
          word.span(),
          isReturn
              ? "the main program ends with its last line"
              : "the loops are while:, loop N: and foreach NAME:");
    }
    return !tokens.atStatementEnd() && faulty(frame);
  }

  /**
   * Goes on behind a faulty statement. If it ended like the header of a block, the block is read as
   * well, for the faults in it.
   *
   * @return whether the current token is on another line
   */
  private boolean faulty(Frame frame) {
    if (!tokens.skipStatement() || !tokens.atLineEnd()) {
      return false;
    }
    Header header = new Header(BlockWord.IF, List.of(), tokens.behind(), false);
    block(header, frame, frame.context.withLenience());
    compounds.skipClauses(frame);
    return true;
  }

  /**
   * Reads the block below a header; the current token is at the end of the header's line.
   *
   * @param context of the statements in the block
   */
  Body block(Header header, Frame frame, Context context) {
    Body body = new Body(header.word(), tokens.behind());
    if (layout.opensBlock(frame)) {
      if (frame.depth() >= Parser.MAX_DEPTH) {
        diagnostics.error(
            DiagnosticCode.NESTING_TOO_DEEP,
            "blocks nest at most %s deep".formatted(Parser.MAX_DEPTH),
            header.span(),
            "move the inner blocks into a function");
        layout.skipDeeper(frame.lineLevel());
        return body;
      }
      lines(frame.inner(tokens.indentation(), context, body));
    }
    if (header.sound()) {
      checkComplete(header, body);
    }
    return body;
  }

  /** Reports what a block lacks. */
  private void checkComplete(Header header, Body body) {
    String word = header.word().word();
    BlockWord lead = body.leadWord();
    if (!body.begun) {
      diagnostics.error(
          DiagnosticCode.EMPTY_BLOCK,
          "the block of '%s' is empty".formatted(tokens.shown(header.span())),
          header.span(),
          "indent what belongs in it, or write nop");
    } else if (lead != null && body.lead == null && !body.reported) {
      diagnostics.error(
          DiagnosticCode.MISPLACED_BLOCK,
          "'%s:' does not begin with a %s: block".formatted(word, lead.word()),
          header.span(),
          "the %s: block comes first and leaves one value".formatted(lead.word()));
    } else if (lead != null && body.lead != null && !body.begunBody) {
      boolean match = header.word() == BlockWord.MATCH;
      diagnostics.error(
          DiagnosticCode.EMPTY_BLOCK,
          match ? "'match:' has no case" : "the body of '%s:' is empty".formatted(word),
          header.span(),
          match
              ? "add a case V: or default: block after value:"
              : "add what it does after condition:, or write nop");
    }
  }
}
