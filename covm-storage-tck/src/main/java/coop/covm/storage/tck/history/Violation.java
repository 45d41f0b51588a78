package coop.covm.storage.tck.history;

/**
 * A promise that a history breaks.
 *
 * @param text who and what, for people
 */
public record Violation(Anomaly anomaly, String text) {
  @Override
  public String toString() {
    return anomaly + ": " + text;
  }
}
