package coop.covm.storage.exchange;

import coop.covm.error.CovmException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an export or import cannot do, with the place in the file where there is one. */
public final class ExchangeException extends CovmException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Place place;

  ExchangeException(ExchangeError code, Place place, String message) {
    super(code, message, place.facts(), null);
    this.place = place;
  }

  ExchangeException(ExchangeError code, String message, Map<String, String> facts) {
    super(code, message, facts, null);
    this.place = null;
  }

  /** Where it is, if that is in a file. The message does not name it. */
  public Optional<Place> place() {
    return Optional.ofNullable(place);
  }
}
