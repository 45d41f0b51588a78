package coop.covm.cli.output;

/** What a line tells, which is coloured on a terminal. */
public enum Paint {
  PLAIN(""),
  ADDED("32"),
  REMOVED("31"),
  CHANGED("36");

  private static final String BEGIN = "\u001B[";

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  String on(String text) {
    return code.isEmpty() ? text : BEGIN + code + "m" + text + BEGIN + "m";
  }
}
