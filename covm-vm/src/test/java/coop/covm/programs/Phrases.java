package coop.covm.programs;

import static coop.covm.programs.Kind.ANY;
import static coop.covm.programs.Kind.BOOLEAN;
import static coop.covm.programs.Kind.COUNT;
import static coop.covm.programs.Kind.DECIMAL;
import static coop.covm.programs.Kind.INTEGER;
import static coop.covm.programs.Kind.LIST;
import static coop.covm.programs.Kind.MAP;
import static coop.covm.programs.Kind.MONEY;
import static coop.covm.programs.Kind.NUMBER;
import static coop.covm.programs.Kind.NUMBERS;
import static coop.covm.programs.Kind.TALLY;
import static coop.covm.programs.Kind.TEXT;
import static coop.covm.programs.Kind.TEXTS;
import static coop.covm.programs.Kind.WORD;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The phrases that programs are made of. */
final class Phrases {
  private static final List<Phrase> NUMBERS_AND_BOOLEANS =
      List.of(
          Phrase.of(6, "add; push 9973; mod", List.of(INTEGER, INTEGER), INTEGER),
          Phrase.of(4, "sub; push 9973; mod", List.of(INTEGER, INTEGER), INTEGER),
          Phrase.of(4, "mul; push 9973; mod", List.of(INTEGER, INTEGER), INTEGER),
          Phrase.of(2, "push 7; mod", List.of(INTEGER), INTEGER),
          Phrase.of(1, "mod", List.of(NUMBER, INTEGER), NUMBER),
          Phrase.of(2, "negate", List.of(INTEGER), INTEGER),
          Phrase.of(1, "abs", List.of(INTEGER), INTEGER),
          Phrase.of(1, "min", List.of(INTEGER, INTEGER), INTEGER),
          Phrase.of(1, "max", List.of(INTEGER, INTEGER), INTEGER),
          Phrase.of(1, "depth", List.of(), INTEGER),
          Phrase.of(3, "abs; push 6; mod", List.of(INTEGER), COUNT),
          Phrase.of(1, "min", List.of(COUNT, COUNT), COUNT),
          Phrase.of(1, "now", List.of(), NUMBER),
          Phrase.of(4, "add", List.of(NUMBER, NUMBER), NUMBER),
          Phrase.of(3, "sub", List.of(NUMBER, NUMBER), NUMBER),
          Phrase.of(1, "mul", List.of(NUMBER, INTEGER), NUMBER),
          Phrase.of(2, "push 4; div", List.of(NUMBER), NUMBER),
          Phrase.of(1, "push -0.3; div", List.of(INTEGER), NUMBER),
          Phrase.of(2, "push 1e9; mod", List.of(NUMBER), NUMBER),
          Phrase.of(1, "push 2.5; mod", List.of(NUMBER), NUMBER),
          Phrase.of(1, "negate", List.of(NUMBER), NUMBER),
          Phrase.of(1, "abs", List.of(NUMBER), NUMBER),
          Phrase.of(1, "min", List.of(NUMBER, NUMBER), NUMBER),
          Phrase.of(1, "max", List.of(NUMBER, NUMBER), NUMBER),
          Phrase.of(1, "floor", List.of(NUMBER), NUMBER),
          Phrase.of(1, "ceil", List.of(NUMBER), NUMBER),
          Phrase.of(1, "round", List.of(NUMBER), NUMBER),
          Phrase.of(3, "lt", List.of(NUMBER, NUMBER), BOOLEAN),
          Phrase.of(2, "le", List.of(NUMBER, NUMBER), BOOLEAN),
          Phrase.of(2, "gt", List.of(INTEGER, NUMBER), BOOLEAN),
          Phrase.of(2, "ge", List.of(NUMBER, INTEGER), BOOLEAN),
          Phrase.of(2, "eq", List.of(NUMBER, INTEGER), BOOLEAN),
          Phrase.of(1, "ne", List.of(NUMBER, NUMBER), BOOLEAN),
          Phrase.of(1, "eq", List.of(BOOLEAN, BOOLEAN), BOOLEAN),
          Phrase.of(2, "ne", List.of(BOOLEAN, BOOLEAN), BOOLEAN),
          Phrase.of(2, "not", List.of(BOOLEAN), BOOLEAN),
          Phrase.of(1, "not", List.of(NUMBER), BOOLEAN),
          Phrase.of(2, "and", List.of(BOOLEAN, BOOLEAN), BOOLEAN),
          Phrase.of(2, "or", List.of(BOOLEAN, BOOLEAN), BOOLEAN),
          Phrase.of(1, "and", List.of(BOOLEAN, NUMBER), BOOLEAN),
          Phrase.of(1, "or", List.of(NUMBER, BOOLEAN), BOOLEAN));

