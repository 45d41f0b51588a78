package coop.covm.cli;

import coop.covm.CompiledProgram;
import coop.covm.Covm;
import coop.covm.RunOptions;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.Terminal;
import coop.covm.engine.Outcome;
import coop.covm.engine.Output;
import coop.covm.engine.Tracer;
import coop.covm.engine.Trap;
import coop.covm.profile.Profile;
import coop.covm.profile.Profiler;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm run}: runs a program against a store. */
final class RunCommand implements Command {
  private static final String ATOMIC = "--atomic";
  private static final String DRY_RUN = "--dry-run";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "run",
                "Run a program: source text or a compiled module.",
                "covm run examples/treasury.covm",
                "covm run --param amount=40 --namespace org/acme pay.covm")
            .addPositional(Usage.parameter(0, "FILE", "The program, or - for standard input."))
            .addOption(
                Usage.repeated(
                    Parameters.OPTION,
                    "NAME=VALUE",
                    "A variable of the program: a literal, else a string. May be repeated."));
    StoreOption.addToWriter(spec)
        .addOption(Usage.flag(ATOMIC, "Make the whole run one transaction."))
        .addOption(Usage.flag(DRY_RUN, "Change nothing; show what would have changed."));
    WatchingOptions.addTo(spec);
    return EngineOption.addTo(LimitOptions.addTo(spec)).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    RunOptions options =
        new RunOptions(
            Parameters.of(arguments),
            CallerOption.of(arguments, terminal),
            StoreOption.namespace(arguments),
            LimitOptions.of(arguments),
            Usage.has(arguments, ATOMIC),
            EngineOption.of(arguments));
    WatchingOptions watching = WatchingOptions.of(arguments);
    // All of the program is read and compiled before the store is touched, let alone made.
    CompiledProgram program = ProgramInput.read(Usage.text(arguments, 0), terminal.input());
    boolean json = JsonOption.isSet(arguments);
    GatheredOutput gathered = new GatheredOutput(terminal);
    Output output = json ? gathered : new RunOutput(terminal);
    StorePlace named = StoreOption.place(arguments);

    try (Interruption _ = Interruption.begin();
        RunPlace place =
            RunPlace.open(
                new StoreVisit(named, options.caller()), Usage.has(arguments, DRY_RUN), terminal)) {
      Optional<Profiler> profiler = watching.profiler(program);
      Optional<Tracer> tracer =
          profiler.<Tracer>map(it -> it).or(() -> watching.tracer(program, terminal.notes()));
      Outcome outcome = Covm.over(place.store()).run(program, options, output, tracer);
      Optional<Profile> profile = profiler.map(Profiler::profile);
      if (json) {
        Optional<List<Json>> changes = place.plannedChanges(ShownChange::json);
        terminal
            .out()
            .json(
                RunDocument.of(gathered, outcome, program.source(), named.url(), changes, profile));
      } else {
        profile.ifPresent(
            it -> ProfileText.of(it, program.source()).forEach(terminal.notes()::line));
        place.forEachPlannedChange(
            change -> terminal.notes().line("would " + ShownChange.text(change)));
      }
      outcome
          .trap()
          .ifPresent(trap -> terminal.notes().line(ErrorReport.text(trap, program.source())));
      return outcome.trap().map(Trap::code).map(code -> code.kind().exitCode()).orElse(Exit.OK);
    }
  }
}
