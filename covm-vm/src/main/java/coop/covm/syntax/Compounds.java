package coop.covm.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the statements that hold blocks. */
final class Compounds {
  private final BlockParser blocks;
  private final TokenStream tokens;
  private final HeaderReader headers;
  private final FunctionReader functionHeaders;
  private final List<Statement.Function> functions;

  Compounds(
      BlockParser blocks,
      TokenStream tokens,
      HeaderReader headers,
      List<Statement.Function> functions) {
    this.blocks = blocks;
    this.tokens = tokens;
    this.headers = headers;
    this.functionHeaders = new FunctionReader(tokens, headers);
    this.functions = functions;
  }

  /** Reads the statement whose block word is the current token. */
  void read(Frame frame, Token.Word token, BlockWord word) {
    Body body = frame.body;
    if (word == body.leadWord()) {
      lead(frame, token, word);
      return;
    }
    if (body.opener == BlockWord.MATCH && (word == BlockWord.CASE || word == BlockWord.DEFAULT)) {
      body.begunBody = true;
      choice(frame, token, word);
      return;
    }
    checkMatch(frame, token);
    body.begunBody = true;
    switch (word) {
      case IF -> ifStatement(frame);
      case WHILE -> whileStatement(frame);
      case LOOP -> loop(frame);
      case FOREACH -> forEach(frame);
      case MATCH -> match(frame);
      case TRANSACTION -> transaction(frame);
      case DEF -> function(frame, token);
      case ELIF, ELSE, CONDITION, VALUE, CASE, DEFAULT -> misplaced(frame, token, word);
      case BREAK, CONTINUE, RETURN ->
          throw new IllegalStateException(word.word() + " opens no block");
    }
  }

  private void ifStatement(Frame frame) {
    Header header = headers.read(BlockWord.IF);
    Statement.Block then = blocks.block(header, frame, frame.context).block();
    List<Statement.ElseIf> elseIfs = new ArrayList<>();
    Statement.Block otherwise = null;
    Span elseSpan = null;
    for (Token.Word token = clause(frame); token != null; token = clause(frame)) {
      blocks.beginLine(frame);
      BlockWord word = BlockWord.of(token.text()).orElseThrow();
      if (elseSpan != null) {
        tokens.fault(
            Diagnostic.error(
                    DiagnosticCode.MISPLACED_BLOCK,
                    word == BlockWord.ELSE
                        ? "this 'if:' has its 'else:' already"
                        : "'elif:' cannot follow 'else:'",
                    token.span())
                .withHint("'else:' is the last branch, and there is one at most")
                .withRelated("'else:' is here", elseSpan));
      }
      Header branch = headers.read(word);
      Body body = blocks.block(branch, frame, frame.context);
      if (elseSpan != null) {
        continue;
      }
      if (word == BlockWord.ELSE) {
        otherwise = body.block();
        elseSpan = branch.span();
      } else {
        elseIfs.add(new Statement.ElseIf(body.leadBlock(), body.block(), branch.span()));
      }
    }
    frame.body.statements.add(
        new Statement.If(then, elseIfs, Optional.ofNullable(otherwise), header.span()));
  }

  /** The {@code elif} or {@code else} that begins the current line; null if none does. */
  private Token.@Nullable Word clause(Frame frame) {
    if (tokens.current() instanceof Token.Word token
        && tokens.firstOnLine()
        && frame.holds(tokens.indentation())) {
      BlockWord word = BlockWord.of(token.text()).orElse(BlockWord.IF);
      if (word == BlockWord.ELIF || word == BlockWord.ELSE) {
        return token;
      }
    }
    return null;
  }

  /** Reads the branches behind a header that was not understood, for the faults in them. */
  void skipClauses(Frame frame) {
    for (Token.Word token = clause(frame); token != null; token = clause(frame)) {
      blocks.beginLine(frame);
      Header header = headers.read(BlockWord.of(token.text()).orElseThrow());
      blocks.block(header, frame, frame.context);
    }
  }

  private void whileStatement(Frame frame) {
    Header header = headers.read(BlockWord.WHILE);
    Body body = blocks.block(header, frame, frame.context.loop());
    frame.body.statements.add(new Statement.While(body.leadBlock(), body.block(), header.span()));
  }

  private void loop(Frame frame) {
    Header header = headers.read(BlockWord.LOOP);
    Statement.Block body = blocks.block(header, frame, frame.context.loop()).block();
    frame.body.statements.add(
        new Statement.Loop(header.operands().stream().findFirst(), body, header.span()));
  }

  private void forEach(Frame frame) {
    Header header = headers.read(BlockWord.FOREACH);
    String name = "";
    Span nameSpan = header.span();
    if (!header.operands().isEmpty()) {
      Operand operand = header.operands().getFirst();
      nameSpan = operand.span();
      name = name(operand);
    }
    Statement.Block body = blocks.block(header, frame, frame.context.loop()).block();
    if (!name.isEmpty()) {
      frame.body.statements.add(new Statement.ForEach(name, nameSpan, body, header.span()));
    }
  }

  /** The name that an operand spells; empty, and reported, if it spells none. */
  private String name(Operand operand) {
    String text =
        switch (operand) {
          case Operand.Word word -> word.text();
          case Operand.Text string -> string.text();
          case Operand.Literal literal -> "";
          case Operand.Template template -> "";
        };
    if (!Names.isName(text)) {
      tokens.fault(
          DiagnosticCode.INVALID_NAME,
          "'%s' is no name".formatted(tokens.shown(operand.span())),
          operand.span(),
          Names.RULE);
    }
    return text;
  }

