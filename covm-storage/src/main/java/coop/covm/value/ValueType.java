package coop.covm.value;

/** The seven types of the language, under the names that {@code typeof} gives. */
public enum ValueType {
  NULL("null"),
  BOOLEAN("boolean"),
  NUMBER("number"),
  DECIMAL("decimal"),
  STRING("string"),
  LIST("list"),
  MAP("map");

  private final String label;

  ValueType(String label) {
    this.label = label;
  }

  /** The name of the type in the language, lower case. */
  public String label() {
    return label;
  }
}
