package coop.covm.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.log.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GroupMarkTest {
  @Test
  void everyMarkReadsBack() throws Exception {
    for (int lines = 1; lines < 70; lines++) {
      for (int index = 0; index < lines; index++) {
        expectReadsBack(GroupMark.of(index, lines));
      }
    }
    expectReadsBack(new GroupMark(Integer.MAX_VALUE, true));
    expectReadsBack(new GroupMark(Integer.MAX_VALUE, false));
  }

  private static void expectReadsBack(GroupMark mark) throws MalformedRecordException {
    byte[] line = (text(mark) + "{}").getBytes(StandardCharsets.UTF_8);
    assertThat(GroupMark.read(line, line.length)).isEqualTo(mark);
  }

  private static String text(GroupMark mark) {
    return new String(mark.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void isWhatTheLayoutSays() {
    assertThat(text(GroupMark.of(0, 1))).isEmpty();
    assertThat(List.of(0, 1, 2).stream().map(i -> text(GroupMark.of(i, 3))))
        .containsExactly(" \t", " \t ", "\t\t");
  }

  @Test
  void otherBlanksAreRefused() {
    for (String blanks : List.of(" ", "  ", "\t", "  \t", " ".repeat(40), "\t".repeat(32))) {
      byte[] line = (blanks + "{}").getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> GroupMark.read(line, line.length))
          .as("[%s]", blanks)
          .isInstanceOf(MalformedRecordException.class);
    }
  }
}
