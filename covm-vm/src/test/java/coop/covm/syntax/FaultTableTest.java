package coop.covm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every source of {@code faults.txt} is reported with exactly the places, codes, messages, hints
 * and related places that stand under it.
 */
class FaultTableTest {
  record Entry(String title, String source, List<String> expected) {
    @Override
    public String toString() {
      return title;
    }
  }

  static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (String text : Sources.resource("faults.txt").split("(?m)^=== ", -1)) {
      if (!text.isEmpty()) {
        int title = text.indexOf('\n');
        int end = text.indexOf("\n---\n");
        entries.add(
            new Entry(
                text.substring(0, title),
                text.substring(title + 1, end + 1),
                text.substring(end + 5).lines().toList()));
      }
    }
    return entries;
  }

  @ParameterizedTest
  @MethodSource("entries")
  void faultsAreReportedAsTheTableSays(Entry entry) {
    assertThat(Sources.faults(entry.source())).isEqualTo(entry.expected());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void lineEndsOfAnotherSystemChangeNothing(Entry entry) {
    assertThat(Sources.faults(entry.source().replace("\n", "\r\n"))).isEqualTo(entry.expected());
  }

  @Test
  void theTableHasEveryCodeThatParsingTextCanGive() {
    Stream<String> codes =
        entries().stream()
            .flatMap(entry -> entry.expected().stream())
            .filter(line -> !line.startsWith(" "))
            .map(line -> line.split(" ", 3)[1]);
    // E0101, E0102, E0109 and E0111 are in SourceDecoderTest, CharacterTest and HostileSourceTest.
    assertThat(codes)
        .contains(
            "E0103", "E0104", "E0105", "E0106", "E0107", "E0108", "E0110", "E0201", "E0203",
            "E0204", "E0208");
  }
}
