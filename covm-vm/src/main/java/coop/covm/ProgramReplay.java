package coop.covm;

import coop.covm.engine.EngineChoice;
import coop.covm.engine.Engines;
import coop.covm.engine.Outcome;
import coop.covm.engine.RunLimits;
import coop.covm.engine.RunRequest;
import coop.covm.engine.Trap;
import coop.covm.storage.Caller;
import coop.covm.storage.Replay;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves of commits that they are what their program yields: runs the program that the store has
 * kept, with the parameters, views, time and limits of then, and writes nothing. Safe for use by
 * any number of threads.
 */
public final class ProgramReplay {
  private final Store store;
  private final Engines engines = new Engines();

  public ProgramReplay(Store store) {
    this.store = store;
  }

  /**
   * What came of it.
   *
   * @param program the source text of the program
   * @param parameters the parameters of the run
   * @param same the revisions that came out as they were, in order
   * @param differences sentences; empty if all did
   */
  public record Result(
      String program, Map<String, Value> parameters, List<Long> same, List<String> differences) {
    public Result {
      same = List.copyOf(same);
      differences = List.copyOf(differences);
    }

    /** Whether every commit of the run came out as it was. */
    public boolean isSame() {
      return differences.isEmpty();
    }
  }

  /**
   * Runs the run that made a commit again, from its beginning to that commit. Its limit of time
   * counts for nothing, since time is another each time.
   *
   * @param engine which engine runs it
   * @throws StorageException as {@link coop.covm.storage.StoreAudit#replay}
   */
  public Result run(Caller caller, long revision, EngineChoice engine) {
    try (Replay replay = store.audit().replay(caller, revision)) {
      String ended = ended(replay, engine);
      return new Result(
          replay.programText(), replay.parameters(), replay.same(), replay.differences(ended));
    }
  }

  private String ended(Replay replay, EngineChoice engine) {
    CompiledProgram program;
    try {
      program = CompiledProgram.of(replay.programText());
    } catch (ProgramException e) {
      return "it does not compile any more: " + e.getMessage();
    }
    Outcome outcome =
        engines
            .of(engine)
            .run(
                program.module(),
                new RunRequest(
                    replay.session(),
                    replay.parameters(),
                    RunLimits.ofStated(replay.limits()),
                    replay.nowSeconds(),
                    StatedLimits.isAtomic(replay.limits()),
                    new RecordedOutput(),
                    Optional.empty()));
    return outcome.trap().map(ProgramReplay::sentence).orElse("at its end");
  }

  private static String sentence(Trap trap) {
    return "with the error %s: %s".formatted(trap.code().code(), trap.message());
  }
}
