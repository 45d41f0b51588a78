package coop.covm.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that the text of a key keeps, and the refusals that name the one it breaks. */
final class KeyRules {
  static final int MAX_SEGMENTS = 16;
  static final int MAX_BYTES = 400;
  static final int MAX_SEGMENT_BYTES = 128;

  /**
   * No text of more UTF-16 units than this normalises to {@link #MAX_BYTES} or fewer: composition
   * makes one character of at most four. So longer texts are refused before any work is spent.
   */
  private static final int MAX_UNITS_BEFORE_NORMALISING = 4 * MAX_BYTES;

  private static final int SHOWN_CODE_POINTS = 60;
  private static final Set<String> ROOTS = Set.of("org", "member", "vote", "system");
  static final String PUNCTUATION = "_-.:@+";

  private KeyRules() {}

  static boolean isRoot(String segment) {
    return ROOTS.contains(segment) || segment.startsWith("@");
  }

  /** Checks all rules but those of roots and of the number of segments, and normalises. */
  static String check(String text) {
    return AsciiKeys.isSound(text) ? text : checkThoroughly(text);
  }

  /** The same without the quick way. */
  static String checkThoroughly(String text) {
    String normal = normalise(text);
    for (String segment : split(normal)) {
      checkNormalSegment(segment, text);
    }
    int bytes = normal.getBytes(UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw refused(
          text, "", "it has %s bytes of UTF-8, %s is the most".formatted(bytes, MAX_BYTES));
    }
    return normal;
  }

  /** Checks how many segments a normalised text has, and returns it. */
  static String checkCount(String normal, int atLeast, int atMost) {
    int count = 1;
    for (int slash = normal.indexOf('/'); slash >= 0; slash = normal.indexOf('/', slash + 1)) {
      count++;
    }
    if (count >= atLeast && count <= atMost) {
      return normal;
    }
    List<String> segments = split(normal);
    if (segments.size() < atLeast) {
      throw refused(
          normal,
          segments.getFirst(),
          "it has one segment, a key has at least %s, such as org/acme".formatted(atLeast));
    }
    throw refused(
        normal,
        segments.get(atMost),
        "it has %s segments, %s is the most here".formatted(segments.size(), atMost));
  }

  /** Refuses a first segment that is no root, and a root that nobody has registered. */
  static void checkRoot(String normal, String text) {
    String first = firstSegment(normal);
    if (first.startsWith("@")) {
      throw refused(
          text, first, "no root of this name is registered; names that begin with @ are roots");
    }
    if (!ROOTS.contains(first)) {
      throw refused(
          text,
          first,
          "it is relative, and no namespace is set; give one, such as --namespace org/acme, or begin"
              + " with org/, member/ or vote/");
    }
  }

  static String checkSegment(String segment) {
    String normal = normalise(segment);
    if (normal.indexOf('/') >= 0) {
      throw refused(segment, "", "exactly one segment belongs here, and a / separates several");
    }
    checkNormalSegment(normal, segment);
    return normal;
  }

  static String firstSegment(String text) {
    int end = text.indexOf('/');
    return end < 0 ? text : text.substring(0, end);
  }

  static String dropFinalSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  static List<String> split(String text) {
    List<String> segments = new ArrayList<>();
    int from = 0;
    for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', from)) {
      segments.add(text.substring(from, slash));
      from = slash + 1;
    }
    segments.add(text.substring(from));
    return segments;
  }

  private static String normalise(String text) {
    if (text.length() > MAX_UNITS_BEFORE_NORMALISING) {
      throw refused(
          text,
          "",
          "it has %s characters; %s bytes of UTF-8 is the most"
              .formatted(text.length(), MAX_BYTES));
    }
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static void checkNormalSegment(String segment, String text) {
    if (segment.isEmpty()) {
      throw refused(text, segment, "a segment is empty");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw refused(text, segment, "a segment is not . or ..");
    }
    if (isMark(segment.codePointAt(0))) {
      throw refused(text, segment, "a segment does not begin with a combining mark");
    }
    for (int i = 0; i < segment.length(); ) {
      int c = segment.codePointAt(i);
      if (!mayStandInSegment(c)) {
        throw refused(
            text,
            segment,
            "the character U+%04X may not stand in a key; letters, digits and %s may"
                .formatted(c, String.join(" ", PUNCTUATION.split(""))));
      }
      i += Character.charCount(c);
    }
    int bytes = segment.getBytes(UTF_8).length;
    if (bytes > MAX_SEGMENT_BYTES) {
      throw refused(
          text,
          segment,
          "a segment has %s bytes of UTF-8, %s is the most".formatted(bytes, MAX_SEGMENT_BYTES));
    }
  }

  private static boolean mayStandInSegment(int c) {
    return (c < 0x80 && PUNCTUATION.indexOf(c) >= 0)
        || Character.isLetter(c)
        || Character.isDigit(c)
        || isMark(c);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /**
   * @param segment the offending segment, or empty if the whole text is at fault
   */
  private static StorageException refused(String text, String segment, String rule) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("key", shown(text));
    String at = "";
    if (!segment.isEmpty()) {
      facts.put("segment", shown(segment));
      at = segment.equals(text) ? "" : ", segment \"%s\"".formatted(shown(segment));
    }
    return new StorageException(
        StorageError.INVALID_KEY,
        "the key \"%s\"%s: %s".formatted(shown(text), at, rule),
        facts,
        null);
  }

  /** The beginning of a text, with everything escaped that could move or hide what is printed. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < text.length(); shown++) {
      if (shown == SHOWN_CODE_POINTS) {
        return out.append('…').toString();
      }
      int c = text.codePointAt(i);
      if (c == ' ' || (isPrintable(c) && c != '"' && c != '\\')) {
        out.appendCodePoint(c);
      } else {
        out.append("\\u{%X}".formatted(c));
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
