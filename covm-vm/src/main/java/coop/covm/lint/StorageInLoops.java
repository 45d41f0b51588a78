package coop.covm.lint;

import coop.covm.syntax.Diagnostic;
import coop.covm.syntax.Span;
import coop.covm.syntax.Statement;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds changes of the store in loops outside a transaction, also where a function is called that
 * makes them. Reading is fine: outside a transaction all reads see one view.
 */
final class StorageInLoops implements Rule {
  private static final String REMEDY =
      "put the loop into a transaction: block, or a block into the loop if each round stands for itself";

  @Override
  public void inspect(Inspected inspected, Consumer<Finding> findings) {
    Commits commits = Commits.in(inspected);
    for (Tree.Frame frame : Tree.frames(inspected.program())) {
      Tree.forEach(
          frame.body(),
          statement -> {
            if (!isLoop(statement)) {
              return;
            }
            for (Statement.Block block : Tree.blocks(statement)) {
              for (Statement inner : block.statements()) {
                inLoop(inner, statement.span(), inspected, commits, findings);
              }
            }
          });
    }
  }

  private static boolean isLoop(Statement statement) {
    return statement instanceof Statement.While
        || statement instanceof Statement.Loop
        || statement instanceof Statement.ForEach;
  }

  /** What stands in a loop, but not in a loop inside, which is looked at by itself. */
  private static void inLoop(
      Statement statement,
      Span loop,
      Inspected inspected,
      Commits commits,
      Consumer<Finding> findings) {
    if (statement instanceof Statement.Instruction instruction) {
      instruction(instruction, loop, inspected, commits, findings);
    } else if (!isLoop(statement)) {
      for (Statement.Block block : Tree.blocks(statement)) {
        block.statements().forEach(inner -> inLoop(inner, loop, inspected, commits, findings));
      }
    }
  }

  private static void instruction(
      Statement.Instruction instruction,
      Span loop,
      Inspected inspected,
      Commits commits,
      Consumer<Finding> findings) {
    if (commits.byItself(instruction)) {
      findings.accept(
          new Finding(
              LintCode.STORAGE_IN_LOOP,
              "in each round of the loop at line %s this is a commit of its own"
                  .formatted(inspected.line(loop)),
              instruction.span(),
              REMEDY,
              List.of(new Diagnostic.Related("the loop", loop))));
      return;
    }
    commits
        .byCalling(instruction)
        .ifPresent(write ->
            findings.accept(
                new Finding(
                    LintCode.STORAGE_IN_LOOP,
                    "in each round of the loop at line %s what this calls commits by itself at line %s"
                        .formatted(inspected.line(loop), inspected.line(write)),
                    instruction.span(),
                    REMEDY,
                    List.of(
                        new Diagnostic.Related("the loop", loop),
                        new Diagnostic.Related("a commit of its own", write)))));
  }
}
