package coop.covm.storage;

import static coop.covm.storage.log.CommitIndex.State.COMPACTED;
import static coop.covm.storage.log.CommitIndex.State.PRESENT;
import static coop.covm.storage.log.CommitIndex.State.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.log.CommitIndex.State;
import org.junit.jupiter.api.Test;

final class VersionsOfKeyTest {
  private static final long ANY = Long.MAX_VALUE;

  @Test
  void theNewestStay() {
    assertThat(versions(PRESENT, PRESENT, PRESENT).removable(ANY, 1)).isEqualTo(2);
    assertThat(versions(PRESENT, PRESENT, PRESENT).removable(ANY, 2)).isEqualTo(1);
    assertThat(versions(PRESENT, PRESENT, PRESENT).removable(ANY, 5)).isZero();
  }

  @Test
  void onlyWhatWasReplacedUpToTheLimitGoes() {
    VersionsOfKey versions = versions(PRESENT, PRESENT, PRESENT); // revisions 10, 20, 30
    assertThat(versions.removable(19, 1)).isZero();
    assertThat(versions.removable(20, 1)).isEqualTo(1);
    assertThat(versions.removable(29, 1)).isEqualTo(1);
    assertThat(versions.removable(30, 1)).isEqualTo(2);
  }

  @Test
  void theLastThatGoesHeldAValue() {
    assertThat(versions(PRESENT, REMOVED, PRESENT).removable(ANY, 1)).isEqualTo(1);
    assertThat(versions(REMOVED, PRESENT).removable(ANY, 1)).isZero();
  }

  @Test
  void whereNoValueIsLeftThereIsNothingToDo() {
    assertThat(versions(COMPACTED, PRESENT).removable(ANY, 1)).isZero();
    // As in an index that was made anew from a compacted log.
    assertThat(versions(COMPACTED, REMOVED, COMPACTED, PRESENT).removable(ANY, 1)).isZero();
    assertThat(versions(COMPACTED, PRESENT, PRESENT).removable(ANY, 1)).isEqualTo(2);
  }

  private static VersionsOfKey versions(State... states) {
    VersionsOfKey versions = new VersionsOfKey();
    for (int i = 0; i < states.length; i++) {
      versions.add(10L * (i + 1), states[i]);
    }
    return versions;
  }
}
