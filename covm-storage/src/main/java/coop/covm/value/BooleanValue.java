package coop.covm.value;

/** True or false. */
public enum BooleanValue implements Value {
  FALSE,
  TRUE;

  public static BooleanValue of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public boolean value() {
    return this == TRUE;
  }

  @Override
  public ValueType type() {
    return ValueType.BOOLEAN;
  }

  @Override
  public long byteSize() {
    return 1;
  }

  @Override
  public int nesting() {
    return 0;
  }

  @Override
  public String toString() {
    return value() ? "true" : "false";
  }
}
