package coop.covm.programs;

import coop.covm.engine.Recording;

/** Keeps what a run puts out, and does something at its first dumps. */
final class Recorder extends Recording {
  private final Runnable meanwhile;
  private int meanwhiles;

  Recorder(int meanwhiles, Runnable meanwhile) {
    this.meanwhiles = meanwhiles;
    this.meanwhile = meanwhile;
  }

  @Override
  public void dump(String text) {
    super.dump(text);
    if (meanwhiles > 0) {
      meanwhiles--;
      meanwhile.run();
    }
  }
}
