package coop.covm.storage.identity;

import java.util.Base64;

/** Base64 that has one text for the same bytes. */
final class Base64Text {
  private Base64Text() {}

  /**
   * @throws IllegalArgumentException if the text is not exactly what encoding its bytes gives
   */
  static byte[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not the one Base64 text of these bytes");
    }
    return bytes;
  }
}
