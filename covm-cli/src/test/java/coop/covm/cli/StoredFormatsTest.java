package coop.covm.cli;

import static coop.covm.cli.FormatSample.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that a release wrote stays readable. Samples lie in {@code
 * src/test/resources/samples}, and are never changed. Who changes a format adds one, with {@code
 * -Dcovm.samples.write=true}, which writes a new sample if a format has none and touches no other.
 */
@Timeout(240)
class StoredFormatsTest {
  private static final String ROOT = " --as root --key root.pem";

  @TempDir Path directory;

  @Test
  void eachFormatThatIsWrittenHasASample() throws IOException {
    Path fresh = Files.createDirectories(directory.resolve("fresh"));
    FormatSample.make(fresh);
    SortedSet<String> written = FormatLabels.of(fresh);
    assertThat(written).as("one of everything").hasSizeGreaterThanOrEqualTo(13);
    if (Boolean.getBoolean("covm.samples.write") && !sampled().containsAll(written)) {
      FormatSample.keep(fresh, FormatSample.all().size() + 1);
    }
    assertThat(sampled())
        .as("formats that have a sample; add one with -Dcovm.samples.write=true")
        .containsAll(written);
  }

  private static SortedSet<String> sampled() throws IOException {
    SortedSet<String> formats = new TreeSet<>();
    for (FormatSample sample : FormatSample.all()) {
      formats.addAll(List.of(sample.known().getProperty("formats").split(", ")));
    }
    return formats;
  }

  @Test
  void eachSampleIsWhatItsManifestSaysAndCanBeRead() throws IOException {
    List<FormatSample> samples = FormatSample.all();
    assertThat(samples).isNotEmpty();
    for (FormatSample sample : samples) {
      Path place = Files.createDirectories(directory.resolve(sample.packed().getFileName()));
      sample.unpack(place);
      assertThat(String.join(", ", FormatLabels.of(place)))
          .as("%s", sample)
          .isEqualTo(sample.known().getProperty("formats"));
      for (String store : FormatSample.STORES) {
        expectReadable(place, store, sample.known());
      }
      expectBackup(place, sample.known());
      expectExport(place);
      expectModules(place);
    }
  }

  private static void expectReadable(Path place, String store, Properties known) {
    String head = known.getProperty("head." + FormatSample.scheme(store));
    assertThat(FormatSample.digest(run(place, store, "audit head"))).isEqualTo(head);
    run(place, store, "audit verify" + ROOT);
    assertThat(run(place, store, "storage get org/acme/budget" + ROOT).out()).isEqualTo("90\n");
    assertThat(run(place, store, "storage get org/acme/paid" + ROOT).out()).isEqualTo("40.00\n");
    assertThat(
            run(place, store, "storage get member/ana/phone --encryption-key master.key" + ROOT)
                .out())
        .isEqualTo("601\n");
    run(place, store, "storage put org/acme/after 1" + ROOT);
    assertThat(run(place, store, "storage get org/acme/after" + ROOT).out()).isEqualTo("1\n");
    run(place, store, "audit verify" + ROOT);
  }

  private static void expectBackup(Path place, Properties known) {
    run(place, "memory:", "storage restore backups --to file:restored");
    assertThat(FormatSample.digest(run(place, "file:restored", "audit head")))
        .isEqualTo(known.getProperty("head.file"));
  }

  private static void expectExport(Path place) {
    run(place, "file:imported", "storage import export.jsonl");
    assertThat(run(place, "file:imported", "storage get org/acme/paid").out()).isEqualTo("40.00\n");
  }

  private static void expectModules(Path place) {
    assertThat(run(place, "memory:", "run bound.covmc").out()).isEqualTo("10\n");
    run(place, "memory:", "run pay.covmc --param amount=1m");
  }
}
