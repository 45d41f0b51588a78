package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.value.BooleanValue;
import coop.covm.value.DecimalValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values and keys come back as they were stored. */
public abstract class ReadingTests extends StoreTesting {
  @Test
  void anEmptyStoreHasNoRevisionAndNoKey() {
    Store store = newStore();
    assertThat(store.revision()).isZero();
    assertThat(read(store, "org/a")).isEmpty();
    assertThat(begin(store).listKeys(prefix("org"))).isEmpty();
    assertThat(begin(store).contains(key("org/a"))).isFalse();
  }

  @Test
  void everyTypeOfValueComesBackAsItWas() {
    Store store = newStore();
    Map<String, Value> map = new LinkedHashMap<>();
    map.put("$z", ListValue.of(number(1), NullValue.NULL));
    map.put("", MapValue.EMPTY);
    List<Value> values =
        List.of(
            NullValue.NULL,
            BooleanValue.TRUE,
            BooleanValue.FALSE,
            number(0),
            number(-1.5e-7),
            number(Double.MAX_VALUE),
            number(Double.MIN_VALUE),
            DecimalValue.of(new BigDecimal("90.10")),
            DecimalValue.of(new BigDecimal("1E+999")),
            text(""),
            text("\u0000 zoë\n\"\\ 😀 \uFFFF e\u0301"),
            ListValue.EMPTY,
            MapValue.of(map));
    for (int i = 0; i < values.size(); i++) {
      put(store, "org/values/" + i, values.get(i));
    }
    for (int i = 0; i < values.size(); i++) {
      Value stored = read(store, "org/values/" + i).orElseThrow();
      assertThat(stored).isEqualTo(values.get(i)).hasSameClassAs(values.get(i));
      assertThat(stored.literal()).isEqualTo(values.get(i).literal());
    }
  }

  @Test
  void aLargeValueComesBack() {
    Store store = newStore();
    Value large = text("0123456789é".repeat(400_000));
    put(store, "org/large", large);
    assertThat(read(store, "org/large")).contains(large);
  }

  @Test
  void keysAreListedByTheirUtf8BytesAtSegmentBorders() {
    Store store = newStore();
    String longKey = "org/a/" + "k".repeat(128) + "/" + "l".repeat(128) + "/" + "m".repeat(100);
    for (String key :
        List.of(
            "org/ab/x",
            "org/a",
            "org/a/b",
            "org/a/b/c",
            "org/a/b-c",
            "org/a/ö",
            "org/a/\uFF41",
            "org/a/\uD801\uDC00",
            "org/a/B",
            "org/a-/x",
            "member/a/b",
            longKey)) {
      put(store, key, number(1));
    }
    assertThat(begin(store).listKeys(prefix("org/a/")))
        .isEqualTo(
            keys(
                "org/a/B",
                "org/a/b",
                "org/a/b-c",
                "org/a/b/c",
                longKey,
                "org/a/ö",
                "org/a/\uFF41",
                "org/a/\uD801\uDC00"));
    assertThat(begin(store).listKeys(prefix("org/a/b"))).isEqualTo(keys("org/a/b/c"));
    assertThat(begin(store).listKeys(prefix("org/a/b/c"))).isEmpty();
    assertThat(begin(store).listKeys(prefix("vote"))).isEmpty();
  }

  @Test
  void aRemovedKeyIsGone() {
    Store store = newStore();
    put(store, "org/a/x", number(1));
    put(store, "org/a/y", number(2));
    remove(store, "org/a/x");
    assertThat(read(store, "org/a/x")).isEmpty();
    assertThat(begin(store).contains(key("org/a/x"))).isFalse();
    assertThat(begin(store).listKeys(prefix("org/a"))).isEqualTo(keys("org/a/y"));
    put(store, "org/a/x", number(3));
    assertThat(read(store, "org/a/x")).contains(number(3));
  }

  @Test
  void aTransactionSeesItsOwnChangesInReadsAndLists() {
    Store store = newStore();
    put(store, "org/a/1", number(1));
    put(store, "org/a/3", number(3));
    put(store, "org/a/5", number(5));
    StorageTransaction transaction = begin(store);
    transaction.set(key("org/a/2"), number(2));
    transaction.delete(key("org/a/3"));
    transaction.set(key("org/a/5"), number(55));
    transaction.increment(key("org/a/6"), number(6));
    transaction.increment(key("org/a/1"), number(10));
    transaction.set(key("org/b"), number(7));
    assertThat(transaction.listKeys(prefix("org/a")))
        .isEqualTo(keys("org/a/1", "org/a/2", "org/a/5", "org/a/6"));
    assertThat(transaction.get(key("org/a/1"))).contains(number(11));
    assertThat(transaction.get(key("org/a/2"))).contains(number(2));
    assertThat(transaction.get(key("org/a/3"))).isEmpty();
    assertThat(transaction.contains(key("org/a/3"))).isFalse();
    assertThat(transaction.get(key("org/a/5"))).contains(number(55));
    assertThat(transaction.contains(key("org/a/6"))).isTrue();
    assertThat(read(store, "org/a/2")).isEmpty();
    transaction.commit();
    assertThat(begin(store).listKeys(prefix("org/a")))
        .isEqualTo(keys("org/a/1", "org/a/2", "org/a/5", "org/a/6"));
  }

  @Test
  void keysCanBeReadPageByPage() {
    Store store = newStore();
    StorageTransaction setup = begin(store);
    List<Key> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Key key = key("org/a/k" + (1000 + i));
      setup.set(key, NumberValue.of(i));
      all.add(key);
    }
    setup.commit();
    StorageTransaction transaction = begin(store);
    transaction.delete(key("org/a/k1050"));
    transaction.set(key("org/a/k1049x"), number(1));
    all.set(50, key("org/a/k1049x"));
    List<Key> found = new ArrayList<>();
    Optional<Key> after = Optional.empty();
    for (int page = 0; page < 20; page++) {
      try (KeyCursor cursor = transaction.keys(prefix("org/a"), after)) {
        for (int i = 0; i < 7 && cursor.next(); i++) {
          found.add(cursor.key());
        }
      }
      after = Optional.of(found.getLast());
    }
    assertThat(found).isEqualTo(all);
    try (KeyCursor cursor = transaction.keys(prefix("org/a"), Optional.of(key("org/b")))) {
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.next()).isFalse();
    }
  }
}
