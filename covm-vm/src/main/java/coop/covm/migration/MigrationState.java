package coop.covm.migration;

import java.util.Locale;

/** How a migration stands between a directory and a store. */
public enum MigrationState {
  /** Applied, and its file is as it was then. */
  APPLIED,
  /** Not applied yet. */
  PENDING,
  /** Applied, and its file has another text now, or another name. */
  CHANGED,
  /** Applied, and it has no file any more. */
  MISSING,
  /** It has a number that another file has too. */
  DUPLICATE;

  /** The name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
