package coop.covm.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is collected while a block is read. */
final class Body {
  /** The word of the header. */
  final @Nullable BlockWord opener;

  final List<Statement> statements = new ArrayList<>();

  /** The cases of {@code match:}. */
  final List<Statement.Case> cases = new ArrayList<>();

  /** The {@code default:} of {@code match:}, and its header. */
  Statement.@Nullable Block otherwise;

  @Nullable Span otherwiseSpan;

  /** The {@code condition:} or {@code value:} block, and its header. */
  Statement.@Nullable Block lead;

  @Nullable Span leadSpan;

  /** The {@code break}, {@code continue} or {@code return} behind which nothing runs. */
  @Nullable Span jump;

  String jumpWord = "";

  /** Whether anything stands in the block, faulty or not. */
  boolean begun;

  /** Whether something else than the lead stands in the block. */
  boolean begunBody;

  /** Whether one statement out of place was reported, so that the rest need not be. */
  boolean reported;

  /** The place behind the block's last token. */
  Span end;

  Body(@Nullable BlockWord opener, Span end) {
    this.opener = opener;
    this.end = end;
  }

  Statement.Block block() {
    return new Statement.Block(statements, end);
  }

  Statement.Block leadBlock() {
    Statement.Block present = lead;
    return present != null ? present : new Statement.Block(List.of(), end);
  }

  Optional<Statement.Block> otherwiseBlock() {
    return Optional.ofNullable(otherwise);
  }

  /** The block word with which this block must begin. */
  @Nullable BlockWord leadWord() {
    return opener == null ? null : leadWord(opener);
  }

  static @Nullable BlockWord leadWord(BlockWord opener) {
    return switch (opener) {
      case ELIF, WHILE -> BlockWord.CONDITION;
      case MATCH -> BlockWord.VALUE;
      case IF,
          ELSE,
          CONDITION,
          LOOP,
          FOREACH,
          VALUE,
          CASE,
          DEFAULT,
          TRANSACTION,
          DEF,
          BREAK,
          CONTINUE,
          RETURN ->
          null;
    };
  }
}
