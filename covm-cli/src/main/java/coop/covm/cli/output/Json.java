package coop.covm.cli.output;

import coop.covm.storage.log.CanonicalJson;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * A complete JSON text on one line. Values have the one JSON form that stores use too: a decimal is
 * {@code {"$decimal":"90.10"}}, a map key that begins with {@code $} has one {@code $} more.
 *
 * @param text the JSON text
 */
public record Json(String text) {
  public static final Json NULL = new Json("null");

  public static Json of(Value value) {
    return new Json(CanonicalJson.text(value));
  }

  /** A JSON string; half of a surrogate pair becomes U+FFFD, for JSON is Unicode text. */
  public static Json of(String text) {
    return of((Value) StringValue.of(wellFormed(text)));
  }

  public static Json of(long number) {
    return new Json(Long.toString(number));
  }

  public static Json of(boolean flag) {
    return new Json(Boolean.toString(flag));
  }

  /** The JSON of the content, or {@code null}. */
  public static <T> Json ofOptional(Optional<T> content, Function<T, Json> form) {
    return content.map(form).orElse(NULL);
  }

  public static <T> Json array(Collection<T> elements, Function<? super T, Json> form) {
    StringJoiner array = new StringJoiner(",", "[", "]");
    for (T element : elements) {
      array.add(form.apply(element).text);
    }
    return new Json(array.toString());
  }

  /** An object whose members are texts, in the order of the map. */
  public static Json object(Map<String, String> members) {
    JsonObject object = new JsonObject();
    members.forEach((name, value) -> object.with(name, of(value)));
    return object.json();
  }

  private static String wellFormed(String text) {
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        repaired = repaired == null ? new StringBuilder(text) : repaired;
        repaired.setCharAt(i, '\uFFFD');
      }
    }
    return repaired == null ? text : repaired.toString();
  }
}
