package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.repair.Damage;
import coop.covm.storage.repair.DamageReport;
import coop.covm.storage.repair.Examination;
import coop.covm.storage.spi.DamagedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the examination of a damaged store comes to.
 *
 * @param commits those that it gives, in order
 */
public record Salvaged(DamageReport report, List<CommitRecord> commits) {
  /** Examines a log and closes it. */
  public static Salvaged of(DamagedLog log) {
    try (log) {
      Examination examination = Examination.of(log, _ -> {});
      List<CommitRecord> commits = new ArrayList<>();
      examination.commits(commit -> commits.add(commit.record()));
      return new Salvaged(examination.report(), commits);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Each damage in a line: its kind and the revisions, such as {@code bytes 3}. */
  public List<String> damages() {
    return report.damages().stream().map(Salvaged::line).toList();
  }

  private static String line(Damage damage) {
    return damage.kind().label()
        + damage
            .revisions()
            .map(range ->
                range.first() == range.last()
                    ? " " + range.first()
                    : " %s-%s".formatted(range.first(), range.last()))
            .orElse("");
  }

  /** Holds what was salvaged to be the beginning of the history, with nothing invented. */
  public void expectBeginningOf(List<CommitRecord> original, String damage) {
    Head head = Head.EMPTY;
    assertThat(commits.size()).as(damage).isEqualTo((int) report.head().revision());
    for (int i = 0; i < commits.size(); i++) {
      CommitRecord was = original.get(i);
      CommitRecord is = commits.get(i);
      assertThat(is.digest()).as("%s: revision %s", damage, i + 1).isEqualTo(was.digest());
      assertThat(CommitRecord.seal(is.envelope(), is.body()).digest())
          .as("%s: the digest of revision %s", damage, i + 1)
          .isEqualTo(was.digest());
      for (int c = 0; c < is.body().changes().size(); c++) {
        expectSameOrErased(is.body().changes().get(c), was.body().changes().get(c), damage);
      }
      head = is.head();
    }
    assertThat(report.head()).as(damage).isEqualTo(head);
  }

  private static void expectSameOrErased(Change is, Change was, String damage) {
    assertThat(is).as(damage).isEqualTo(was);
    if (is.made().isPresent() && !is.made().get().isErased()) {
      assertThat(is.made().get().value()).as(damage).isEqualTo(was.made().orElseThrow().value());
    }
  }
}
