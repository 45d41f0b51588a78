package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.bytecode.Opcode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DispatchLoopTest {
  private static Set<Opcode> executed() {
    return Arrays.stream(Opcode.values())
        .filter(opcode -> !opcode.isReserved())
        .collect(Collectors.toSet());
  }

  @Test
  void theNumbersAreThoseOfTheOpcodeTable() {
    Map<String, Integer> numbers =
        Arrays.stream(OpcodeNumber.class.getDeclaredFields())
            .filter(field -> field.getType() == int.class)
            .collect(Collectors.toMap(Field::getName, DispatchLoopTest::number));
    assertThat(numbers)
        .isEqualTo(executed().stream().collect(Collectors.toMap(Opcode::name, Opcode::number)));
  }

  private static int number(Field field) {
    try {
      return field.getInt(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyOpcodeHasACase() throws IOException {
    MethodModel loop = loop();
    Set<Integer> cases = new TreeSet<>();
    for (CodeElement element : loop.code().orElseThrow()) {
      if (element instanceof TableSwitchInstruction table) {
        table.cases().stream()
            .filter(c -> c.target() != table.defaultTarget())
            .map(SwitchCase::caseValue)
            .forEach(cases::add);
      }
    }
    assertThat(cases)
        .containsExactlyElementsOf(
            executed().stream().map(Opcode::number).collect(Collectors.toCollection(TreeSet::new)));
  }

  /** A longer method is never compiled by the JVM, unless -XX:-DontCompileHugeMethods is given. */
  @Test
  void theLoopIsShortEnoughToBeCompiled() throws IOException {
    int length = loop().findAttribute(Attributes.code()).orElseThrow().codeLength();
    assertThat(length).isBetween(1000, 7999);
  }

  private static MethodModel loop() throws IOException {
    try (InputStream in = DispatchLoop.class.getResourceAsStream("DispatchLoop.class")) {
      assertThat(in).isNotNull();
      return ClassFile.of().parse(in.readAllBytes()).methods().stream()
          .filter(method -> method.methodName().equalsString("run"))
          .findFirst()
          .orElseThrow();
    }
  }
}
