package coop.covm.programs;

import coop.covm.engine.Output;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a run puts out, and does something at its first dumps. */
final class Recorder implements Output {
  final List<String> lines = new ArrayList<>();
  private final Runnable meanwhile;
  private int meanwhiles;

  Recorder(int meanwhiles, Runnable meanwhile) {
    this.meanwhiles = meanwhiles;
    this.meanwhile = meanwhile;
  }

  @Override
  public void emit(String text) {
    lines.add("emit: " + text);
  }

  @Override
  public void event(String category, String message) {
    lines.add("event " + category + ": " + message);
  }

  @Override
  public void rolledBack(String text) {
    lines.add("rolled back: " + text);
  }

  @Override
  public void rolledBackEvent(String category, String message) {
    lines.add("rolled back event " + category + ": " + message);
  }

  @Override
  public void dump(String text) {
    lines.add("dump: " + text);
    if (meanwhiles > 0) {
      meanwhiles--;
      meanwhile.run();
    }
  }
}
