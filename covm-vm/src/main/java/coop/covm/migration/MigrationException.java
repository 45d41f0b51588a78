package coop.covm.migration;

import coop.covm.error.CovmException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Migrations that cannot be applied as they are. The code is that of the first problem, the message
 * tells all of them, a line each.
 */
public final class MigrationException extends CovmException {
  private static final long serialVersionUID = 1L;

  private final transient List<MigrationProblem> problems;

  /**
   * @param problems at least one
   */
  public MigrationException(List<MigrationProblem> problems) {
    super(
        problems.getFirst().code(),
        problems.stream().map(MigrationProblem::located).collect(Collectors.joining("\n")),
        Map.of(),
        null);
    this.problems = List.copyOf(problems);
  }

  MigrationException(MigrationError code, String message) {
    this(List.of(MigrationProblem.of(code, message)));
  }

  /** All that is wrong, the first first. */
  public List<MigrationProblem> problems() {
    return problems;
  }
}
