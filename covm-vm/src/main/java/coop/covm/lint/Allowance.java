package coop.covm.lint;

import coop.covm.syntax.Span;

/**
 * A code that a comment allows at one line.
 *
 * @param span where the comment names the code
 * @param line the line of the findings that it allows, from 1
 */
record Allowance(LintCode code, Span span, int line) {}
