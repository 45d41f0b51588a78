package coop.covm.engine;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a run puts out, in order. */
public class Recording implements Output {
  public final List<String> lines = new ArrayList<>();

  @Override
  public void emit(String text) {
    lines.add(text);
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
    lines.add("rolled back: event " + category + ": " + message);
  }

  @Override
  public void dump(String text) {
    lines.add("dump " + text);
  }
}
