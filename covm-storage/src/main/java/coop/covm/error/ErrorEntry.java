package coop.covm.error;

/**
 * What stands on the reference page of one {@link ErrorCode}.
 *
 * @param code {@code E} and four digits
 * @param title the name in PascalCase
 * @param kind what can be done about it
 * @param explanation one sentence: when this happens and what to do
 */
public record ErrorEntry(String code, String title, ErrorKind kind, String explanation) {}
