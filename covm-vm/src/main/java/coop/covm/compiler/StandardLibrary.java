package coop.covm.compiler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The standard library: which functions there are, and in which files. The names stand here too, so
 * that a program that calls none of them costs no reading of the files.
 */
public final class StandardLibrary {
  private static final List<LibraryFile> FILES =
      List.of(
          file("numbers", "clamp", "sum", "mean", "median", "percent", "sumto", "maxof", "minof"),
          file("logic", "xor", "any", "all"),
          file(
              "lists", "first", "last", "take", "skip", "reverse", "range", "indexof", "countof",
              "unique", "flatten", "pluck"),
          file("maps", "getor", "addto", "merge", "pick", "omit", "mapof", "counts", "leaders"));

  private static final Map<String, LibraryFile> BY_FUNCTION = byFunction();

  /** By code point. */
  private static final List<String> NAMES = BY_FUNCTION.keySet().stream().sorted().toList();

  /** What was parsed in this process, by the name of the file. */
  private static final Map<String, LibraryText> TEXTS = new ConcurrentHashMap<>();

  private StandardLibrary() {}

  private static LibraryFile file(String name, String... functions) {
    return new LibraryFile(name, List.of(functions));
  }

  private static Map<String, LibraryFile> byFunction() {
    Map<String, LibraryFile> files = new HashMap<>();
    for (LibraryFile file : FILES) {
      file.functions().forEach(function -> files.put(function, file));
    }
    return Map.copyOf(files);
  }

  /** Its files, the simplest matters first. */
  public static List<LibraryFile> files() {
    return FILES;
  }

  /** The names of all its functions, sorted. */
  public static List<String> names() {
    return NAMES;
  }

  /** Whether it has a function of this name. */
  public static boolean has(String function) {
    return BY_FUNCTION.containsKey(function);
  }

  /** The file that has the function of this name, parsed once in a process, if there is one. */
  static Optional<LibraryText> text(String function) {
    return Optional.ofNullable(BY_FUNCTION.get(function))
        .map(file -> TEXTS.computeIfAbsent(file.name(), unread -> LibraryText.of(file.source())));
  }
}