  private static final List<Phrase> DECIMALS =
      List.of(
          Phrase.of(4, "add; push 100000m; mod", List.of(MONEY, MONEY), MONEY),
          Phrase.of(3, "sub; push 1000.00m; mod", List.of(MONEY, MONEY), MONEY),
          Phrase.of(3, "mul; push 2; roundto; push 100000m; mod", List.of(MONEY, MONEY), MONEY),
          Phrase.of(2, "push 3; div; push 2; roundto", List.of(MONEY), MONEY),
          Phrase.of(2, "mul; push 99999m; mod", List.of(MONEY, INTEGER), MONEY),
          Phrase.of(1, "add; push 99999m; mod", List.of(INTEGER, MONEY), MONEY),
          Phrase.of(1, "todecimal", List.of(INTEGER), MONEY),
          Phrase.of(1, "negate", List.of(MONEY), MONEY),
          Phrase.of(1, "max", List.of(MONEY, MONEY), MONEY),
          Phrase.of(1, "add", List.of(DECIMAL, MONEY), DECIMAL),
          Phrase.of(1, "sub", List.of(MONEY, DECIMAL), DECIMAL),
          Phrase.of(1, "mul", List.of(MONEY, MONEY), DECIMAL),
          Phrase.of(1, "push 7; div", List.of(DECIMAL), DECIMAL),
          Phrase.of(1, "push 1m; max; div", List.of(MONEY, MONEY), DECIMAL),
          Phrase.of(1, "push 0.7m; mod", List.of(MONEY), DECIMAL),
          Phrase.of(1, "roundto", List.of(MONEY, COUNT), DECIMAL),
          Phrase.of(1, "negate", List.of(DECIMAL), DECIMAL),
          Phrase.of(1, "abs", List.of(DECIMAL), DECIMAL),
          Phrase.of(1, "min", List.of(DECIMAL, INTEGER), ANY),
          Phrase.of(1, "floor", List.of(DECIMAL), DECIMAL),
          Phrase.of(1, "ceil", List.of(DECIMAL), DECIMAL),
          Phrase.of(1, "round", List.of(MONEY), DECIMAL),
          Phrase.of(1, "tonumber", List.of(MONEY), NUMBER),
          Phrase.of(1, "todecimal", List.of(INTEGER), DECIMAL),
          Phrase.of(1, "tostring; tonumber", List.of(NUMBER), NUMBER),
          Phrase.of(1, "tostring; todecimal", List.of(MONEY), MONEY),
          Phrase.of(1, "lt", List.of(DECIMAL, DECIMAL), BOOLEAN),
          Phrase.of(1, "le", List.of(INTEGER, DECIMAL), BOOLEAN),
          Phrase.of(1, "ge", List.of(DECIMAL, NUMBER), BOOLEAN),
          Phrase.of(1, "eq", List.of(DECIMAL, NUMBER), BOOLEAN),
          Phrase.of(1, "not", List.of(DECIMAL), BOOLEAN));

