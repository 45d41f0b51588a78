package coop.covm.syntax;

import org.jspecify.annotations.Nullable;

/** A block that is being read: how far its lines are indented, and what is around it. */
final class Frame {
  private static final int NONE = -1;

  private final @Nullable Frame outer;
  private final int level;
  private final int depth;

  /** A wrong level that was reported and is taken as this block's, NONE without one. */
  private int alias = NONE;

  /** How far the line is indented whose statement is being read. */
  private int lineLevel;

  final Context context;
  final Body body;

  private Frame(@Nullable Frame outer, int level, int depth, Context context, Body body) {
    this.outer = outer;
    this.level = level;
    this.lineLevel = level;
    this.depth = depth;
    this.context = context;
    this.body = body;
  }

  static Frame top(Body body) {
    return new Frame(null, 0, 0, Context.TOP, body);
  }

  Frame inner(int innerLevel, Context innerContext, Body innerBody) {
    return new Frame(this, innerLevel, depth + 1, innerContext, innerBody);
  }

  /** How many blocks this one is in. */
  int depth() {
    return depth;
  }

  int level() {
    return level;
  }

  int lineLevel() {
    return lineLevel;
  }

  void beginLine(int indentation) {
    lineLevel = indentation;
  }

  /** Whether lines that are indented so far belong to this block. */
  boolean holds(int indentation) {
    return indentation == level || indentation == alias;
  }

  /** Whether a block around this one has lines that are indented so far. */
  boolean isInside(int indentation) {
    for (Frame frame = outer; frame != null; frame = frame.outer) {
      if (frame.holds(indentation)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes lines that are indented so far, wrongly, for lines of a block: of the nearest of those
   * that are indented deeper, or of the nearest of the others.
   *
   * @param outward whether the line belongs to one of the others for certain
   */
  void adopt(int indentation, boolean outward) {
    Frame deeper = this;
    Frame shallower = outer;
    while (shallower != null && shallower.level > indentation) {
      deeper = shallower;
      shallower = shallower.outer;
    }
    Frame adopting = deeper;
    if (shallower != null
        && (outward || deeper.level - indentation > indentation - shallower.level)) {
      adopting = shallower;
    }
    adopting.alias = indentation;
  }

  /** What is around the block that this one is in. */
  Context contextAround() {
    return outer == null ? context : outer.context;
  }

  boolean isTop() {
    return outer == null;
  }
}
