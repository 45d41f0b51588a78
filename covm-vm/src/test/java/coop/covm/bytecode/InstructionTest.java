package coop.covm.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstructionTest {
  private static Code code(int... words) {
    return new Code(words, new int[0], new int[0], new int[0]);
  }

  @Test
  void decodesImmediatesByTheirKind() {
    Code code = code(Opcode.NOP.number(), Opcode.FOREACHNEXT.number(), 4, 5, 6);

    Instruction instruction = Instruction.at(code, 1);

    assertThat(instruction.opcode()).isEqualTo(Opcode.FOREACHNEXT);
    assertThat(instruction.offset()).isEqualTo(1);
    assertThat(instruction.next()).isEqualTo(5);
    assertThat(instruction.immediate(Immediate.HIDDEN)).isEqualTo(4);
    assertThat(instruction.immediate(Immediate.VARIABLE)).isEqualTo(5);
    assertThat(instruction.target()).hasValue(6);
    assertThat(instruction).hasToString("foreachnext 4 5 6");
    assertThat(Instruction.at(code, 0).target()).isEmpty();
    assertThat(Instruction.at(code, 0)).hasToString("nop");
  }

  @Test
  void refusesWordsThatAreNoInstruction() {
    assertThatThrownBy(() -> Instruction.at(code(0xff), 0)).hasMessageContaining("255");
    assertThatThrownBy(() -> Instruction.at(code(-1), 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Instruction.at(code(), 0)).hasMessageContaining("outside");
    assertThatThrownBy(() -> Instruction.at(code(1), -1)).hasMessageContaining("outside");
    assertThatThrownBy(() -> Instruction.at(code(Opcode.CASE.number(), 1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends inside case");
    assertThatThrownBy(() -> new Instruction(0, Opcode.PUSH, List.of()))
        .hasMessageContaining("push takes 1 immediates, not 0");
    assertThatThrownBy(
            () -> Instruction.at(code(Opcode.NOP.number()), 0).immediate(Immediate.TARGET))
        .hasMessageContaining("nop has no TARGET");
  }

  @Test
  void aTableOfPlacesHasAnOffsetABeginningAndAnEndForEach() {
    assertThatThrownBy(() -> new Code(new int[0], new int[1], new int[1], new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
