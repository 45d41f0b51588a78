package coop.covm.programs;

import java.util.List;

/** Statements that end most runs, each by an error of its own. */
final class Mischief {
  static final List<String> STATEMENTS =
      List.of(
          "push 1; push 0; div; emit",
          "push 5m; push 0m; mod; emit",
          "push -5; push 0; mod; emit",
          "push 1e308; push 10; mul; emit",
          "push -1.7976931348623157e308; dup; add; emit",
          "push 1.7976931348623157e308; push 1e300; add; emit",
          "push 1.7976931348623157e308; push 0.5; div; emit",
          "push 9999999999999999999999999999999999m; push 1m; add; emit",
          "push 1e-999m; push 0.1m; mul; emit",
          "push [1]; push 5; get; emit",
          "push \"abc\"; push -1; get; emit",
          "push {\"a\": 1}; push \"b\"; get; emit",
          "push [1, 2]; push 0.5; push 3; put; emit",
          "push [1, 2]; push 3; push 3; put; emit",
          "push \"abc\"; push 2; push 1; slice; emit",
          "push \"x\"; tonumber; emit",
          "push \"1e1000m\"; todecimal; emit",
          "push 1e400m; tonumber; emit",
          "push \"ab\"; push 1.5; mul; emit",
          "push 1.5m; push -1; roundto; emit",
          "push 1; push \"1\"; add; emit",
          "push null; not; emit",
          "push true; negate; emit",
          "push 1; push true; lt; emit",
          "push [1, \"a\"]; sort; emit",
          "push [1]; push \",\"; join; emit",
          "load never; emit",
          "push 1; push \"1x\"; store",
          "push \"a b\"; load; emit",
          "push \"if:\"; push 1; assertmemory",
          "push 2; asserttop 3; pop",
          "push 2; store two; assertmemory two 2.5",
          "assertmemory never 1",
          "push 1; push 2; assertequalstack 2; pop; pop",
          "push 900; assertequalstack",
          "push 0.5; assertequalstack",
          "push 0; require \"it cannot be\"",
          "push \"yes\"; require \"a text\"",
          "push false; push \"popped\"; require",
          "loadp nothing/here; emit",
          "push \"org\"; loadp; emit",
          "push \"a//b\"; keyexists; emit",
          "push \"a b/c\"; listkeys; emit",
          "push 1; storep system/x",
          "push 1; push \"@root/x\"; storep",
          "push \"a/b\"; segment; emit",
          "push 1.5; segment; emit",
          "push \"a/b\"; store slashed; keyexists f\"org/{slashed}/x\"; emit",
          "push 2; incrementp counter/full",
          "push 1; incrementp text/a",
          "push \"one\"; incrementp counter/a",
          "loadversionp integer/a 0; emit",
          "loadversionp integer/a 100000; emit",
          "push 1.5; store half; loadversionp integer/a half; emit",
          "loadversionp nothing/here 3; emit",
          "diffversionsp integer/a 1 1000000; emit",
          "loadp contended/a; dumpstack; storep contended/a",
          "begintx; loadp contended/a; dumpstack; storep contended/a; committx",
          "requirerole org/acme:clerk; requirerole org/acme:treasurer",
          "push \"auditor\"; requirerole",
          "push \"org/acme:\"; requirerole",
          "push \"x:y\"; store name; requirerole f\"org/acme:{name}\"",
          "push \"ad\"; store ad; requireidentity f\"{ad}a\"; requireidentity ana",
          "push \"a/b\"; requireidentity",
          "push \"r\"; push \"%s\"; push \"%s\"; verifysignature; emit"
              .formatted(Stock.SIGNATURE, Stock.SIGNER),
          "push \"r\"; push \"%s\"; push \"no key\"; verifysignature; emit"
              .formatted(Stock.SIGNATURE),
          "push \"ada\"; push \"a b\"; checkmembership; emit",
          "committx",
          "rollbacktx",
          "begintx",
          "push []\nstore t\nloop 66:\n  push []\n  load t\n  append\n  store t",
          "push \"0123456789abcdef\"\nloop 20:\n  dup\n  add\npop",
          "push [1, 2]\nloop 20:\n  dup\n  add\npop",
          "push -1\nloop:\n  nop",
          "push 0.5\nloop:\n  nop",
          "push \"n\"\nstore n5\nloop n5:\n  nop",
          "push 5\nforeach e5:\n  nop",
          "push \"abc\"\nif:\n  nop",
          "while:\n  condition:\n    push \"true\"\n  nop",
          "loop 300:\n  emit \"0123456789012345678901234567890123456789\"");

  private Mischief() {}

  /** Writes one of them. */
  static void write(Draft draft) {
    String statement = draft.one(STATEMENTS);
    (statement.contains("\n") ? statement.lines() : Phrase.lines(statement)).forEach(draft::line);
  }
}