  private void transaction(Frame frame) {
    Header header = headers.read(BlockWord.TRANSACTION);
    Statement.Block body = blocks.block(header, frame, frame.context).block();
    frame.body.statements.add(new Statement.Transaction(body, header.span()));
  }

  private void function(Frame frame, Token.Word token) {
    if (!frame.isTop() && !frame.context.lenient()) {
      tokens.fault(
          DiagnosticCode.MISPLACED_BLOCK,
          "a function is defined at top level only",
          token.span(),
          "move it out of this block");
    }
    FunctionReader.FunctionHeader read = functionHeaders.read();
    int place = functions.size();
    Statement.Block body = blocks.block(read.header(), frame, Context.FUNCTION).block();
    FunctionReader.Name name = read.name();
    if (name != null) {
      functions.add(
          place,
          new Statement.Function(
              name.text(),
              name.span(),
              read.parameters(),
              read.results(),
              body,
              read.header().span()));
    }
  }

  private void match(Frame frame) {
    Header header = headers.read(BlockWord.MATCH);
    Body body = blocks.block(header, frame, frame.context);
    frame.body.statements.add(
        new Statement.Match(body.leadBlock(), body.cases, body.otherwiseBlock(), header.span()));
  }

  /** Reads a {@code case} or {@code default} of a match. */
  private void choice(Frame frame, Token.Word token, BlockWord word) {
    Body match = frame.body;
    Span last = match.otherwiseSpan;
    if (last != null) {
      tokens.fault(
          Diagnostic.error(
                  DiagnosticCode.MISPLACED_BLOCK,
                  word == BlockWord.CASE
                      ? "'case' cannot follow 'default:'"
                      : "this 'match:' has its 'default:' already",
                  token.span())
              .withHint("'default:' is the last block of a match, and there is one at most")
              .withRelated("'default:' is here", last));
    }
    Header header = headers.read(word);
    if (word == BlockWord.CASE) {
      checkCase(header);
    }
    Statement.Block body = blocks.block(header, frame, frame.context).block();
    if (word == BlockWord.CASE) {
      if (!header.operands().isEmpty()
          && !(header.operands().getFirst() instanceof Operand.Template)) {
        match.cases.add(new Statement.Case(header.operands().getFirst(), body, header.span()));
      }
    } else if (last == null) {
      match.otherwise = body;
      match.otherwiseSpan = header.span();
    }
  }

  private void checkCase(Header header) {
    if (!header.operands().isEmpty()
        && header.operands().getFirst() instanceof Operand.Template template) {
      tokens.fault(
          DiagnosticCode.OPERAND,
          "a case stands for a literal, not for an f-string",
          template.span(),
          "compare by eq and if: instead");
    }
  }

  /** Reads a {@code condition:} or {@code value:} block in the block that it belongs to. */
  private void lead(Frame frame, Token.Word token, BlockWord word) {
    Body body = frame.body;
    String opener = body.opener == null ? "" : body.opener.word();
    Span first = body.leadSpan;
    if (first != null) {
      tokens.fault(
          Diagnostic.error(
                  DiagnosticCode.MISPLACED_BLOCK,
                  "this '%s:' has its '%s:' already".formatted(opener, word.word()),
                  token.span())
              .withRelated("it is here", first));
    } else if (body.begunBody) {
      tokens.fault(
          DiagnosticCode.MISPLACED_BLOCK,
          "'%s:' is not the first block of '%s:'".formatted(word.word(), opener),
          token.span(),
          "move it to the beginning: it runs before the rest");
    }
    Header header = headers.read(word);
    Statement.Block block = blocks.block(header, frame, frame.contextAround()).block();
    if (first == null) {
      body.lead = block;
      body.leadSpan = header.span();
    }
  }

  /** Reports, once, what stands in a match outside its cases. */
  void checkMatch(Frame frame, Token.Word token) {
    Body body = frame.body;
    if (body.opener == BlockWord.MATCH && !body.reported && !frame.context.lenient()) {
      body.reported = true;
      tokens.fault(
          DiagnosticCode.MISPLACED_BLOCK,
          "%s stands in 'match:' outside its cases".formatted(Characters.quote(token.text())),
          token.span(),
          "'match:' holds a value: block, then case V: blocks, and default: at the end");
    }
  }

  /** Reads a block that does not belong here, for the faults in it. */
  private void misplaced(Frame frame, Token.Word token, BlockWord word) {
    if (word == BlockWord.CONDITION || word == BlockWord.VALUE) {
      // It was meant as the block's lead, so that nothing else need be said about that.
      frame.body.reported = true;
    }
    if (!frame.context.lenient()) {
      tokens.fault(
          DiagnosticCode.MISPLACED_BLOCK,
          "'%s' does not belong here"
              .formatted(word == BlockWord.CASE ? "case" : word.word() + ":"),
          token.span(),
          switch (word) {
            case ELIF -> "it follows the block of an if: or elif:, indented like it";
            case ELSE -> "it follows the last block of an if: or elif:, indented like it";
            case CONDITION -> "it is the first block in an elif: or while:";
            case VALUE -> "it is the first block in a match:";
            case CASE, DEFAULT -> "it stands in a match:, after its value: block";
            case IF, WHILE, LOOP, FOREACH, MATCH, TRANSACTION, DEF, BREAK, CONTINUE, RETURN -> "";
          });
    }
    Header header = headers.read(word);
    Body body = blocks.block(header, frame, frame.context);
    frame.body.end = body.end;
    skipClauses(frame);
  }
}
