package coop.covm.value;

/**
 * A value of the language: immutable, safe to share between threads.
 *
 * <p>{@code equals} is the language's {@code eq}: numbers and decimals compare by exact
 * mathematical value, the scale of a decimal and the order of a map's entries do not matter,
 * different types are unequal. {@code toString} is what {@code emit} prints: strings as they are,
 * lists and maps as literals.
 */
public sealed interface Value
    permits NullValue, BooleanValue, NumberValue, DecimalValue, StringValue, ListValue, MapValue {

  /** How deep lists and maps may nest: a list of scalars nests 1 deep. */
  int MAX_NESTING = 64;

  ValueType type();

  /**
   * The size in bytes that limits and quotas count, a property of the value alone: 1 for null and
   * booleans, 8 for numbers, 24 for decimals, the UTF-8 length of strings, and for lists and maps
   * 8, plus 8, the key's length and the size of the element for each element. Constant time.
   */
  long byteSize();

  /**
   * How deep this value nests: 0 for a scalar, one more than the deepest element for a list or map.
   * Constant time.
   */
  int nesting();

  /**
   * This value as a literal of the language, which reads back as an equal value of the same type.
   */
  default String literal() {
    return LiteralText.of(this);
  }
}
