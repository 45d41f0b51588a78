package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The engine's own text routines give what the slow, well-known ways give. */
class TextTest {
  private static final int ROUNDS = 20_000;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private String text(String letters, int most) {
    int[] codePoints = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }

  @Test
  void aSearchFindsTheFirstPlaceOfAPart() {
    for (int i = 0; i < ROUNDS; i++) {
      String text = text("ab", 300);
      String part = text("ab", i % 2 == 0 ? 8 : 4) + "ab".repeat(random.nextInt(30));
      int from = random.nextInt(text.length() + 1);
      assertThat(TextSearch.of(part).next(text, from))
          .as("seed %s: %s in %s from %s", seed, part, text, from)
          .isEqualTo(text.indexOf(part, from));
    }
  }

  @Test
  void everyLetterChangesItsCaseAsTheJdkSays() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        for (String text : List.of(Character.toString(c), "Σ" + Character.toString(c))) {
          assertThat(LetterCase.upper(text)).isEqualTo(text.toUpperCase(Locale.ROOT));
        }
        String alone = Character.toString(c);
        assertThat(LetterCase.lower(alone)).isEqualTo(alone.toLowerCase(Locale.ROOT));
        assertThat(LetterCase.lower("İ" + alone + "z"))
            .isEqualTo(("İ" + alone + "z").toLowerCase(Locale.ROOT));
      }
    }
  }

  @Test
  void sigmasAtTheEndOfAWordAreFinal() {
    for (int i = 0; i < ROUNDS; i++) {
      String text = text("ΑΣΣ ", 12);
      assertThat(LetterCase.lower(text))
          .as("seed %s: %s", seed, text)
          .isEqualTo(text.toLowerCase(Locale.ROOT));
    }
    assertThat(LetterCase.lower("Σ ΑΣ' Α'Σ ΑΣ\u0301Β ΑΣ\u0301"))
        .isEqualTo("σ ας' α'ς ασ\u0301β ας\u0301");
  }

  @Test
  void aLongTextChangesItsCaseLikeAShortOne() {
    for (int i = 0; i < 200; i++) {
      String text = text("aßŉ😀𐐨é", 400);
      assertThat(LetterCase.upper(text))
          .as("seed %s", seed)
          .isEqualTo(text.toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void theSizeOfATextIsKnownBeforeItIsMade() {
    for (int i = 0; i < ROUNDS; i++) {
      Value value = value(3);
      assertThat(TextSize.of(value))
          .as("seed %s: %s", seed, value)
          .isEqualTo(value.toString().getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> NullValue.NULL;
      case 1 -> BooleanValue.of(random.nextBoolean());
      case 2 -> NumberValue.of(number());
      case 3, 4 -> decimal();
      case 5 -> StringValue.of(text("ab\"\\\n\t\r\u0001\u001F\u007F\u0080\u009Fé€😀", 6));
      case 6 -> {
        List<Value> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
          list.add(value(depth - 1));
        }
        yield ListValue.of(list);
      }
      default -> {
        Map<String, Value> map = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
          map.put(text("ab\"\n\u0002é", 3), value(depth - 1));
        }
        yield MapValue.of(map);
      }
    };
  }

  private double number() {
    double number = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(number) ? number : random.nextInt();
  }

  private DecimalValue decimal() {
    BigInteger digits = new BigInteger(random.nextInt(110), random);
    int scale = random.nextBoolean() ? random.nextInt(5) : random.nextInt(1900) - 950;
    return DecimalValue.of(new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale));
  }
}
