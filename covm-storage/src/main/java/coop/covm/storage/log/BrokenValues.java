package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The salts and values of a line that was damaged, wherever they can be found in it. */
final class BrokenValues {
  private static final String SALT = "{\"salt\":\"";
  private static final String MIDDLE = "\",\"value\":";
  private static final String SEALED = "{\"sealed\":\"";
  private static final String NULL = "null";

  private final byte[] bytes;
  private final String text;
  private final int start;
  private final int end;
  private final boolean endIsKnown;

  /**
   * @param start of what follows the opening bracket
   * @param end of what precedes the closing one
   * @param endIsKnown whether the closing one stands there
   */
  BrokenValues(byte[] bytes, int start, int end, boolean endIsKnown) {
    this.bytes = bytes;
    this.text = new String(bytes, ISO_8859_1);
    this.start = start;
    this.end = end;
    this.endIsKnown = endIsKnown;
  }

  /**
   * The commit with the values that are there.
   *
   * @param bare with all values erased
   * @param lost gets what is not there
   */
  CommitRecord restore(CommitRecord bare, List<LostPart> lost) {
    List<ValuePlace> places = new ArrayList<>();
    List<Digest> digests = new ArrayList<>();
    bare.mapValues((place, value) -> {
      places.add(place);
      digests.add(value.digest());
      return value;
    });
    @Nullable SaltedValue[] found = new SaltedValue[digests.size()];
    boolean placesAreKnown = takeByPlace(digests, found);
    if (!placesAreKnown) {
      Arrays.fill(found, null);
    }
    takeByDigest(digests, found);
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        lost.add(LostPart.of(places.get(i), digests.get(i)));
      }
    }
    int[] next = {0};
    return bare.mapValues((_, value) -> {
      SaltedValue there = found[next[0]++];
      return there == null ? value : there;
    });
  }

  /** Takes each from its place; false if there are not as many places as values. */
  private boolean takeByPlace(List<Digest> digests, @Nullable SaltedValue[] found) {
    int at = start;
    for (int i = 0; i < found.length; i++) {
      int elementEnd = elementEnd(at, end);
      if (elementEnd < 0) {
        return false;
      }
      found[i] = read(at, elementEnd, digests.get(i)).orElse(null);
      boolean last = i == found.length - 1;
      if (!last && (elementEnd >= end || bytes[elementEnd] != ',')) {
        return false;
      }
      at = last ? elementEnd : elementEnd + 1;
    }
    return endIsKnown && at == end;
  }

  private Optional<SaltedValue> read(int from, int to, Digest digest) {
    String element = text.substring(from, to);
    if (element.equals(NULL)) {
      return Optional.of(SaltedValue.erased(digest));
    }
    if (element.startsWith(SEALED)) {
      return sealed(element, digest);
    }
    return salted(from, to).filter(value -> value.digest().equals(digest));
  }

  private static Optional<SaltedValue> sealed(String element, Digest digest) {
    try {
      String base64 = element.substring(SEALED.length(), element.length() - 2);
      byte[] secret = Base64.getDecoder().decode(base64);
      boolean canonical =
          element.equals(SEALED + Base64.getEncoder().encodeToString(secret) + "\"}");
      return canonical
          ? Optional.of(SaltedValue.sealed(digest, new SealedValue(secret)))
          : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Takes those that have a digest which is wanted, wherever they stand. */
  private void takeByDigest(List<Digest> digests, @Nullable SaltedValue[] found) {
    int at = text.indexOf(SALT, start);
    while (at >= 0) {
      int elementEnd = elementEnd(at, bytes.length);
      Optional<SaltedValue> value = elementEnd < 0 ? Optional.empty() : salted(at, elementEnd);
      boolean taken = value.isPresent() && take(value.get(), digests, found);
      at = text.indexOf(SALT, taken ? elementEnd : at + 1);
    }
  }

  private static boolean take(
      SaltedValue value, List<Digest> digests, @Nullable SaltedValue[] found) {
    boolean wanted = false;
    for (int i = 0; i < found.length; i++) {
      if (digests.get(i).equals(value.digest())) {
        found[i] = value;
        wanted = true;
      }
    }
    return wanted;
  }

  private Optional<SaltedValue> salted(int from, int to) {
    int hexEnd = from + SALT.length() + 2 * SaltedValue.SALT_BYTES;
    int valueStart = hexEnd + MIDDLE.length();
    if (!text.startsWith(SALT, from) || !text.startsWith(MIDDLE, hexEnd) || valueStart >= to - 1) {
      return Optional.empty();
    }
    try {
      byte[] salt = HexFormat.of().parseHex(text.substring(from + SALT.length(), hexEnd));
      byte[] canonical = Arrays.copyOfRange(bytes, valueStart, to - 1);
      Value value = CanonicalJsonReader.read(canonical);
      return Optional.of(new SaltedValue(salt, value, canonical));
    } catch (IllegalArgumentException | MalformedRecordException e) {
      return Optional.empty();
    }
  }

  /** Where the element ends that begins at a place; -1 if it cannot be told. */
  private int elementEnd(int from, int end) {
    if (text.startsWith(NULL, from)) {
      return from + NULL.length();
    }
    int depth = 0;
    boolean inString = false;
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (inString) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          inString = false;
        }
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
      }
      if (depth == 0 && !inString) {
        return i == from ? -1 : i + 1;
      }
    }
    return -1;
  }
}
