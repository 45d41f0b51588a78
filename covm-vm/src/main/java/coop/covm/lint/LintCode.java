package coop.covm.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be found doubtful in a program. Codes never change their meaning. */
public enum LintCode {
  UNREACHABLE_CODE(
      "unreachable-code",
      "No path through the program comes to this place: every path before it ends, its condition is a literal, or it is behind a loop without end.",
      "Delete it, or change what keeps paths from it.",
      """
      push false
      if:
        emit "never"
      """,
      """
      load given
      if:
        emit "sometimes"
      """),
  UNUSED_VARIABLE(
      "unused-variable",
      "A variable or parameter is given a value that nothing in its function reads.",
      "Delete it, or begin its name with `_` if it has to be there. Where a name is taken from the stack, or variables are dumped, all count as read.",
      """
      push 1; store total
      """,
      """
      push 1; store total
      load total; emit
      """),
  UNUSED_FUNCTION(
      "unused-function",
      "No path from the program itself comes to a call of the function.",
      "Call it, or delete it.",
      """
      def twice(n):
        load n; load n; add
      emit "done"
      """,
      """
      def twice(n):
        load n; load n; add
      push 2; call twice; emit
      """),
  LOST_UPDATE(
      "lost-update",
      "A key is read, and later written or deleted outside a transaction: what is written may rest on a value that somebody else has changed since. Then `storep` ends the run as a conflict, or, where the value was read inside an earlier transaction, overwrites the change.",
      "Read and write it in one `transaction:` block, which runs again on a conflict; or add to it with `incrementp`.",
      """
      loadp org/acme/balance; push 1; add
      storep org/acme/balance
      """,
      """
      transaction:
        loadp org/acme/balance; push 1; add
        storep org/acme/balance
      """),
  STORAGE_IN_LOOP(
      "storage-in-loop",
      "The store is changed in a loop outside a transaction: each round is a commit of its own, forced to the disk by itself, and a run that ends in the middle leaves half of them.",
      "Put the loop into a `transaction:` block, or a block into the loop if each round stands for itself.",
      """
      push ["ana", "ben"]
      foreach name:
        push true; storep f"member/{name}/active"
      """,
      """
      transaction:
        push ["ana", "ben"]
        foreach name:
          push true; storep f"member/{name}/active"
      """),
  HAND_BUILT_KEY(
      "hand-built-key",
      "A key, prefix or role from the stack was put together from parts, which are not checked one by one: a part with a `/` or `:` in it makes another key of it.",
      "Write it as the operand, where each hole of an f-string is checked; or take each part through `segment`.",
      """
      push 1
      push "org/acme/"; load name; add
      storep
      """,
      """
      push 1
      storep f"org/acme/{name}"
      """),
  UNKNOWN_CODE(
      "unknown-code",
      "A comment `# covm:` is not one that lint understands, or allows a code that there is not, so it allows nothing.",
      "Write `# covm: allow CODE` with a code of this page.",
      """
      push 1; store total # covm: allow unused
      load total; emit
      """,
      """
      push 1; store total # covm: allow unused-variable
      """),
  NEEDLESS_ALLOW(
      "needless-allow",
      "A comment allows something that is not found there.",
      "Delete it, so that it does not hide what comes later.",
      """
      push 1; emit # covm: allow lost-update
      """,
      """
      push 1; emit
      """),
  MORE_FINDINGS(
      "more-findings",
      "A file has more than 100 findings; the others are not shown.",
      "Mend or allow the first ones and look again.",
      "",
      "");

  private final String code;
  private final String explanation;
  private final String remedy;
  private final String example;
  private final String mended;

  LintCode(String code, String explanation, String remedy, String example, String mended) {
    this.code = code;
    this.explanation = explanation;
    this.remedy = remedy;
    this.example = example;
    this.mended = mended;
  }

  /** How it is written, such as {@code unused-variable}. */
  public String code() {
    return code;
  }

  /** What is found, and why it matters. */
  public String explanation() {
    return explanation;
  }

  /** What to do about it in general. */
  public String remedy() {
    return remedy;
  }

  /** A program in which it is found, once, and nothing else; empty if that would be long. */
  public String example() {
    return example;
  }

  /** The program of the example as it should be; nothing is found in it. */
  public String mended() {
    return mended;
  }

  /** Whether a comment may allow it. */
  public boolean canBeAllowed() {
    return this != UNKNOWN_CODE && this != NEEDLESS_ALLOW && this != MORE_FINDINGS;
  }

  /** The one that is written so. */
  public static Optional<LintCode> of(String code) {
    return Arrays.stream(values()).filter(it -> it.code.equals(code)).findFirst();
  }

  /** The codes that a comment may allow. */
  public static List<String> allowable() {
    return Arrays.stream(values()).filter(LintCode::canBeAllowed).map(LintCode::code).toList();
  }
}
