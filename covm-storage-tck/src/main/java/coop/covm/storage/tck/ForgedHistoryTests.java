package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import coop.covm.storage.Finding;
import coop.covm.storage.HeadStatement;
import coop.covm.storage.OpenMode;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.VerificationReport;
import coop.covm.storage.identity.SigningKey;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.Head;
import coop.covm.storage.spi.CommitBatch;
import coop.covm.storage.spi.HeadMovedException;
import coop.covm.storage.spi.StorageBackend;
import coop.covm.storage.tck.Forgeries.Forgery;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whoever can write everything but has not the keys leaves traces: verifying finds each forgery of
 * {@link Forgeries}, and where it is.
 */
public abstract class ForgedHistoryTests extends StoreTesting {
  @Test
  void aSoundHistoryIsFoundSound() throws Exception {
    SampleHistory sample = SampleHistory.make();
    VerificationReport report = verify(sample, sample.records(), Optional.empty());
    assertThat(report.findings()).isEmpty();
    assertThat(report.head()).isEqualTo(sample.records().getLast().head());
    assertThat(report.signatures()).isEqualTo(sample.size() - 1); // all but the store's note
    assertThat(report.headSignatures()).isEqualTo(sample.size() - 1); // all but the first
    assertThat(report.isSound()).isTrue();
  }

  @Test
  void eachForgeryIsFoundWhereItIs() throws Exception {
    SampleHistory sample = SampleHistory.make();
    Map<String, Forgery> forgeries = new Forgeries(sample).all();
    assertThat(forgeries).hasSizeGreaterThan(40);
    for (Map.Entry<String, Forgery> entry : forgeries.entrySet()) {
      Forgery forgery = entry.getValue();
      assertFound(entry.getKey(), forgery, sample, forgery.forge().apply(sample.records()));
    }
  }

  private void assertFound(
      String name, Forgery forgery, SampleHistory sample, List<CommitRecord> forged)
      throws Exception {
    try {
      VerificationReport report = verify(sample, forged, Optional.empty());
      assertThat(report.findings())
          .as(name)
          .anySatisfy(finding -> {
            assertThat(finding.revision()).isEqualTo(forgery.position());
            if (forgery.kind() == Finding.Kind.RECORD) {
              // A log that keeps no digests takes them anew, and then the signature does not fit.
              assertThat(finding.kind()).isIn(Finding.Kind.RECORD, Finding.Kind.SIGNATURE);
            } else {
              assertThat(finding.kind()).isEqualTo(forgery.kind());
            }
          });
    } catch (StorageException e) {
      // A policy that is none lets nobody in.
      assertThat(e.code()).as(name).isEqualTo(StorageError.STORE_FORMAT);
      assertThat(forgery.kind()).as(name).isEqualTo(Finding.Kind.RECORD);
    } catch (IllegalArgumentException e) {
      // The backend does not even take it.
      assertThat(forgery.kind()).as(name).isIn(Finding.Kind.CHAIN, Finding.Kind.RECORD);
    }
  }

  @Test
  void anOlderStateOfTheStoreIsFoundByAHeadThatWasWrittenDown() throws Exception {
    SampleHistory sample = SampleHistory.make();
    HeadStatement written = statement(sample.records().getLast());
    long older = sample.payment();
    List<CommitRecord> rolledBack = sample.records().subList(0, (int) older);
    assertThat(verify(sample, rolledBack, Optional.empty()).findings()).isEmpty();
    assertFrom(verify(sample, rolledBack, Optional.of(written)), older);
  }

  @Test
  void anotherHistoryIsFoundByAHeadThatWasWrittenDown() throws Exception {
    SampleHistory sample = SampleHistory.make();
    long place = sample.payment();
    HeadStatement written = statement(sample.other().get((int) place - 1));
    assertFrom(verify(sample, sample.records(), Optional.of(written)), place);
  }

  @Test
  void aHeadThatWasWrittenDownIsFoundToBeTheStoresOwn() throws Exception {
    SampleHistory sample = SampleHistory.make();
    CommitRecord middle = sample.records().get((int) sample.payment() - 1);
    HeadStatement written = HeadStatement.parse(statement(middle).text() + "\n");
    assertThat(verify(sample, sample.records(), Optional.of(written)).findings()).isEmpty();
    Head head = middle.head();
    HeadStatement forged =
        new HeadStatement(head, Optional.of(SigningKey.generate().sign(head.statement())));
    assertFrom(verify(sample, sample.records(), Optional.of(forged)), head.revision());
  }

  private static void assertFrom(VerificationReport report, long position) {
    assertThat(report.findings())
        .anySatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(Finding.Kind.FROM);
          assertThat(finding.revision()).isEqualTo(position);
        });
  }

  private static HeadStatement statement(CommitRecord commit) {
    return new HeadStatement(commit.head(), commit.headSignature());
  }

  private VerificationReport verify(
      SampleHistory sample, List<CommitRecord> records, Optional<HeadStatement> from)
      throws InterruptedException {
    try (StorageBackend backend = newPlace().open(OpenMode.CREATE)) {
      backend.commit(new CommitBatch(0, records));
      Store store = Store.over(backend, OpenMode.READ_ONLY, InstantSource.system());
      return store.audit().verify(sample.members().caller(Members.ADMIN), from, _ -> {});
    } catch (HeadMovedException e) {
      return fail("a new place is empty", e);
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
