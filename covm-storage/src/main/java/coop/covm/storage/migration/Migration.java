package coop.covm.storage.migration;

import coop.covm.storage.Key;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.log.Digest;
import coop.covm.value.MapValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A program that is to change a store's contents once, or has.
 *
 * @param number its place among all migrations, 1 to {@value #MOST}
 * @param name what it does, in a word; see {@link #NAME_RULE}
 * @param program SHA-256 of its text in UTF-8
 */
public record Migration(int number, String name, Digest program) {
  /** How many migrations a store can have. */
  public static final int MOST = 999_999;

  /** The rule of names, as a part of a sentence. */
  public static final String NAME_RULE =
      "1 to 100 letters a to z, digits, _ and -, beginning with a letter or digit";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  private static final String NUMBER_ENTRY = "number";
  private static final String NAME_ENTRY = "name";
  private static final String PROGRAM_ENTRY = "program";

  /**
   * @throws IllegalArgumentException if the number or the name breaks its rule
   */
  public Migration {
    if (number < 1 || number > MOST || !isName(name)) {
      throw new IllegalArgumentException("no migration: %s, '%s'".formatted(number, name));
    }
  }

  /** Whether a text keeps the rule of names. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The key under which the migration of a number is recorded; keys order as numbers do. */
  public static Key key(int number) {
    return Key.parse("system/migration/%06d".formatted(number));
  }

  public Key key() {
    return key(number);
  }

  /**
   * The number of the migration that a key records.
   *
   * @throws StorageException {@code StoreFormat} if it is the key of none
   */
  public static int numberOf(Key key) {
    String text = key.segments().getLast();
    if (text.matches("[0-9]{6}")
        && !text.equals("000000")
        && key.equals(key(Integer.parseInt(text)))) {
      return Integer.parseInt(text);
    }
    throw new StorageException(
        StorageError.STORE_FORMAT, "the key %s names no migration".formatted(key));
  }

  /** What is recorded. */
  public Value value() {
    Map<String, Value> entries = new LinkedHashMap<>();
    entries.put(NUMBER_ENTRY, NumberValue.of(number));
    entries.put(NAME_ENTRY, StringValue.of(name));
    entries.put(PROGRAM_ENTRY, StringValue.of(program.toString()));
    return MapValue.of(entries);
  }

  /**
   * Reads what was recorded.
   *
   * @throws StorageException {@code StoreFormat} if it is no record of a migration
   */
  public static Migration read(Key key, Value value) {
    if (value instanceof MapValue map
        && map.get(NUMBER_ENTRY).orElse(null) instanceof NumberValue number
        && map.get(NAME_ENTRY).orElse(null) instanceof StringValue name
        && map.get(PROGRAM_ENTRY).orElse(null) instanceof StringValue program) {
      try {
        Migration read =
            new Migration((int) number.value(), name.value(), Digest.parse(program.value()));
        if (read.key().equals(key)) {
          return read;
        }
      } catch (IllegalArgumentException e) {
        throw unreadable(key, value);
      }
    }
    throw unreadable(key, value);
  }

  private static StorageException unreadable(Key key, Value value) {
    return new StorageException(
        StorageError.STORE_FORMAT,
        "the key %s does not say which migration was applied: %s".formatted(key, value));
  }

  /** Such as {@code V003__split_funds}. */
  @Override
  public String toString() {
    return "V%03d__%s".formatted(number, name);
  }
}
