package coop.covm.compiler;

import coop.covm.bytecode.ModuleLimits;

/** How many words of code a module may still get. */
final class WordBudget {
  private int left = ModuleLimits.WORDS;
  private boolean spent;

  /** Takes so many words; false from the first time on that there are not so many. */
  boolean take(int words) {
    spent |= words > left;
    if (spent) {
      return false;
    }
    left -= words;
    return true;
  }

  /** Whether more was asked for than there is. */
  boolean isSpent() {
    return spent;
  }
}
