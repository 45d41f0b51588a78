package coop.covm.migration;

import coop.covm.storage.migration.Migration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a migration's file says.
 *
 * @param number 1 to {@value Migration#MOST}
 * @param name by the rule of {@link Migration#NAME_RULE}
 */
public record MigrationName(int number, String name) {
  private static final Pattern FILE = Pattern.compile("V([0-9]{1,6})__([A-Za-z0-9_-]+)\\.covm");
  private static final Pattern SEEMS_ONE = Pattern.compile("[Vv][0-9].*");

  /** Reads the name of a file; empty if that is none of a migration. */
  static Optional<MigrationName> parse(String file) {
    Matcher matcher = FILE.matcher(file);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(1));
    return number > 0 && Migration.isName(matcher.group(2))
        ? Optional.of(new MigrationName(number, matcher.group(2)))
        : Optional.empty();
  }

  /**
   * Whether somebody may have meant a file to be a migration, so that it is not passed over in
   * silence. What editors leave behind is not.
   */
  static boolean isMeantAsOne(String file) {
    boolean leftBehind = file.startsWith(".") || file.endsWith("~");
    return !leftBehind
        && (file.toLowerCase(Locale.ROOT).endsWith(".covm") || SEEMS_ONE.matcher(file).matches());
  }

  /** The name of the file, with three digits at least. */
  public String file() {
    return "V%03d__%s.covm".formatted(number, name);
  }
}
