package coop.covm.cli.repl;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Terminal;
import coop.covm.dialogue.Answer;
import coop.covm.dialogue.Dialogue;
import coop.covm.engine.Tracer;
import coop.covm.error.CovmException;
import coop.covm.error.ErrorKind;
import coop.covm.syntax.NearestWord;
import coop.covm.syntax.SourceFile;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The shell without its terminal: takes what was typed, does it, and prints what is to be said.
 * Results go to standard output, all else to standard error. For use by one thread.
 */
public final class Shell {
  private final Dialogue dialogue;
  private final StoreLook store;
  private final Surroundings surroundings;
  private final Terminal terminal;
  private final List<String> inputs = new ArrayList<>();
  private final Spending spending;
  private boolean explains;

  /**
   * @param store what the dialogue works on
   */
  public Shell(Dialogue dialogue, StoreLook store, Surroundings surroundings, Terminal terminal) {
    this.dialogue = dialogue;
    this.store = store;
    this.surroundings = surroundings;
    this.terminal = terminal;
    this.spending = new Spending(terminal);
  }

  /**
   * Does what was typed: an input, or a command of the shell. What goes wrong is printed.
   *
   * @param text one or more lines
   */
  Reply take(String text) {
    try {
      return text.stripLeading().startsWith(":") ? command(text.strip()) : input(text);
    } catch (CovmException e) {
      terminal.notes().line(surroundings.problem(e));
      return Reply.failed(e.code().kind().exitCode());
    }
  }

  /** Ends the dialogue, and says what becomes of its transaction. */
  void end() {
    if (dialogue.transaction().isPresent()) {
      dialogue.close();
      note("the open transaction was rolled back");
    }
  }

  boolean inTransaction() {
    return dialogue.transaction().isPresent();
  }

  Dialogue dialogue() {
    return dialogue;
  }

  StoreLook store() {
    return store;
  }

  private Reply input(String text) {
    return input(text, explains);
  }

  private Reply input(String text, boolean explained) {
    List<Value> before = dialogue.stack();
    Optional<Function<SourceFile, Tracer>> tracer =
        explained ? Optional.of(surroundings::explaining) : Optional.empty();
    return switch (dialogue.tell(text, tracer)) {
      case Answer.Nothing _ -> Reply.DONE;
      case Answer.Refused refused -> {
        remember(text);
        terminal.notes().line(surroundings.problems(refused.source(), refused.diagnostics()));
        yield Reply.failed(ErrorKind.PROGRAM.exitCode());
      }
      case Answer.Ran ran -> {
        remember(text);
        yield shown(ran, before);
      }
    };
  }

  private void remember(String text) {
    inputs.add(text.strip());
  }

  private Reply shown(Answer.Ran ran, List<Value> before) {
    if (!ran.warnings().isEmpty()) {
      terminal.notes().line(surroundings.problems(ran.source(), ran.warnings()));
    }
    ran.outcome()
        .trap()
        .ifPresent(trap -> terminal.notes().line(surroundings.problem(trap, ran.source())));
    Told.afterRun(ran).forEach(this::note);
    List<Value> after = dialogue.stack();
    if (!after.isEmpty() && !after.equals(before)) {
      terminal.out().line(surroundings.stack(after));
    }
    spending.ran(ran);
    return ran.outcome()
        .trap()
        .map(trap -> Reply.failed(trap.code().kind().exitCode()))
        .orElse(Reply.DONE);
  }

  private void note(String sentence) {
    terminal.notes().line("covm: " + sentence);
  }

  private Reply command(String text) {
    dialogue.skipLines(1);
    int space = text.indexOf(' ');
    String typed = space < 0 ? text : text.substring(0, space);
    String argument = space < 0 ? "" : text.substring(space).strip();
    MetaCommand command = MetaCommand.of(typed).orElseThrow(() -> unknown(typed));
    if (!argument.isEmpty() && !command.takesArgument()) {
      throw CommandException.usage("%s takes nothing behind it".formatted(typed));
    }
    return command(command, argument);
  }

  private static CommandException unknown(String typed) {
    return CommandException.usage(
        "the shell has no command '%s'; %s"
            .formatted(
                typed,
                NearestWord.to(typed, MetaCommand.all())
                    .map("did you mean '%s'?"::formatted)
                    .orElse(":help shows what there is")));
  }

  private Reply command(MetaCommand command, String argument) {
    switch (command) {
      case STACK -> ShownMemory.stack(dialogue, surroundings).forEach(terminal.out()::line);
      case MEMORY -> ShownMemory.memory(dialogue, surroundings).forEach(terminal.out()::line);
      case STORE -> store.lines(surroundings).forEach(terminal.out()::line);
      case TX -> ShownTransaction.lines(dialogue, surroundings).forEach(terminal.out()::line);
      case HISTORY -> history(argument);
      case UNDO -> undo();
      case EXPLAIN -> {
        return explain(argument);
      }
      case TIME -> spending.command(argument);
      case LOAD -> {
        return load(argument);
      }
      case HELP -> Help.lines().forEach(terminal.out()::line);
      case QUIT -> {
        return Reply.QUIT;
      }
    }
    return Reply.DONE;
  }

  private void history(String key) {
    if (!key.isEmpty()) {
      store.history(key, surroundings, terminal.notes()).forEach(terminal.out()::line);
      return;
    }
    for (int i = 0; i < inputs.size(); i++) {
      String shown = inputs.get(i).replace("\n", "\n" + " ".repeat(6));
      terminal.out().line("%4d  %s".formatted(i + 1, shown));
    }
  }

  private void undo() {
    dialogue
        .undo()
        .ifPresentOrElse(
            undone -> {
              terminal.out().line("took back: " + Told.firstLine(undone.input()));
              Told.afterUndo(undone).forEach(this::note);
            },
            () -> note("there is nothing to take back"));
  }

  private Reply explain(String argument) {
    Optional<Boolean> switched = Switch.of(argument, explains);
    if (switched.isEmpty()) {
      // Its line was counted, and the dialogue counts it again.
      dialogue.skipLines(-1);
      return input(argument, true);
    }
    explains = switched.get();
    note(explains ? "inputs are explained from now on" : "inputs are not explained any more");
    return Reply.DONE;
  }

  private Reply load(String name) {
    if (name.isEmpty()) {
      throw CommandException.usage(":load takes the name of a file");
    }
    return input(surroundings.file(name));
  }
}
