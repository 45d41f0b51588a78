package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.Key;
import coop.covm.storage.Store;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Digest;
import coop.covm.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link CommittingProcess}es have reported, to be compared with their store. */
public final class ReportedCommits {
  private final Map<Long, String> reported = new HashMap<>();

  /** Takes whole lines that a process has printed. */
  public void add(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      String before = reported.put(Long.parseLong(words[2]), words[0] + " " + words[1]);
      assertThat(before).as("the commit reported before as revision %s", words[2]).isNull();
    }
  }

  /** Checks that the store holds all of it, one chain, and nothing half. */
  public void check(Store store) {
    try (StoreView view = store.view()) {
      Map<String, Value> last = new HashMap<>();
      Digest previous = Digest.NONE;
      for (long revision = 1; revision <= view.revision(); revision++) {
        CommitRecord record = view.commit(revision);
        assertThat(record.previous()).as("chain at revision %s", revision).isEqualTo(previous);
        previous = record.digest();
        assertThat(record.body().changes()).hasSize(2);
        Change.Set one = (Change.Set) record.body().changes().get(0);
        Change.Set two = (Change.Set) record.body().changes().get(1);
        assertThat(one.value().value()).isEqualTo(two.value().value());
        last.put(one.key().segments().get(2), one.value().value());
      }
      reported.forEach((revision, report) -> assertThat(report).isEqualTo(report(view, revision)));
      last.forEach((name, value) -> {
        assertThat(view.get(Key.parse("org/acme/" + name + "/one"))).contains(value);
        assertThat(view.get(Key.parse("org/acme/" + name + "/two"))).contains(value);
      });
    }
  }

  /** What a process reports of a commit. */
  private static String report(StoreView view, long revision) {
    assertThat(view.revision()).as("the newest revision").isGreaterThanOrEqualTo(revision);
    Change.Set change = (Change.Set) view.commit(revision).body().changes().getFirst();
    return change.key().segments().get(2) + " " + change.value().value();
  }
}
