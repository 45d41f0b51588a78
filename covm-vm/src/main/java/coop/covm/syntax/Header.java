package coop.covm.syntax;

import java.util.List;

/**
 * The line that opens a block.
 *
 * @param span from its word to its colon
 * @param sound whether it was well formed, so that what is missing in its block is worth a word
 */
record Header(BlockWord word, List<Operand> operands, Span span, boolean sound) {
  Header {
    operands = List.copyOf(operands);
  }
}
