package coop.covm.cli.repl;

import java.util.Optional;

/** What {@code on}, {@code off} or nothing behind a command means. */
final class Switch {
  private Switch() {}

  /**
   * @param now how it is; nothing turns it
   * @return how it is to be; empty if the argument is something else
   */
  static Optional<Boolean> of(String argument, boolean now) {
    return switch (argument) {
      case "" -> Optional.of(!now);
      case "on" -> Optional.of(true);
      case "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
