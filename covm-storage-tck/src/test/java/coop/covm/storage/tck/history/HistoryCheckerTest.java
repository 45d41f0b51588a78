package coop.covm.storage.tck.history;

import static coop.covm.storage.tck.history.HistoryBook.adds;
import static coop.covm.storage.tck.history.HistoryBook.delete;
import static coop.covm.storage.tck.history.HistoryBook.deletes;
import static coop.covm.storage.tck.history.HistoryBook.increment;
import static coop.covm.storage.tck.history.HistoryBook.key;
import static coop.covm.storage.tck.history.HistoryBook.lists;
import static coop.covm.storage.tck.history.HistoryBook.number;
import static coop.covm.storage.tck.history.HistoryBook.reads;
import static coop.covm.storage.tck.history.HistoryBook.readsNothing;
import static coop.covm.storage.tck.history.HistoryBook.set;
import static coop.covm.storage.tck.history.HistoryBook.sets;
import static coop.covm.storage.tck.history.HistoryBook.text;
import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.Digest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Histories written by hand: each illegal one is refused by the name of what is wrong with it. */
final class HistoryCheckerTest {
  private final HistoryBook book = new HistoryBook();

  @Test
  void anEmptyHistoryIsLegal() {
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void oneTransactionAfterTheOtherIsLegal() {
    book.from(1, 2, 0).did(readsNothing("a"), sets("a", "one")).committed(set("a", "one"));
    book.from(3, 4, 1)
        .did(reads("a", "one"), lists("a"), sets("b", "two"))
        .committed(set("b", "two"));
    book.from(5, 6, 2).did(reads("a", "one"), deletes("a"), lists("b")).committed(delete("a"));
    book.from(7, 8, 3).did(readsNothing("a"), deletes("a")).readOnly();
    book.from(9, 10, 2).past().did(reads("a", "one"), lists("a", "b")).readOnly();
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void concurrentTransactionsMayReadTheirOlderViews() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 9, 1).did(reads("a", "one"), sets("b", "two")).committed(set("b", "two"));
    book.from(4, 8, 1).did(reads("a", "one")).readOnly();
    book.from(5, 7, 1).did(sets("a", "three")).committed(set("a", "three"));
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void incrementsAddUpWithoutConflict() {
    book.from(1, 8, 0).did(adds("n", 2)).committed(increment("n", 2, 2));
    book.from(2, 7, 0).did(adds("n", 3), adds("n", 1)).committed(increment("n", 4, 6));
    book.from(3, 9, 1).did(adds("n", 5), reads("n", 7)).ended(new Outcome.RolledBack());
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void transactionsSeeTheirOwnWrites() {
    book.from(1, 2, 0)
        .did(
            sets("a", "one"),
            reads("a", "one"),
            lists("a"),
            deletes("a"),
            readsNothing("a"),
            adds("a", 2),
            reads("a", 2))
        .committed(new LoggedChange.Set(key("a"), number(2)));
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void whatATransactionWroteItselfIsNoReadOfTheStore() {
    book.from(1, 2, 0)
        .did(sets("a", "one"), adds("n", 1))
        .committed(set("a", "one"), increment("n", 1, 1));
    book.from(1, 2, 0)
        .did(
            sets("a", "two"),
            reads("a", "two"),
            adds("n", 2),
            new Action.Contains(key("n"), true),
            new Action.Set(key("z"), number(5)),
            adds("z", 2),
            reads("z", 7))
        .committed(
            set("a", "two"), increment("n", 2, 3), new LoggedChange.Set(key("z"), number(7)));
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void deletesOfWhatIsGoneMeanwhileChangeNothing() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 8, 1).did(deletes("a")).readOnly();
    book.from(4, 5, 1).did(deletes("a")).committed(delete("a"));
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void aListedPrefixIsAReasonForAConflict() {
    book.from(1, 4, 0).did(lists(), sets("a", "x")).ended(new Outcome.Conflict(key("b"), 1));
    book.from(2, 3, 0).did(sets("b", "one")).committed(set("b", "one"));
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void refusalsWithAReasonAreLegal() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 8, 1)
        .did(reads("a", "one"), sets("b", "lost"))
        .ended(new Outcome.Conflict(key("a"), 2));
    book.from(4, 7, 1).did(sets("a", "two")).committed(set("a", "two"));
    book.from(9, 10, 2).did(adds("a", 1)).ended(new Outcome.Refused(key("a")));
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void whatFailedOnTheWayMayBeThereOrNot() {
    book.from(1, 2, 0).did(sets("a", "one")).loggedBut(new Outcome.Unknown(), set("a", "one"));
    book.from(3, 4, 1).did(reads("a", "one"), sets("a", "two")).ended(new Outcome.Unknown());
    book.from(5, 6, 1).did(reads("a", "one")).readOnly();
    assertThat(book.anomalies()).isEmpty();
  }

  @Test
  void lostUpdate() {
    book.from(1, 4, 0).did(readsNothing("a"), sets("a", "one")).committed(set("a", "one"));
    book.from(2, 3, 0).did(readsNothing("a"), sets("a", "two")).committed(set("a", "two"));
    assertThat(book.anomalies()).containsExactly(Anomaly.LOST_UPDATE);
  }

  @Test
  void lostUpdateOfAnIncrementedKeyThatWasRead() {
    book.from(1, 4, 0).did(adds("n", 2), reads("n", 2)).committed(increment("n", 2, 2));
    book.from(2, 3, 0).did(adds("n", 3), reads("n", 3)).committed(increment("n", 3, 5));
    assertThat(book.anomalies()).containsExactly(Anomaly.LOST_UPDATE);
  }

  @Test
  void writeSkew() {
    book.from(1, 4, 0)
        .did(readsNothing("a"), readsNothing("b"), sets("a", "one"))
        .committed(set("a", "one"));
    book.from(2, 3, 0)
        .did(readsNothing("a"), readsNothing("b"), sets("b", "two"))
        .committed(set("b", "two"));
    assertThat(book.anomalies()).containsExactly(Anomaly.WRITE_SKEW);
  }

  @Test
  void writeSkewOfPresenceAndOfVersions() {
    book.from(1, 4, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(2, 5, 0)
        .did(new Action.Contains(key("a"), false), sets("b", "two"))
        .committed(set("b", "two"));
    book.from(3, 6, 0)
        .did(new Action.Versions(key("a"), List.of()), sets("c", "three"))
        .committed(set("c", "three"));
    assertThat(book.anomalies()).containsExactly(Anomaly.WRITE_SKEW, Anomaly.WRITE_SKEW);
  }

  @Test
  void staleRead() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 4, 1).did(sets("a", "two")).committed(set("a", "two"));
    book.from(5, 6, 2).did(reads("a", "one")).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.STALE_READ);
  }

  @Test
  void stalePresence() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 4, 1).did(new Action.Contains(key("a"), false)).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.STALE_READ);
  }

  @Test
  void staleReadUnderAnIncrement() {
    book.from(1, 2, 0).did(adds("n", 2)).committed(increment("n", 2, 2));
    book.from(3, 4, 1).did(adds("n", 3), reads("n", 3)).ended(new Outcome.RolledBack());
    assertThat(book.anomalies()).containsExactly(Anomaly.STALE_READ);
  }

  @Test
  void readOfTheFuture() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 6, 1).did(reads("a", "two")).readOnly();
    book.from(4, 5, 1).did(sets("a", "two")).committed(set("a", "two"));
    assertThat(book.anomalies()).containsExactly(Anomaly.FUTURE_READ);
  }

  @Test
  void dirtyReadOfWhatWasRolledBack() {
    book.from(1, 4, 0).did(sets("a", "never")).ended(new Outcome.RolledBack());
    book.from(2, 3, 0).did(reads("a", "never")).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.DIRTY_READ);
  }

  @Test
  void intermediateRead() {
    book.from(1, 2, 0).did(sets("a", "draft"), sets("a", "final")).committed(set("a", "final"));
    book.from(3, 4, 1).did(reads("a", "draft")).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.INTERMEDIATE_READ);
  }

  @Test
  void inventedRead() {
    book.from(1, 2, 0).did(reads("a", "nobody's")).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.INVENTED_READ);
  }

  @Test
  void ownWriteNotSeen() {
    book.from(1, 2, 0)
        .did(sets("a", "one"), readsNothing("a"), new Action.Contains(key("a"), false))
        .committed(set("a", "one"));
    assertThat(book.anomalies())
        .containsExactly(Anomaly.OWN_WRITE_NOT_SEEN, Anomaly.OWN_WRITE_NOT_SEEN);
  }

  @Test
  void phantomThatAListingMissed() {
    book.from(1, 2, 0)
        .did(sets("a", "one"), sets("b", "one"))
        .committed(set("a", "one"), set("b", "one"));
    book.from(3, 4, 1).did(lists("a")).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.PHANTOM);
  }

  @Test
  void phantomThatCameBeforeTheCommit() {
    book.from(1, 4, 0).did(lists(), sets("a", "one")).committed(set("a", "one"));
    book.from(2, 3, 0).did(lists(), sets("b", "two")).committed(set("b", "two"));
    assertThat(book.anomalies()).containsExactly(Anomaly.PHANTOM);
  }

  @Test
  void listingThatStoppedTooEarlyOrBeganTooLate() {
    book.from(1, 2, 0)
        .did(sets("a", "one"), sets("b", "one"))
        .committed(set("a", "one"), set("b", "one"));
    KeyPrefix all = KeyPrefix.parse("org");
    book.from(3, 4, 1)
        .did(
            new Action.Listing(all, Optional.empty(), List.of(key("a")), false),
            new Action.Listing(all, Optional.of(key("a")), List.of(key("b")), true))
        .readOnly();
    assertThat(book.anomalies()).isEmpty();
    book.from(5, 6, 1)
        .did(new Action.Listing(all, Optional.empty(), List.of(key("b")), false))
        .readOnly();
    book.from(7, 8, 1)
        .did(new Action.Listing(all, Optional.of(key("a")), List.of(), true))
        .readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.PHANTOM, Anomaly.PHANTOM);
  }

  @Test
  void missedConflictOfAChangeBelowAListedPrefix() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 6, 1).did(sets("a", "two")).committed(set("a", "two"));
    book.from(4, 5, 1).did(lists("a"), sets("b", "three")).committed(set("b", "three"));
    assertThat(book.anomalies()).containsExactly(Anomaly.MISSED_CONFLICT);
  }

  @Test
  void viewOlderThanWhatWasAcknowledgedBefore() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 4, 0).did(readsNothing("a")).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.REAL_TIME_VIOLATION);
  }

  @Test
  void viewOlderThanWhatAReaderHadSeenBefore() {
    book.from(1, 9, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(2, 3, 1).did(reads("a", "one")).readOnly();
    book.from(4, 5, 0).did(readsNothing("a")).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.REAL_TIME_VIOLATION);
  }

  @Test
  void viewOlderThanWhatWasAcknowledgedBeforeALookAtThePast() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 4, 0).past().did(readsNothing("a")).readOnly();
    book.from(5, 6, 0).did(readsNothing("a")).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.REAL_TIME_VIOLATION);
  }

  @Test
  void commitBeforeWhatWasAcknowledgedBefore() {
    book.from(5, 6, 0).past().did(sets("a", "late")).committed(set("a", "late"));
    book.from(1, 2, 0).did(sets("b", "early")).committed(set("b", "early"));
    assertThat(book.anomalies()).containsExactly(Anomaly.REAL_TIME_VIOLATION);
  }

  @Test
  void commitThatReadItself() {
    book.from(1, 2, 1).did(sets("a", "one")).committed(set("a", "one"));
    assertThat(book.anomalies()).containsExactly(Anomaly.REAL_TIME_VIOLATION);
  }

  @Test
  void lostCommit() {
    book.from(1, 2, 0).did(sets("a", "one")).ended(new Outcome.Committed(1));
    assertThat(book.anomalies()).containsExactly(Anomaly.LOST_COMMIT);
  }

  @Test
  void viewBeyondTheLog() {
    book.from(1, 2, 3).did(readsNothing("a")).readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.LOST_COMMIT);
  }

  @Test
  void revisionGivenTwice() {
    book.from(1, 4, 0).did(sets("a", "one")).ended(new Outcome.Committed(1));
    book.from(2, 3, 0).did(sets("a", "two")).committed(set("a", "two"));
    assertThat(book.anomalies())
        .containsExactlyInAnyOrder(Anomaly.LOST_COMMIT, Anomaly.REVISION_GIVEN_TWICE);
  }

  @Test
  void commitsInSwappedOrder() {
    book.from(1, 4, 0).did(sets("a", "one")).loggedBut(new Outcome.Committed(2), set("a", "one"));
    book.from(2, 3, 0).did(sets("b", "two")).loggedBut(new Outcome.Committed(1), set("b", "two"));
    assertThat(book.anomalies()).containsExactly(Anomaly.MOVED_COMMIT, Anomaly.MOVED_COMMIT);
  }

  @Test
  void commitOfNobody() {
    book.log(set("a", "one"));
    assertThat(book.anomalies()).containsExactly(Anomaly.COMMIT_OF_NOBODY);
  }

  @Test
  void commitThatWasReportedAsRefused() {
    book.from(1, 4, 0).did(sets("b", "two")).committed(set("b", "two"));
    book.from(2, 3, 0)
        .did(readsNothing("b"), sets("a", "one"))
        .loggedBut(new Outcome.Conflict(key("b"), 1), set("a", "one"));
    assertThat(book.anomalies()).containsExactly(Anomaly.COMMIT_OF_NOBODY);
  }

  @Test
  void commitThatSaysSomethingElse() {
    book.from(1, 2, 0).did(sets("a", "one"), sets("b", "one")).committed(set("a", "one"));
    book.from(3, 4, 1).did(adds("n", 2)).committed(increment("n", 2, 3));
    book.from(5, 6, 2).did(deletes("c"), sets("d", "one")).committed(delete("c"), set("d", "one"));
    assertThat(book.anomalies())
        .containsExactly(Anomaly.ALTERED_COMMIT, Anomaly.ALTERED_COMMIT, Anomaly.ALTERED_COMMIT);
  }

  @Test
  void commitThatSaysItReadAnotherView() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    HistoryBook.Entry entry = book.from(3, 4, 1).did(sets("a", "two"));
    book.log(new UUID(0, 2), 0, 2, book.digest(), 0, set("a", "two"));
    entry.ended(new Outcome.Committed(2));
    assertThat(book.anomalies()).containsExactly(Anomaly.ALTERED_COMMIT);
  }

  @Test
  void writesThatWereLostSilently() {
    book.from(1, 2, 0).did(sets("a", "one")).readOnly();
    book.from(3, 4, 0).did(adds("n", 1)).readOnly();
    book.from(5, 6, 0).did(sets("b", "one")).committed(set("b", "one"));
    book.from(7, 8, 1).did(deletes("b")).readOnly();
    assertThat(book.anomalies())
        .containsExactly(Anomaly.LOST_WRITES, Anomaly.LOST_WRITES, Anomaly.LOST_WRITES);
  }

  @Test
  void conflictsWithoutAReason() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    // a key that it did not read, a change that it did see, one of another key, one of the future
    book.from(3, 4, 0).past().did(sets("a", "x")).ended(new Outcome.Conflict(key("a"), 1));
    book.from(5, 6, 1)
        .did(reads("a", "one"), sets("b", "x"))
        .ended(new Outcome.Conflict(key("a"), 1));
    book.from(7, 8, 0)
        .past()
        .did(readsNothing("b"), sets("b", "x"))
        .ended(new Outcome.Conflict(key("b"), 1));
    book.from(9, 10, 1)
        .did(reads("a", "one"), sets("b", "x"))
        .ended(new Outcome.Conflict(key("a"), 2));
    book.from(11, 12, 1).did(sets("a", "two")).committed(set("a", "two"));
    assertThat(book.anomalies())
        .containsExactly(
            Anomaly.UNFOUNDED_CONFLICT,
            Anomaly.UNFOUNDED_CONFLICT,
            Anomaly.UNFOUNDED_CONFLICT,
            Anomaly.UNFOUNDED_CONFLICT);
  }

  @Test
  void refusalsWithoutAReason() {
    book.from(1, 2, 0).did(adds("n", 1)).committed(increment("n", 1, 1));
    book.from(3, 4, 1).did(adds("n", 1)).ended(new Outcome.Refused(key("n")));
    book.from(5, 6, 1).did(sets("a", "one")).committed(set("a", "one"));
    book.from(7, 8, 2).did(sets("a", "two")).ended(new Outcome.Refused(key("a")));
    assertThat(book.anomalies())
        .containsExactly(Anomaly.UNFOUNDED_REFUSAL, Anomaly.UNFOUNDED_REFUSAL);
  }

  @Test
  void wrongPast() {
    book.from(1, 2, 0).did(sets("a", "one")).committed(set("a", "one"));
    book.from(3, 4, 1).did(sets("a", "two")).committed(set("a", "two"));
    KeyVersion one = new KeyVersion(1, Optional.of(text("one")));
    KeyVersion two = new KeyVersion(2, Optional.of(text("two")));
    book.from(5, 6, 2)
        .did(
            new Action.GetAt(key("a"), 1, one.value()),
            new Action.Versions(key("a"), List.of(one, two)))
        .readOnly();
    assertThat(book.anomalies()).isEmpty();
    book.from(7, 8, 2)
        .did(
            new Action.GetAt(key("a"), 1, two.value()), new Action.Versions(key("a"), List.of(two)))
        .readOnly();
    assertThat(book.anomalies()).containsExactly(Anomaly.WRONG_PAST, Anomaly.WRONG_PAST);
  }

  @Test
  void holeInTheLog() {
    HistoryBook.Entry entry = book.from(1, 2, 0).did(sets("a", "one"));
    book.log(new UUID(0, 1), 0, 2, book.digest(), 0, set("a", "one"));
    entry.ended(new Outcome.Committed(1));
    assertThat(book.anomalies()).containsExactly(Anomaly.HOLE_IN_LOG);
  }

  @Test
  void brokenChainAndTimeThatWentBack() {
    HistoryBook.Entry first = book.from(1, 2, 0).did(sets("a", "one"));
    book.log(new UUID(0, 1), 0, 1, Digest.NONE.toString(), 9, set("a", "one"));
    first.ended(new Outcome.Committed(1));
    HistoryBook.Entry second = book.from(3, 4, 1).did(sets("a", "two"));
    book.log(new UUID(0, 2), 1, 2, "another", 8, set("a", "two"));
    second.ended(new Outcome.Committed(2));
    assertThat(book.anomalies()).containsExactly(Anomaly.BROKEN_CHAIN, Anomaly.TIME_WENT_BACK);
  }
}
