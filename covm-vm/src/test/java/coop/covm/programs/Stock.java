package coop.covm.programs;

import java.util.List;
import java.util.Locale;

/** What every store holds before a random program runs on it. */
final class Stock {
  /** The kinds of what is there, each in a folder of its own. */
  static final List<Kind> KINDS =
      List.of(Kind.INTEGER, Kind.MONEY, Kind.TEXT, Kind.NUMBERS, Kind.TALLY, Kind.ANY);

  /** What the keys of each folder are called. */
  static final List<String> NAMES = List.of("a", "b");

  /** A key with a number that another session changes now and then. */
  static final String CONTENDED = "contended/a";

  /** A key with a number that can grow no further. */
  static final String FULL = "counter/full";

  /** The programs that put it there, one after the other; each is a run of its own. */
  static final List<String> SETUP =
      List.of(
          "push 17; storep org/acme/integer/a; push -4; storep org/acme/integer/b",
          "push 12.50m; storep org/acme/money/a; push -0.05m; storep org/acme/money/b",
          "push \"Straße\"; storep org/acme/text/a; push \"\"; storep org/acme/text/b",
          "push [3, 1, 2]; storep org/acme/numbers/a; push []; storep org/acme/numbers/b",
          "push {\"ana\": 3}; storep org/acme/tally/a; push {}; storep org/acme/tally/b",
          "push null; storep org/acme/any/a; push [1.5m, {\"k\": []}]; storep org/acme/any/b",
          "push 9007199254740991; storep org/acme/counter/full",
          "push 1; storep org/acme/contended/a",
          "push 5; incrementp org/acme/integer/a; push 0.10m; incrementp org/acme/money/a");

  /** Who has an identity, made before the setup, and its role. */
  static final String MEMBER = "ada";

  static final String ROLE = "org/acme:clerk";

  /** A public key, and the signature of the text {@code r} by its other half. */
  static final String SIGNER = "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";

  static final String SIGNATURE =
      "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==";

  /** The newest revision behind the setup. */
  static final int REVISION = 18;

  private Stock() {}

  static String folder(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static String key(Kind kind, String name) {
    return folder(kind) + "/" + name;
  }
}
