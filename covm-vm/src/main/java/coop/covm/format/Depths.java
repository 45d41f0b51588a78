package coop.covm.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds how deep each line belongs. Of lines with code that is the number of blocks and open
 * brackets around them. A comment on a line of its own belongs to what follows it; at the end of a
 * block, where lines further out follow, it belongs to the innermost block that it is indented as
 * deep as.
 */
final class Depths {
  /** The indentation of each open block as it is written, outermost first. */
  private final List<Integer> levels = new ArrayList<>(List.of(0));

  private final List<SourceLine> lines;
  private final List<Integer> depths;
  private int openBrackets;

  /** The first of the comments for which no code has followed yet. */
  private int waiting;

  private Depths(List<SourceLine> lines) {
    this.lines = lines;
    this.depths = new ArrayList<>(Collections.nCopies(lines.size(), 0));
  }

  /** The depth of each line; of blank ones it means nothing. */
  static List<Integer> of(List<SourceLine> lines) {
    Depths depths = new Depths(lines);
    for (int i = 0; i < lines.size(); i++) {
      SourceLine line = lines.get(i);
      if (!line.pieces().isEmpty() && !line.isComment()) {
        depths.code(i, line);
      }
    }
    depths.comments(lines.size(), 0);
    return depths.depths;
  }

  private void code(int index, SourceLine line) {
    if (openBrackets > 0) {
      insideBrackets(index, line);
      return;
    }
    comments(index, line.indentation());
    while (levels.getLast() > line.indentation()) {
      levels.removeLast();
    }
    if (levels.getLast() < line.indentation()) {
      levels.add(line.indentation());
    }
    depths.set(index, block());
    openBrackets += line.opened();
  }

  private void insideBrackets(int index, SourceLine line) {
    for (int i = waiting; i < index; i++) {
      depths.set(i, block() + openBrackets);
    }
    waiting = index + 1;
    depths.set(index, block() + openBrackets - line.closedFirst());
    openBrackets += line.opened();
  }

  /** Places the comments before a line of code, or the end, that is indented so far. */
  private void comments(int index, int next) {
    int depth = block();
    int outermost = outermost(next);
    for (int i = waiting; i < index; i++) {
      SourceLine line = lines.get(i);
      if (next > levels.getLast()) {
        depths.set(i, block() + 1);
      } else if (line.isComment()) {
        // A comment further in than the one before it would belong to a block that has ended.
        while (depth > outermost && levels.get(depth) > line.indentation()) {
          depth--;
        }
        depths.set(i, depth);
      }
    }
    waiting = index + 1;
  }

  /** The depth of code that is indented so far, where it opens no block. */
  private int outermost(int indentation) {
    int depth = block();
    while (levels.get(depth) > indentation) {
      depth--;
    }
    return depth;
  }

  /** How many blocks are open. */
  private int block() {
    return levels.size() - 1;
  }
}
