package coop.covm.storage.log;

import coop.covm.value.Value;

/**
 * The one JSON form of values: compact, map entries in their own order, numbers as ECMAScript lays
 * them out, strings escaped as in RFC 8785, a decimal as {@code {"$decimal": "90.10"}}, a map key
 * that begins with {@code $} written with one {@code $} more.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  public static byte[] utf8(Value value) {
    throw new UnsupportedOperationException(value.toString());
  }

  public static String text(Value value) {
    throw new UnsupportedOperationException(value.toString());
  }
}
