package coop.covm.value;

/** The one null of the language. */
public enum NullValue implements Value {
  NULL;

  @Override
  public ValueType type() {
    return ValueType.NULL;
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
    return "null";
  }
}
