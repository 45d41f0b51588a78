package coop.covm.storage.exchange;

import coop.covm.storage.exchange.JsonTokens.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code metadata.json} says of a key. Each version there repeats all before it, nested; these
 * repetitions are passed over.
 *
 * @param key the key, without its namespace
 * @param versions in the order of their numbers
 */
record IcnCovmMetadata(String key, List<Version> versions) {
  /** A file of more bytes is not read; it would have some 800 versions. */
  static final int MOST_BYTES = 32 << 20;

  /**
   * A version.
   *
   * @param number from 1
   * @param author who wrote it
   * @param timeSeconds since 1970
   */
  record Version(long number, String author, long timeSeconds) {}

  static IcnCovmMetadata read(String text) throws SyntaxException {
    JsonTokens in = new JsonTokens(text);
    String[] key = {""};
    List<Version> versions = new ArrayList<>();
    in.object(
        Set.of("key", "versions"),
        name -> {
          switch (name) {
            case "key" -> key[0] = in.string();
            case "versions" -> versions.addAll(versions(in));
            default -> {
              return false;
            }
          }
          return true;
        });
    in.end();
    return new IcnCovmMetadata(key[0], List.copyOf(versions));
  }

  private static List<Version> versions(JsonTokens in) throws SyntaxException {
    List<Version> versions = new ArrayList<>();
    in.expect('[');
    if (in.accept(']')) {
      return versions;
    }
    do {
      Version version = version(in);
      if (!versions.isEmpty() && version.number <= versions.getLast().number) {
        throw in.wrong(
            "version %s stands behind version %s"
                .formatted(version.number, versions.getLast().number));
      }
      versions.add(version);
    } while (in.accept(','));
    in.expect(']');
    return versions;
  }

  private static Version version(JsonTokens in) throws SyntaxException {
    long[] number = new long[1];
    long[] time = new long[1];
    String[] author = {""};
    in.object(
        Set.of("version", "created_by", "timestamp"),
        name -> {
          switch (name) {
            case "version" -> number[0] = in.count();
            case "created_by" -> author[0] = in.string();
            case "timestamp" -> time[0] = in.count();
            default -> {
              return false;
            }
          }
          return true;
        });
    if (number[0] == 0) {
      throw in.wrong("versions are counted from 1");
    }
    return new Version(number[0], author[0], time[0]);
  }
}
