package coop.covm.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A program that is being written: its lines so far, and the chance that decides on the next. */
final class Draft {
  final Random random;
  final Samples samples;
  final List<Signature> functions = new ArrayList<>();
  Frame frame = new Frame(Signature.main(false));

  /** How many more statements the function may have. */
  int budget;

  /** At which of them something goes wrong on purpose, 0 for none. */
  int mischiefAt;

  /** One of so many values is wrong on purpose; 0 for none. */
  private final int hazard;

  private final List<String> lines = new ArrayList<>();
  private int indentation;

  Draft(Random random) {
    this.random = random;
    this.samples = new Samples(random);
    this.hazard = one(List.of(0, 0, 600, 200, 60));
  }

  void line(String text) {
    lines.add("  ".repeat(indentation) + text);
  }

  void indented(Runnable block) {
    indentation++;
    block.run();
    indentation--;
  }

  int size() {
    return lines.size();
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  /** Whether a value or statement here is to be wrong on purpose. */
  boolean isHazard() {
    return hazard > 0 && oneIn(hazard);
  }

  /** Whether the program takes risks at all. */
  boolean isHazardous() {
    return hazard > 0;
  }

  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
