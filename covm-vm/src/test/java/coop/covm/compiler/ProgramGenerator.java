package coop.covm.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random programs that keep the discipline of the stack, by knowing the height at each line.
 */
final class ProgramGenerator {
  private static final int MAX_DEPTH = 5;
  private static final int MAX_LINES = 300;
  private static final List<String> LITERALS =
      List.of("1", "1m", "1.0m", "\"a\"", "[1, 2]", "{\"k\": null}", "true", "f\"{a}{b}\"");
  private static final List<String> UNARY =
      List.of("negate", "tostring", "typeof", "not", "size", "segment", "asserttop 1", "loadp");
  private static final List<String> BINARY = List.of("add", "eq", "get", "join", "and", "append");
  private static final List<String> NEUTRAL =
      List.of("nop", "emit f\"x{a}\"", "dumpstack", "deletep org/a", "assertmemory a 1", "begintx");
  private static final List<String> PUSHING =
      List.of(
          "load a",
          "loadp f\"org/{a}/x\"",
          "depth",
          "now",
          "loadp org/a default 1",
          "keyexists k",
          "listkeys org/a/",
          "loadversionp org/a b",
          "diffversionsp org/a 1 b");
  private static final List<String> POPPING =
      List.of(
          "pop",
          "store a",
          "store \"b\"",
          "emit",
          "storep org/x",
          "storep f\"{a}\"",
          "incrementp n",
          "require \"m\"");

  /**
   * A function.
   *
   * @param stated whether its header states its results; if not, it calls only stated ones and
   *     those before it
   */
  private record Signature(int parameters, int results, boolean stated) {}

  private final Random random;
  private final List<Signature> functions = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /** The function that is being written; the program itself is behind all of them. */
  private int current;

  private ProgramGenerator(Random random) {
    this.random = random;
  }

  static String program(Random random) {
    ProgramGenerator generator = new ProgramGenerator(random);
    generator.write();
    return String.join("\n", generator.lines) + "\n";
  }

  private void write() {
    for (int i = random.nextInt(5); i > 0; i--) {
      functions.add(new Signature(random.nextInt(3), random.nextInt(3), random.nextBoolean()));
    }
    for (current = 0; current < functions.size(); current++) {
      Signature function = functions.get(current);
      String parameters = List.of("", "a", "a, b").get(function.parameters);
      lines.add(
          "def f%d(%s)%s:"
              .formatted(current, parameters, function.stated ? " -> " + function.results : ""));
      if (!function.stated) {
        // A path that returns, whatever the others do; else it would return nothing.
        line(1, "push true");
        line(1, "if:");
        line(2, "nop");
        level(2, 0, function.results);
        line(2, "return");
      }
      block(1, 0, function.results, -1, true);
    }
    block(0, 0, random.nextInt(3), -1, false);
  }

  /**
   * Writes a block.
   *
   * @param from the height at its beginning
   * @param to the height at its end, unless it ends with a jump
   * @param loop the height of the loop around it, or -1
   * @param inFunction whether it may return
   */
  private void block(int depth, int from, int to, int loop, boolean inFunction) {
    int height = from;
    line(depth, "nop");
    for (int i = random.nextInt(depth == 0 ? 20 : 6); i > 0 && lines.size() < MAX_LINES; i--) {
      height = statement(depth, height, loop, inFunction);
    }
    if (depth > 0 && random.nextInt(6) == 0) {
      switch (random.nextInt(4)) {
        case 0 -> {
          line(depth, "fail \"x\"");
          return;
        }
        case 1 -> {
          if (inFunction) {
            level(depth, height, functions.get(current).results);
            line(depth, "return");
            return;
          }
        }
        default -> {
          if (loop >= 0) {
            level(depth, height, loop);
            line(depth, random.nextBoolean() ? "break" : "continue");
            return;
          }
        }
      }
    }
    level(depth, height, to);
  }

  private void level(int depth, int from, int to) {
    for (int height = from; height < to; height++) {
      line(depth, any(PUSHING));
    }
    for (int height = from; height > to; height--) {
      line(depth, any(POPPING));
    }
  }

  /** Writes a statement and returns the height behind it. */
  private int statement(int depth, int height, int loop, boolean inFunction) {
    if (depth < MAX_DEPTH && random.nextInt(4) == 0) {
      return compound(depth, height, loop, inFunction);
    }
    switch (random.nextInt(7)) {
      case 0 -> {
        line(depth, "push " + any(LITERALS));
        return height + 1;
      }
      case 1 -> {
        line(depth, any(PUSHING));
        return height + 1;
      }
      case 2 -> line(depth, any(NEUTRAL));
      case 3 -> {
        if (height >= 1) {
          line(depth, any(UNARY));
        }
      }
      case 4 -> {
        if (height >= 2) {
          line(depth, any(BINARY));
          return height - 1;
        }
      }
      case 5 -> {
        if (height >= 3) {
          line(depth, any(List.of("rot", "swap", "assertequalstack 3")));
        }
      }
      default -> {
        return call(depth, height);
      }
    }
    return height;
  }

  private int call(int depth, int height) {
    if (functions.isEmpty()) {
      return height;
    }
    int callee = random.nextInt(functions.size());
    Signature function = functions.get(callee);
    boolean known = function.stated || callee < current;
    if (!known || function.parameters > height) {
      return height;
    }
    line(depth, "call f" + callee);
    return height - function.parameters + function.results;
  }

  private int compound(int depth, int height, int loop, boolean inFunction) {
    int inner = depth + 1;
    switch (random.nextInt(6)) {
      case 0 -> {
        int to = Math.max(0, height + random.nextInt(3) - 1);
        line(depth, "load a");
        line(depth, "if:");
        block(inner, height, to, loop, inFunction);
        for (int i = random.nextInt(3); i > 0; i--) {
          line(depth, "elif:");
          line(inner, "condition:");
          block(inner + 1, height, height + 1, loop, inFunction);
          block(inner, height, to, loop, inFunction);
        }
        line(depth, "else:");
        block(inner, height, to, loop, inFunction);
        return to;
      }
      case 1 -> {
        line(depth, "while:");
        line(inner, "condition:");
        block(inner + 1, height, height + 1, loop, inFunction);
        block(inner, height, height, height, inFunction);
      }
      case 2 -> {
        line(depth, random.nextBoolean() ? "loop 3:" : "loop a:");
        block(inner, height, height, height, inFunction);
      }
      case 3 -> {
        line(depth, "push [1, 2]");
        line(depth, "foreach b:");
        block(inner, height, height, height, inFunction);
      }
      case 4 -> {
        line(depth, "match:");
        line(inner, "value:");
        block(inner + 1, height, height + 1, loop, inFunction);
        boolean otherwise = random.nextBoolean();
        int to = otherwise ? Math.max(0, height + random.nextInt(3) - 1) : height;
        for (int i = random.nextInt(3); i >= 0; i--) {
          line(inner, "case " + List.of("1", "\"b\"", "[1]").get(i) + ":");
          block(inner + 1, height, to, loop, inFunction);
        }
        if (otherwise) {
          line(inner, "default:");
          block(inner + 1, height, to, loop, inFunction);
        }
        return to;
      }
      default -> {
        line(depth, "transaction:");
        block(inner, height, height, loop, inFunction);
      }
    }
    return height;
  }

  private void line(int depth, String text) {
    lines.add("  ".repeat(depth) + text);
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
