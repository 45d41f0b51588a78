package coop.covm.engine;

import coop.covm.storage.Session;
import java.util.Map;

/**
 * What the instructions of one run share, whichever engine executes them.
 *
 * @param request all that the run depends on
 */
record Run(RunRequest request, Meter meter, Emissions emissions, Transactions transactions) {

  static Run of(RunRequest request) {
    Meter meter = new Meter(request.limits());
    Emissions emissions = new Emissions(request.output(), meter);
    return new Run(
        request, meter, emissions, new Transactions(request.session(), meter, emissions));
  }

  Session session() {
    return request.session();
  }

  /** Fails when one more call than so many may not be open. */
  void checkCallDepth(int depth) {
    int limit = request.limits().callDepth();
    if (depth >= limit) {
      throw new TrapException(
          TrapCode.CALLS_TOO_DEEP,
          "%s calls are open, and more may not be".formatted(depth),
          Map.of("limit", Integer.toString(limit)));
    }
  }
}
