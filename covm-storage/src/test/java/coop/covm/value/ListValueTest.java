package coop.covm.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListValueTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private static List<Value> numbers(int count) {
    List<Value> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(NumberValue.of(i));
    }
    return numbers;
  }

  @Test
  void aListHoldsWhatItWasMadeOfAtEverySize() {
    for (int size :
        new int[] {0, 1, 31, 32, 33, 64, 1023, 1024, 1025, 1056, 1057, 33_000, 40_000}) {
      List<Value> expected = numbers(size);
      ListValue list = ListValue.of(expected);
      assertThat(list.size()).isEqualTo(size);
      assertThat(list.elements()).isEqualTo(expected);
      assertThat(list.byteSize()).isEqualTo(8 + 16L * size);
      assertThatThrownBy(() -> list.get(size)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void appendingOneByOneGivesTheSameList() {
    ListValue list = ListValue.EMPTY;
    List<Value> expected = numbers(40_000);
    for (Value element : expected) {
      list = list.append(element);
    }
    assertThat(list.elements()).isEqualTo(expected);
    assertThat(list).isEqualTo(ListValue.of(expected)).hasSameHashCodeAs(ListValue.of(expected));
  }

  @Test
  void everyVersionKeepsItsOwnElements() {
    List<ListValue> versions = new ArrayList<>(List.of(ListValue.EMPTY));
    List<List<Value>> expected = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < 3000; i++) {
      int from = random.nextBoolean() ? versions.size() - 1 : random.nextInt(versions.size());
      Value element = NumberValue.of(i);
      List<Value> longer = new ArrayList<>(expected.get(from));
      longer.add(element);
      versions.add(
          random.nextInt(20) == 0 ? ListValue.of(longer) : versions.get(from).append(element));
      expected.add(longer);
    }
    for (int i = 0; i < versions.size(); i++) {
      assertThat(versions.get(i).elements()).as("seed %s", seed).isEqualTo(expected.get(i));
    }
  }

  @Test
  void puttingChangesOneElementOfOneVersion() {
    for (int size : new int[] {1, 32, 33, 1024, 1057, 40_000}) {
      List<Value> expected = numbers(size);
      ListValue before = ListValue.of(expected);
      ListValue list = before;
      for (int i = 0; i < 200; i++) {
        int index = random.nextInt(size);
        Value element =
            random.nextInt(4) == 0 ? ListValue.of(NullValue.NULL) : StringValue.of("x" + i);
        list = list.put(index, element);
        expected.set(index, element);
      }
      ListValue made = ListValue.of(expected);
      assertThat(list).as("size %s, seed %s", size, seed).isEqualTo(made);
      assertThat(list.byteSize()).isEqualTo(made.byteSize());
      assertThat(list.nesting()).isEqualTo(made.nesting());
      assertThat(before.elements()).isEqualTo(numbers(size));
      assertThatThrownBy(() -> before.put(size, NullValue.NULL))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  /** Else a program could make the process copy megabytes for each instruction. */
  @Test
  void appendingToOneListAgainAndAgainIsQuick() {
    ListValue list = ListValue.of(numbers(1_000_000));
    long start = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      assertThat(list.append(NullValue.NULL).size()).isEqualTo(1_000_001);
    }
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }
}
