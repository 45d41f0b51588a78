package coop.covm.value;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text: a sequence of Unicode code points, compared as they are (no normalisation). */
public final class StringValue implements Value {
  public static final StringValue EMPTY = new StringValue("", 0);

  private final String value;
  private final long byteSize;

  private StringValue(String value, long byteSize) {
    this.value = value;
    this.byteSize = byteSize;
  }

  /**
   * @throws ValueException {@code InvalidText} if the string holds half of a surrogate pair, which
   *     UTF-8 cannot express
   */
  public static StringValue of(String value) {
    return value.isEmpty() ? EMPTY : new StringValue(value, utf8Length(value));
  }

  public String value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public long byteSize() {
    return byteSize;
  }

  @Override
  public int nesting() {
    return 0;
  }

  /** How many code points this text has; linear time. */
  public int codePoints() {
    return value.length() == byteSize ? value.length() : value.codePointCount(0, value.length());
  }

  public byte[] utf8() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private static long utf8Length(String text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (!Character.isSurrogate(c)) {
        length += c < 0x800 ? 1 : 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length += 2;
        i++;
      } else {
        throw new ValueException(
            ValueError.INVALID_TEXT,
            "the text holds half of a surrogate pair (U+%04X)".formatted((int) c));
      }
    }
    return length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StringValue string && value.equals(string.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
