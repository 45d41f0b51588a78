package coop.covm.storage.tck.history;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.tck.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Processes with a crew each on one fresh store, and an audit of the store after that. */
final class ProcessRound {
  private static final int WORKERS = 4;
  private static final int PREFIXES = 2;
  private static final int KEYS = 6;

  private final long seed;
  private final int processes;
  private final long transactions;
  private final String url;
  private final Path folder;

  /**
   * @param transactions how many transactions all of them record, about
   * @param folder for the files that the processes share with this one
   */
  ProcessRound(long seed, int processes, long transactions, String url, Path folder) {
    this.seed = seed;
    this.processes = processes;
    this.transactions = transactions;
    this.url = url;
    this.folder = folder;
  }

  /** Plays it; what goes wrong on the way is part of what is told. */
  Played play() throws IOException, InterruptedException {
    List<ChildJvm> children = new ArrayList<>();
    Optional<Throwable> failure = Optional.empty();
    try {
      for (int i = 0; i < processes; i++) {
        children.add(start(i));
      }
      for (ChildJvm child : children) {
        expect(child, "ready");
      }
      for (ChildJvm child : children) {
        child.say("go");
      }
      for (ChildJvm child : children) {
        String said = child.line();
        if (!said.equals("done")) {
          failure = Optional.of(new AssertionError("a process said: " + said));
        }
        child.exitCode();
      }
    } finally {
      children.forEach(ChildJvm::close);
    }
    return look(failure);
  }

  private Played look(Optional<Throwable> failure) throws IOException {
    Recorder recorder = new Recorder(processes * WORKERS, new Ticks(ticks()));
    Audit audit = new Audit(Keyspace.of(PREFIXES, KEYS), new Random(seed), recorder);
    try (Store store = Store.open(url, OpenMode.EXISTING)) {
      audit.look(store);
    }
    List<RecordedTransaction> all = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      all.addAll(HistoryFile.read(history(i)).transactions());
    }
    all.addAll(audit.recorded());
    return new Played(new History(seed, all, audit.log()), failure.or(audit::failure));
  }

  private ChildJvm start(int process) throws IOException {
    return ChildJvm.start(
        WorkingProcess.class,
        url,
        ticks().toString(),
        history(process).toString(),
        Long.toString(seed + process),
        Integer.toString(process * WORKERS),
        Integer.toString(WORKERS),
        Long.toString(transactions / processes),
        Integer.toString(PREFIXES),
        Integer.toString(KEYS));
  }

  private static void expect(ChildJvm child, String line) throws IOException {
    String said = child.line();
    if (!said.equals(line)) {
      throw new AssertionError("a process said: " + said);
    }
  }

  private Path ticks() {
    return folder.resolve("ticks");
  }

  private Path history(int process) {
    return folder.resolve("process-%s.jsonl".formatted(process));
  }
}
