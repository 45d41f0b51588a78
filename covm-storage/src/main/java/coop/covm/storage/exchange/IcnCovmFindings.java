package coop.covm.storage.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What cannot be imported, of which the first few are kept. */
final class IcnCovmFindings {
  private static final int MOST = 100;

  private final Path root;
  private final List<IcnCovmPlan.Finding> findings = new ArrayList<>();
  private long count;

  IcnCovmFindings(Path root) {
    this.root = root;
  }

  void add(Path file, String message) {
    add(file, 0, message);
  }

  /**
   * @param line from 1; 0 for the file as a whole
   */
  void add(Path file, long line, String message) {
    count++;
    if (findings.size() < MOST) {
      findings.add(new IcnCovmPlan.Finding(new Place(shown(file), line, 0), message));
    }
  }

  private String shown(Path file) {
    return file.startsWith(root) ? root.resolve(root.relativize(file)).toString() : file.toString();
  }

  long count() {
    return count;
  }

  List<IcnCovmPlan.Finding> first() {
    return List.copyOf(findings);
  }
}
