package coop.covm.lint;

import coop.covm.syntax.Lexeme;
import coop.covm.syntax.NearestWord;
import coop.covm.syntax.SourceFile;
import coop.covm.syntax.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comments of a program that allow findings: {@code # covm: allow CODE, CODE: why}. Behind code
 * such a comment is about that line, on a line of its own about the next line with code.
 */
final class Allowances {
  private static final Pattern COMMENT = Pattern.compile("#[ \t]*covm:[ \t]*");
  private static final Pattern ALLOW = Pattern.compile("allow(?=[ \t:,]|$)[ \t]*");
  private static final Pattern CODE = Pattern.compile("([^ \t:,]+)[ \t]*(,?)[ \t]*");

  private final SourceFile source;
  private final Map<Integer, List<Allowance>> byLine = new TreeMap<>();
  private final List<Finding> misunderstood = new ArrayList<>();

  private Allowances(SourceFile source) {
    this.source = source;
  }

  static Allowances in(SourceFile source) {
    Allowances allowances = new Allowances(source);
    List<Span> waiting = new ArrayList<>();
    boolean code = false;
    for (Lexeme lexeme : Lexeme.of(source)) {
      switch (lexeme.kind()) {
        case LINE_END -> code = false;
        case COMMENT -> {
          if (code) {
            allowances.comment(lexeme.span(), source.line(lexeme.span().start()));
          } else {
            waiting.add(lexeme.span());
          }
        }
        default -> {
          int line = source.line(lexeme.span().start());
          waiting.forEach(comment -> allowances.comment(comment, line));
          waiting.clear();
          code = true;
        }
      }
    }
    waiting.forEach(comment -> allowances.comment(comment, source.lineCount() + 1));
    return allowances;
  }

  /** The findings that nothing allows, those about the comments themselves included. */
  List<Finding> filter(List<Finding> findings) {
    Set<Allowance> used = new HashSet<>();
    List<Finding> left = new ArrayList<>(misunderstood);
    for (Finding finding : findings) {
      int line = source.line(finding.span().start());
      Optional<Allowance> allowance =
          byLine.getOrDefault(line, List.of()).stream()
              .filter(it -> it.code() == finding.code())
              .findFirst();
      allowance.ifPresentOrElse(used::add, () -> left.add(finding));
    }
    byLine.values().stream()
        .flatMap(List::stream)
        .filter(allowance -> !used.contains(allowance))
        .forEach(allowance -> left.add(needless(allowance)));
    return left;
  }

  private static Finding needless(Allowance allowance) {
    return new Finding(
        LintCode.NEEDLESS_ALLOW,
        "there is no finding %s to allow here".formatted(allowance.code().code()),
        allowance.span(),
        "delete it, so that it does not hide what comes later");
  }

  private void comment(Span span, int line) {
    String text = source.text().substring(span.start(), span.end()).stripTrailing();
    Matcher matcher = COMMENT.matcher(text);
    if (!matcher.lookingAt()) {
      return;
    }
    matcher.usePattern(ALLOW).region(matcher.end(), text.length());
    if (!matcher.lookingAt()) {
      misunderstood(
          "a comment for covm says 'allow', and this one does not",
          span,
          "write # covm: allow CODE");
      return;
    }
    int start = matcher.end();
    boolean more = true;
    matcher.usePattern(CODE);
    for (int at = start; more; at = matcher.end()) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) {
        misunderstood(
            "the code that this comment allows is missing", span, "name one of " + codes());
        return;
      }
      Span place = new Span(span.start() + matcher.start(1), span.start() + matcher.end(1));
      code(matcher.group(1), place, line);
      more = !matcher.group(2).isEmpty();
    }
    int end = matcher.end();
    if (end < text.length() && text.charAt(end) != ':') {
      misunderstood(
          "codes are separated by commas, and why they are allowed stands behind ':'",
          new Span(span.start() + end, span.start() + text.length()),
          "write # covm: allow CODE, CODE: why");
    }
  }

  private void code(String word, Span place, int line) {
    LintCode.of(word)
        .filter(LintCode::canBeAllowed)
        .ifPresentOrElse(
            code ->
                byLine
                    .computeIfAbsent(line, _ -> new ArrayList<>())
                    .add(new Allowance(code, place, line)),
            () ->
                misunderstood(
                    "there is no finding '%s' that can be allowed".formatted(Words.shortened(word)),
                    place,
                    NearestWord.to(word, LintCode.allowable())
                        .map("did you mean '%s'?"::formatted)
                        .orElse("name one of " + codes())));
  }

  private void misunderstood(String message, Span span, String remedy) {
    misunderstood.add(new Finding(LintCode.UNKNOWN_CODE, message, span, remedy));
  }

  private static String codes() {
    return String.join(", ", LintCode.allowable());
  }
}
