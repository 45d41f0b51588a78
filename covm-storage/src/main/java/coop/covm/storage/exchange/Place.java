package coop.covm.storage.exchange;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where in a file something stands.
 *
 * @param file as it was named
 * @param line from 1; 0 if the file as a whole is meant
 * @param column in characters, from 1; 0 if the line as a whole is meant
 */
public record Place(String file, long line, int column) {
  /** The file as a whole. */
  static Place of(String file) {
    return new Place(file, 0, 0);
  }

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", file);
    if (line > 0) {
      facts.put("line", Long.toString(line));
    }
    if (column > 0) {
      facts.put("column", Integer.toString(column));
    }
    return facts;
  }

  /** {@code FILE:LINE:COLUMN}, without what is not known. */
  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