  private static final List<Phrase> TEXTS_AND_OTHERS =
      List.of(
          Phrase.of(2, "eq", List.of(ANY, ANY), BOOLEAN),
          Phrase.of(2, "ne", List.of(ANY, ANY), BOOLEAN),
          Phrase.of(1, "lt", List.of(TEXT, TEXT), BOOLEAN),
          Phrase.of(1, "ge", List.of(TEXT, WORD), BOOLEAN),
          Phrase.of(3, "tostring; push 30; call take", List.of(ANY), TEXT),
          Phrase.of(1, "tostring", List.of(NUMBER), TEXT),
          Phrase.of(2, "typeof", List.of(ANY), WORD),
          Phrase.of(3, "add; push 20; call take", List.of(TEXT, TEXT), TEXT),
          Phrase.of(1, "mul; push 15; call skip", List.of(TEXT, COUNT), TEXT),
          Phrase.of(1, "lower", List.of(TEXT), TEXT),
          Phrase.of(1, "upper", List.of(TEXT), TEXT),
          Phrase.of(1, "trim", List.of(TEXT), TEXT),
          Phrase.of(1, "push \"q\"; add; push 0; get", List.of(TEXT), TEXT),
          Phrase.of(1, "dup; size; push 0; swap; slice", List.of(TEXT), TEXT),
          Phrase.of(2, "join; push 40; call take", List.of(TEXTS, WORD), TEXT),
          Phrase.of(1, "push \",\"; split", List.of(TEXT), TEXTS),
          Phrase.of(1, "split", List.of(TEXT, WORD), TEXTS),
          Phrase.of(1, "has", List.of(TEXT, INTEGER), BOOLEAN),
          Phrase.of(1, "contains", List.of(TEXT, TEXT), BOOLEAN),
          Phrase.of(1, "size", List.of(TEXT), INTEGER),
          Phrase.of(1, "segment", List.of(WORD), WORD),
          Phrase.of(1, "abs; segment", List.of(INTEGER), WORD));

  private static final List<Phrase> LISTS_AND_MAPS =
      List.of(
          Phrase.of(3, "append; push 9; call take", List.of(LIST, ANY), LIST),
          Phrase.of(3, "append; push 12; call take", List.of(NUMBERS, INTEGER), NUMBERS),
          Phrase.of(3, "append; push 7; call take", List.of(TEXTS, TEXT), TEXTS),
          Phrase.of(2, "append; push 0; get", List.of(NUMBERS, INTEGER), INTEGER),
          Phrase.of(1, "append; push 0; get", List.of(LIST, ANY), ANY),
          Phrase.of(2, "append; dup; size; push 1; sub; get", List.of(TEXTS, TEXT), TEXT),
          Phrase.of(1, "append; push 0; rot; put", List.of(INTEGER, NUMBERS, INTEGER), NUMBERS),
          Phrase.of(1, "append; push 0; push 17; put", List.of(NUMBERS, INTEGER), NUMBERS),
          Phrase.of(1, "dup; size; push \"end\"; put; push 1; call skip", List.of(TEXTS), TEXTS),
          Phrase.of(1, "append; push 0; remove", List.of(NUMBERS, INTEGER), NUMBERS),
          Phrase.of(1, "append; push 0; remove", List.of(LIST, ANY), LIST),
          Phrase.of(
              1, "dup; size; push 2; div; floor; push 0; swap; slice", List.of(NUMBERS), NUMBERS),
          Phrase.of(1, "add; push 10; call take", List.of(NUMBERS, NUMBERS), NUMBERS),
          Phrase.of(1, "add; push 8; call take", List.of(LIST, TEXTS), LIST),
          Phrase.of(1, "size", List.of(LIST), INTEGER),
          Phrase.of(1, "has", List.of(LIST, INTEGER), BOOLEAN),
          Phrase.of(1, "contains", List.of(LIST, ANY), BOOLEAN),
          Phrase.of(1, "sort", List.of(NUMBERS), NUMBERS),
          Phrase.of(1, "sort", List.of(TEXTS), TEXTS),
          Phrase.of(2, "put", List.of(TALLY, WORD, INTEGER), TALLY),
          Phrase.of(1, "put", List.of(MAP, WORD, ANY), MAP),
          Phrase.of(1, "push \"k\"; rot; put; push \"k\"; get", List.of(INTEGER, TALLY), INTEGER),
          Phrase.of(1, "remove", List.of(TALLY, TEXT), TALLY),
          Phrase.of(1, "remove", List.of(MAP, WORD), MAP),
          Phrase.of(1, "has", List.of(MAP, TEXT), BOOLEAN),
          Phrase.of(1, "size", List.of(MAP), INTEGER),
          Phrase.of(1, "keys", List.of(MAP), TEXTS),
          Phrase.of(1, "values", List.of(TALLY), NUMBERS),
          Phrase.of(1, "values", List.of(MAP), LIST));

  private static final List<Phrase> IDENTITY =
      List.of(
          Phrase.of(1, "getcaller", List.of(), ANY),
          Phrase.of(1, "getcaller; tostring", List.of(), WORD),
          Phrase.of(1, "hasrole \"org/acme:clerk\"", List.of(), BOOLEAN),
          Phrase.of(1, "push \"org/acme:clerk\"; hasrole", List.of(), BOOLEAN),
          Phrase.of(1, "push \"acme\"; checkmembership", List.of(WORD), BOOLEAN),
          Phrase.of(1, "checkmembership \"ada\" \"acme\"", List.of(), BOOLEAN));

