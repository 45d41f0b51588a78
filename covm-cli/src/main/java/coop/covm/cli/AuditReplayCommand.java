package coop.covm.cli;

import coop.covm.ProgramReplay;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.StorageError;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm audit replay}: proves of commits that they are what their program yields. */
final class AuditReplayCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "replay",
                "Run the programs of commits again as they ran, write nothing, and compare.",
                "covm audit replay 7",
                "covm audit replay   # every commit that a program made")
            .addPositional(
                Usage.parameters(
                    "0..*", "REVISION", "The commits. [every one that a program made]"));
    return EngineOption.addTo(StoreOption.addPlaceTo(spec)).addOption(JsonOption.lines());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    List<Long> named =
        Usage.texts(arguments).stream()
            .map(text -> Quantity.count("REVISION", text, Long.MAX_VALUE))
            .toList();
    boolean json = JsonOption.isSet(arguments);
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toRead()) {
      ProgramReplay replay = new ProgramReplay(store);
      List<Long> differing = new ArrayList<>();
      for (long revision : named.isEmpty() ? ofPrograms(store, visit) : named) {
        ProgramReplay.Result result =
            replay.run(visit.caller(), revision, EngineOption.of(arguments));
        if (!result.isSame()) {
          differing.add(revision);
        }
        if (json) {
          terminal.out().json(json(revision, result));
        } else {
          terminal
              .out()
              .line(
                  "%s  %s"
                      .formatted(
                          revision,
                          result.isSame() ? "same" : String.join("; ", result.differences())));
        }
      }
      return differing.isEmpty() ? Exit.OK : failed(differing, terminal);
    }
  }

  private static int failed(List<Long> differing, Terminal terminal) {
    StorageError error = StorageError.REPLAY_DIFFERS;
    String message =
        "%s of the commits are not what their programs yield: %s"
            .formatted(differing.size(), differing);
    terminal.notes().line(ErrorReport.text(error, message));
    return error.kind().exitCode();
  }

  private static List<Long> ofPrograms(Store store, StoreVisit visit) {
    List<Long> revisions = new ArrayList<>();
    try (StoreView view = store.view(visit.caller())) {
      for (long revision = 1; revision <= view.revision(); revision++) {
        if (view.visibleCommit(revision)
            .map(commit -> commit.body().run().program().isPresent())
            .orElse(false)) {
          revisions.add(revision);
        }
      }
    }
    return revisions;
  }

  private static Json json(long revision, ProgramReplay.Result result) {
    return new JsonObject()
        .with("revision", Json.of(revision))
        .with("same", Json.of(result.isSame()))
        .with("differences", Json.array(result.differences(), Json::of))
        .json();
  }
}
