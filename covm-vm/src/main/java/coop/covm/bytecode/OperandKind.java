package coop.covm.bytecode;

/** What may be written as an operand of an instruction in source text. */
public enum OperandKind {
  /** A name, bare or quoted. */
  NAME,
  /** A storage key: quoted, f-string or bare. */
  KEY,
  /** A prefix of storage keys: quoted, f-string or bare. */
  PREFIX,
  /** A text: quoted or f-string. */
  TEXT,
  /** A role such as {@code org/acme:treasurer}: quoted, f-string or bare. */
  ROLE,
  /** The id of a member or organisation, one segment of a key: quoted, f-string or bare. */
  ID,
  /** A whole number: a literal or the name of a variable. */
  NUMBER,
  /** Any literal or an f-string. */
  VALUE
}