  private static final List<Phrase> LIBRARY =
      List.of(
          Phrase.of(1, "call sum; push 9973; mod", List.of(NUMBERS), INTEGER),
          Phrase.of(1, "append; call mean", List.of(NUMBERS, INTEGER), NUMBER),
          Phrase.of(1, "append; call median", List.of(NUMBERS, INTEGER), NUMBER),
          Phrase.of(1, "append; call maxof", List.of(NUMBERS, INTEGER), INTEGER),
          Phrase.of(1, "append; call minof", List.of(NUMBERS, INTEGER), INTEGER),
          Phrase.of(1, "push -50; push 50; call clamp", List.of(INTEGER), INTEGER),
          Phrase.of(1, "push 40; call percent", List.of(MONEY), DECIMAL),
          Phrase.of(1, "call sumto", List.of(COUNT), INTEGER),
          Phrase.of(1, "call xor", List.of(BOOLEAN, BOOLEAN), BOOLEAN),
          Phrase.of(1, "call any", List.of(NUMBERS), BOOLEAN),
          Phrase.of(1, "call all", List.of(NUMBERS), BOOLEAN),
          Phrase.of(1, "append; call first", List.of(TEXTS, TEXT), TEXT),
          Phrase.of(1, "append; call last", List.of(NUMBERS, INTEGER), INTEGER),
          Phrase.of(1, "call reverse", List.of(NUMBERS), NUMBERS),
          Phrase.of(1, "call range", List.of(COUNT, COUNT), NUMBERS),
          Phrase.of(1, "call indexof", List.of(LIST, ANY), INTEGER),
          Phrase.of(1, "call countof", List.of(LIST, ANY), INTEGER),
          Phrase.of(1, "call unique", List.of(LIST), LIST),
          Phrase.of(1, "append; push []; swap; append; call flatten", List.of(LIST, ANY), LIST),
          Phrase.of(1, "push []; swap; append; push \"ana\"; call pluck", List.of(TALLY), NUMBERS),
          Phrase.of(1, "call getor", List.of(TALLY, WORD, INTEGER), INTEGER),
          Phrase.of(1, "call getor", List.of(LIST, INTEGER, ANY), ANY),
          Phrase.of(1, "call addto", List.of(TALLY, WORD, INTEGER), TALLY),
          Phrase.of(1, "call merge", List.of(TALLY, TALLY), TALLY),
          Phrase.of(1, "call pick", List.of(TALLY, TEXTS), TALLY),
          Phrase.of(1, "call omit", List.of(MAP, TEXTS), MAP),
          Phrase.of(1, "call counts", List.of(TEXTS), TALLY),
          Phrase.of(1, "call mapof", List.of(NUMBERS, TEXTS), MAP),
          Phrase.of(1, "push \"zoe\"; push 5; put; call leaders", List.of(TALLY), TEXTS));

