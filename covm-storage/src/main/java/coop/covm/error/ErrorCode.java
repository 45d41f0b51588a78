package coop.covm.error;

/**
 * One thing that can go wrong, under a code and a name that never change. The codes of the whole
 * project are unique; the first two digits say where they belong:
 *
 * <ul>
 *   <li>{@code E01xx} the text of a program: characters, words, blocks
 *   <li>{@code E02xx} the meaning of a program: names, operands, stack discipline
 *   <li>{@code E03xx} values and their arithmetic
 *   <li>{@code E04xx} a run: control, checks, limits
 *   <li>{@code E05xx} keys, revisions and transactions
 *   <li>{@code E06xx} the storage itself
 *   <li>{@code E07xx} compiled modules
 *   <li>{@code E08xx} the command line
 *   <li>{@code E09xx} export and import
 *   <li>{@code E10xx} backups and copies of whole stores
 *   <li>{@code E11xx} migrations
 * </ul>
 */
public interface ErrorCode {
  /** All that is said of it; always the same. */
  ErrorEntry entry();

  /** The stable code: {@code E} and four digits. */
  default String code() {
    return entry().code();
  }

  /** The stable name in PascalCase, such as {@code KeyNotFound}. */
  default String title() {
    return entry().title();
  }

  /** What can be done about it. */
  default ErrorKind kind() {
    return entry().kind();
  }

  /** One sentence for the reference page: when this happens and what to do. */
  default String explanation() {
    return entry().explanation();
  }
}
