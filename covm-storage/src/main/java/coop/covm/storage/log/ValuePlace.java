package coop.covm.storage.log;

import coop.covm.storage.Key;

/**
 * Where a value stands in the log: no two stand in one place, so a sealed value that is authentic
 * for its place is neither another's nor of another revision.
 *
 * @param revision of the commit
 * @param name of the key, or of the parameter
 */
public record ValuePlace(long revision, Role role, String name) {
  private static final String FORMAT = "covm value/1";

  /** What a value is in its commit. */
  public enum Role {
    /** What a key has from then on. */
    VALUE("value"),
    /** What was added to a key. */
    AMOUNT("amount"),
    /** A parameter of the run. */
    PARAMETER("parameter");

    private final String label;

    Role(String label) {
      this.label = label;
    }
  }

  static ValuePlace of(long revision, Role role, Key key) {
    return new ValuePlace(revision, role, key.toString());
  }

  /**
   * The canonical JSON in UTF-8 of a list: {@code "covm value/1"}, the revision, {@code "value"},
   * {@code "amount"} or {@code "parameter"}, and the name.
   */
  public byte[] text() {
    ByteBuilder out = new ByteBuilder(64);
    out.ascii("[\"").ascii(FORMAT).ascii("\",").decimal(revision).ascii(",\"");
    out.ascii(role.label).ascii("\",");
    CanonicalJson.writeString(name, out);
    return out.one(']').toArray();
  }

  /** For messages. */
  @Override
  public String toString() {
    return switch (role) {
      case VALUE -> "the value of the key %s as of revision %s".formatted(name, revision);
      case AMOUNT -> "the amount that revision %s added to the key %s".formatted(revision, name);
      case PARAMETER -> "the parameter %s of revision %s".formatted(name, revision);
    };
  }
}