  /** Where what they take decides whether the run goes on. */
  private static final List<Phrase> HAZARDOUS =
      List.of(
          Phrase.of(3, "div", List.of(NUMBER, NUMBER), NUMBER),
          Phrase.of(3, "mod", List.of(INTEGER, COUNT), NUMBER),
          Phrase.of(3, "mul", List.of(NUMBER, NUMBER), NUMBER),
          Phrase.of(1, "push 1e300; add", List.of(NUMBER), NUMBER),
          Phrase.of(1, "push 0.5; div", List.of(NUMBER), NUMBER),
          Phrase.of(2, "div", List.of(DECIMAL, DECIMAL), DECIMAL),
          Phrase.of(2, "mod", List.of(DECIMAL, MONEY), DECIMAL),
          Phrase.of(2, "mul", List.of(DECIMAL, DECIMAL), DECIMAL),
          Phrase.of(2, "add", List.of(DECIMAL, NUMBER), DECIMAL),
          Phrase.of(1, "roundto", List.of(DECIMAL, NUMBER), DECIMAL),
          Phrase.of(2, "tonumber", List.of(TEXT), NUMBER),
          Phrase.of(2, "todecimal", List.of(TEXT), DECIMAL),
          Phrase.of(1, "todecimal", List.of(NUMBER), DECIMAL),
          Phrase.of(1, "tonumber", List.of(DECIMAL), NUMBER),
          Phrase.of(3, "get", List.of(LIST, COUNT), ANY),
          Phrase.of(2, "get", List.of(NUMBERS, INTEGER), INTEGER),
          Phrase.of(2, "get", List.of(TALLY, TEXT), INTEGER),
          Phrase.of(2, "get", List.of(TEXT, NUMBER), TEXT),
          Phrase.of(2, "put", List.of(LIST, INTEGER, ANY), LIST),
          Phrase.of(2, "remove", List.of(TEXTS, COUNT), TEXTS),
          Phrase.of(2, "slice", List.of(NUMBERS, COUNT, COUNT), NUMBERS),
          Phrase.of(2, "slice", List.of(TEXT, COUNT, NUMBER), TEXT),
          Phrase.of(1, "mul", List.of(TEXT, NUMBER), TEXT),
          Phrase.of(1, "mul", List.of(COUNT, TEXT), TEXT),
          Phrase.of(1, "split", List.of(TEXT, TEXT), TEXTS),
          Phrase.of(1, "segment", List.of(TEXT), WORD),
          Phrase.of(1, "segment", List.of(NUMBER), WORD),
          Phrase.of(1, "sort", List.of(LIST), LIST),
          Phrase.of(1, "join", List.of(LIST, TEXT), TEXT),
          Phrase.of(1, "lt", List.of(ANY, ANY), BOOLEAN),
          Phrase.of(1, "not", List.of(ANY), BOOLEAN),
          Phrase.of(1, "add", List.of(LIST, LIST), LIST),
          Phrase.of(1, "append", List.of(LIST, LIST), LIST),
          Phrase.of(1, "add", List.of(TEXT, TEXT), TEXT),
          Phrase.of(1, "call mean", List.of(NUMBERS), NUMBER),
          Phrase.of(1, "call clamp", List.of(NUMBER, NUMBER, NUMBER), NUMBER),
          Phrase.of(1, "call sum", List.of(LIST), ANY),
          Phrase.of(1, "call last", List.of(LIST), ANY),
          Phrase.of(1, "call sumto", List.of(INTEGER), INTEGER),
          Phrase.of(1, "hasrole", List.of(WORD), BOOLEAN),
          Phrase.of(1, "checkmembership", List.of(WORD, TEXT), BOOLEAN),
          // They spend a good part of the fuel.
          Phrase.of(1, verifying(Stock.SIGNATURE), List.of(TEXT), BOOLEAN),
          Phrase.of(1, verifying("no"), List.of(ANY), BOOLEAN),
          Phrase.of(
              1,
              "push \"r\"; swap; push \"%s\"; verifysignature".formatted(Stock.SIGNER),
              List.of(ANY),
              BOOLEAN));

  /** Verifies a signature of the message on the stack. */
  private static String verifying(String signature) {
    return "push \"%s\"; push \"%s\"; verifysignature".formatted(signature, Stock.SIGNER);
  }

  private static final List<Phrase> SAFE =
      Stream.of(NUMBERS_AND_BOOLEANS, DECIMALS, TEXTS_AND_OTHERS, LISTS_AND_MAPS, IDENTITY, LIBRARY)
          .flatMap(List::stream)
          .toList();

  /** That end no run, or seldom. */
  static final Phrases QUIET = new Phrases(SAFE);

  static final Phrases ALL = new Phrases(Stream.concat(SAFE.stream(), HAZARDOUS.stream()).toList());

  private final Map<Kind, List<Phrase>> giving = new EnumMap<>(Kind.class);
  private final Map<Kind, List<Phrase>> primitives = new EnumMap<>(Kind.class);

  private Phrases(List<Phrase> phrases) {
    for (Kind kind : Kind.values()) {
      List<Phrase> fitting = phrases.stream().filter(phrase -> phrase.gives(kind)).toList();
      giving.put(kind, fitting);
      primitives.put(kind, fitting.stream().filter(Phrase::isPrimitive).toList());
    }
  }

  /**
   * Those that give one value, which may stand for the kind.
   *
   * @param primitive whether only those that deal in numbers and booleans
   */
  List<Phrase> giving(Kind kind, boolean primitive) {
    return (primitive ? primitives : giving).getOrDefault(kind, List.of());
  }
}
