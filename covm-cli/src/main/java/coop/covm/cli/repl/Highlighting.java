package coop.covm.cli.repl;

import coop.covm.bytecode.Opcode;
import coop.covm.syntax.Colouring;
import java.util.Optional;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Shows what is typed in colours: an instruction has one as soon as it is one. */
final class Highlighting implements Highlighter {
  private static final AttributedStyle INSTRUCTION = foreground(AttributedStyle.CYAN);
  private static final AttributedStyle BLOCK_WORD = foreground(AttributedStyle.MAGENTA);
  private static final AttributedStyle LITERAL = foreground(AttributedStyle.YELLOW);
  private static final AttributedStyle TEXT = foreground(AttributedStyle.GREEN);
  private static final AttributedStyle COMMENT = foreground(AttributedStyle.BLUE);
  private static final AttributedStyle STRAY = foreground(AttributedStyle.RED);

  private static AttributedStyle foreground(int colour) {
    return AttributedStyle.DEFAULT.foreground(colour);
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return coloured(buffer);
  }

  static AttributedString coloured(String buffer) {
    AttributedStringBuilder shown = new AttributedStringBuilder();
    if (buffer.startsWith(":")) {
      return shown.append(buffer).toAttributedString();
    }
    int end = 0;
    for (Colouring.Piece piece : Colouring.of(buffer)) {
      String text = buffer.substring(piece.span().start(), piece.span().end());
      shown.append(buffer, end, piece.span().start());
      style(piece.kind(), text)
          .ifPresentOrElse(style -> shown.styled(style, text), () -> shown.append(text));
      end = piece.span().end();
    }
    return shown.append(buffer, end, buffer.length()).toAttributedString();
  }

  private static Optional<AttributedStyle> style(Colouring.Kind kind, String text) {
    return switch (kind) {
      case INSTRUCTION ->
          Opcode.of(text)
              .filter(opcode -> opcode.inSource() && !opcode.isReserved())
              .map(_ -> INSTRUCTION);
      case BLOCK_WORD -> Optional.of(BLOCK_WORD);
      case LITERAL -> Optional.of(LITERAL);
      case TEXT -> Optional.of(TEXT);
      case COMMENT -> Optional.of(COMMENT);
      case STRAY -> Optional.of(STRAY);
    };
  }
}
