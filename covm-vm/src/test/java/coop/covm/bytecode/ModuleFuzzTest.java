package coop.covm.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.log.Digest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damaged module files whose digest an attacker made right again: each is refused with a {@link
 * ModuleException}, or is a sound module in its canonical form.
 */
class ModuleFuzzTest {
  private int refused;
  private int accepted;

  @Test
  void thousandsOfMutantsAreRefusedOrSound() {
    fuzz(5_000, 4711);
    assertThat(refused).isGreaterThan(2_500);
    assertThat(accepted).isGreaterThan(50);
  }

  @Test
  @Tag("slow")
  void millionsOfMutantsAreRefusedOrSound() {
    fuzz(3_000_000, System.nanoTime());
  }

  @Test
  void everyByteOfAModuleMayHaveAnyValue() {
    byte[] file = ModuleFile.write(ModuleFileTest.small());
    for (int i = 8; i < file.length - Digest.BYTES; i++) {
      for (int value = 0; value < 256; value++) {
        byte[] mutant = file.clone();
        mutant[i] = (byte) value;
        check(ModuleFileTest.withDigest(mutant), "byte " + i + " is " + value);
      }
    }
  }

  private void fuzz(int mutants, long seed) {
    System.out.println("module fuzz seed " + seed);
    Random random = new Random(seed);
    byte[] file = {};
    for (int i = 0; i < mutants; i++) {
      if (i % 50 == 0) {
        file = ModuleFile.write(RandomModules.make(random.nextLong()));
      }
      check(mutant(file, random), "mutant " + i + " of seed " + seed);
    }
  }

  private void check(byte[] mutant, String what) {
    Cost before = Cost.now();
    try {
      Module module = ModuleFile.read(mutant);
      assertThat(ModuleFile.write(module)).as(what).isEqualTo(mutant);
      assertThat(Disassembler.disassemble(module)).as(what).isNotEmpty();
      accepted++;
    } catch (ModuleException e) {
      assertThat(e.getMessage()).as(what).isNotBlank();
      refused++;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(what, e);
    }
    Cost cost = Cost.since(before);
    assertThat(cost.allocatedBytes()).as(what).isLessThan(16 << 20);
    assertThat(cost.cpuNanos()).as(what).isLessThan(2_000_000_000L);
  }

  private static byte[] mutant(byte[] file, Random random) {
    byte[] mutant = file.clone();
    int end = file.length - Digest.BYTES;
    // Half of the changes lie in the code, which is at the end, behind source and constants.
    int from = random.nextBoolean() ? 9 : 9 + (end - 9) / 2;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = from + random.nextInt(end - from);
      switch (random.nextInt(6)) {
        case 0 -> mutant[at] = (byte) random.nextInt(256);
        case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutant[at]++;
        case 3 -> mutant[at]--;
        case 4 -> {
          int other = from + random.nextInt(end - from);
          mutant[at] = mutant[other];
          mutant[other] = file[at];
        }
        default -> {
          int other = from + random.nextInt(end - from);
          int length = Math.min(random.nextInt(12), end - Math.max(at, other));
          System.arraycopy(file, other, mutant, at, length);
        }
      }
    }
    return ModuleFileTest.withDigest(
        random.nextInt(8) == 0
            ? Arrays.copyOf(mutant, mutant.length - random.nextInt(end - 9))
            : mutant);
  }
}
