package coop.covm.cli;

import coop.covm.cli.output.Progress;
import coop.covm.storage.copy.CopyListener;
import java.util.Locale;

/** Shows how far a copy of a history has come. */
record ShownCopying(Progress progress) implements CopyListener {
  @Override
  public void reached(Stage stage, long revision, long of) {
    progress.show(label(stage), Progress.Unit.COMMITS, revision, of);
  }

  private static String label(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }
}
