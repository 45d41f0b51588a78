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
  /** A text that may also be a bare word: a role or member id. */
  ID,
  /** A whole number: a literal or the name of a variable. */
  NUMBER,
  /** Any literal or an f-string. */
  VALUE
}
