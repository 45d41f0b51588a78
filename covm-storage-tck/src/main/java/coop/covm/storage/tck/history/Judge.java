package coop.covm.storage.tck.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stops a campaign at a round that is not right, and keeps its history. */
final class Judge {
  private final String name;
  private final Path failures;

  /**
   * @param name what failing histories are called
   * @param failures the directory for them; made when needed
   */
  Judge(String name, Path failures) {
    this.name = name;
    this.failures = failures;
  }

  /**
   * @throws AssertionError if the round breaks a promise; it names the file, the seed and the
   *     promise
   */
  void judge(Played played) throws IOException {
    List<Violation> violations = HistoryChecker.check(played.history());
    if (violations.isEmpty() && played.failure().isEmpty()) {
      return;
    }
    long seed = played.history().seed();
    Files.createDirectories(failures);
    Path file = failures.resolve("%s-%s.jsonl".formatted(name, seed));
    HistoryFile.write(file, played.history());
    StringBuilder message = new StringBuilder("the history in ");
    message.append(file.toAbsolutePath()).append(" (seed ").append(seed).append(") is not right");
    firstOfEachKind(violations).forEach(v -> message.append("\n  ").append(v));
    played.failure().ifPresent(cause -> message.append("\n  a worker failed: ").append(cause));
    throw new AssertionError(message.toString(), played.failure().orElse(null));
  }

  private static Collection<Violation> firstOfEachKind(List<Violation> violations) {
    Map<Anomaly, Violation> first = new LinkedHashMap<>();
    violations.forEach(violation -> first.putIfAbsent(violation.anomaly(), violation));
    return first.values();
  }
}
