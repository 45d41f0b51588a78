package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.CompiledProgram;
import coop.covm.Covm;
import coop.covm.ProgramException;
import coop.covm.RunOptions;
import coop.covm.bytecode.Opcode;
import coop.covm.engine.Output;
import coop.covm.engine.RunLimits;
import coop.covm.engine.TracePoint;
import coop.covm.engine.Tracer;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StoreIdentities;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
  private static final Path GOLDEN = Path.of("..", "covm-vm", "src", "test", "resources", "golden");

  /** What the golden programs have no run of that goes on. */
  private static final Set<Opcode> NEVER_TOLD = EnumSet.of(Opcode.FAIL);

  /** Collects what is told of each instruction. */
  private static final class Teller implements Tracer {
    private final List<String> told = new ArrayList<>();
    private final Set<Opcode> opcodes = EnumSet.noneOf(Opcode.class);
    private Optional<Sentence> next = Optional.empty();

    @Override
    public void before(TracePoint point) {
      next = Optional.of(Sentence.before(point));
    }

    @Override
    public void after(TracePoint point) {
      next.ifPresent(sentence -> {
        opcodes.add(sentence.opcode());
        told.add(sentence.after(point));
      });
    }
  }

  private static Teller tell(CompiledProgram program) {
    return tell(program, new Silence());
  }

  private static Teller tell(CompiledProgram program, Silence output) {
    Teller teller = new Teller();
    RunOptions options =
        RunOptions.STANDARD
            .withNamespace(KeyPrefix.parse("org/here"))
            .withLimits(RunLimits.DEFAULT.withFuel(20_000));
    try (Covm covm = Covm.open("memory:")) {
      output.covm = Optional.of(covm);
      covm.run(program, options, output, Optional.of(teller));
    }
    return teller;
  }

  /** What is told of a run for ana, who is a clerk of acme. */
  private static Teller tellOfAna(String source) {
    Teller teller = new Teller();
    SessionOptions ana =
        new SessionOptions(
            Optional.of("ana"), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
    try (Covm covm = Covm.open("memory:")) {
      StoreIdentities identities = covm.store().identities();
      identities.create("ana", SigningKey.generate().verifyingKey(), ana);
      identities.grantRole("ana", Role.parse("org/acme:clerk"), ana);
      covm.run(
          CompiledProgram.of(source),
          RunOptions.STANDARD.withPrincipal("ana"),
          new Silence(),
          Optional.of(teller));
    }
    return teller;
  }

  /** Hears nothing; at the first dump somebody else changes a key. */
  private static final class Silence implements Output {
    private Optional<Covm> covm = Optional.empty();

    @Override
    public void emit(String text) {}

    @Override
    public void event(String category, String message) {}

    @Override
    public void rolledBack(String text) {}

    @Override
    public void rolledBackEvent(String category, String message) {}

    @Override
    public void dump(String text) {
      Optional<Covm> once = covm;
      covm = Optional.empty();
      once.ifPresent(other -> assertThat(other.run("push 7; storep org/x").writes()).isEqualTo(1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "push 5; push 3; sub | subtracts 3 from 5: 2",
        "push 5; push 3; gt | tests whether 5 is greater than 3: true",
        "push [1, 2]; push 0; get | takes 0 out of [1, 2]: 1",
        "push [1, 2, 3]; push 0; push 2; slice | takes the part of [1, 2, 3] from 0 to 2: [1, 2]",
        "push 1; push 2; push 3; rot | brings 1 to the top",
        "push 7; storep total | stores 7 under org/here/total, committed as revision 1",
        "push \"a\"; keyexists | tests whether org/here/a has a value: false",
        "loadp a default 4 | reads org/here/a, with 4 if it has no value: 4",
        "listkeys org | lists the keys below org: []",
        "push 1; store x; assertmemory x 1 | checks that the variable x equals 1",
        "push 1; push \"x\"; store | stores 1 in the variable \"x\"",
        "push true; require \"no\" | requires the condition true, which holds",
        "emitevent \"audit\" \"said\" | reports the event \"audit\": \"said\"",
        "push 1; storep a; loadversionp a 1 | reads org/here/a as of revision 1: 1",
        "push 1; push 1; assertequalstack 2 | checks that the top 2 values are equal",
      })
  void theSentenceHasTheValues(String source, String sentence) {
    List<String> told = tell(CompiledProgram.of(source)).told;
    assertThat(told.get(told.size() - 2)).isEqualTo(sentence);
    assertThat(told.getLast()).isEqualTo("ends the program");
  }

  @Test
  void branchesSayWhereTheyGo() {
    String source =
        "push 0\nif:\n  nop\nelse:\n  push 1; pop\nwhile:\n  condition:\n    push false\n  nop";
    assertThat(tell(CompiledProgram.of(source)).told)
        .contains(
            "the condition 0 does not hold: on to line 5",
            "the condition false does not hold: on to the end");
  }

  @Test
  void aBlockThatRunsAgainIsToldAsSuch() {
    String source = "nop\ntransaction:\n  loadp org/x default 0; dumpstack; storep org/y";
    assertThat(tell(CompiledProgram.of(source)).told)
        .containsSubsequence(
            "stores 0 under org/y",
            "meets a conflict with another commit, so the block is undone: back to line 2",
            "reads org/x, with 0 if it has no value: 7",
            "ends the transaction: block, committed as revision 2",
            "ends the program");
  }

  @Test
  void functionsAreToldWithArgumentsAndResults() {
    String source = "def f(a, b):\n  load b; load a\npush 1; push \"x\"; call f";
    assertThat(tell(CompiledProgram.of(source)).told)
        .contains("calls f with a = 1, b = \"x\"", "ends f and leaves \"x\", 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "getcaller | asks who the caller is: \"ana\"",
        "hasrole org/acme:clerk | tests whether the caller has the role \"org/acme:clerk\": true",
        "requirerole org/acme:clerk | requires the role \"org/acme:clerk\", which the caller has",
        "requireidentity ana | requires the caller \"ana\", who it is",
        "checkmembership ana other | tests whether \"ana\" is a member of \"other\": false",
        "push \"m\"; push \"s\"; push \"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"; verifysignature"
            + " | tests whether \"s\" is the signature of \"m\" by the key"
            + " \"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPc…: false",
        "push \"acme\"; store org; hasrole f\"org/{org}:clerk\" | tests whether the caller has the role"
            + " \"org/acme:clerk\": true",
      })
  void theSentenceSaysWhoTheCallerIs(String source, String sentence) {
    List<String> told = tellOfAna(source).told;
    assertThat(told.get(told.size() - 2)).isEqualTo(sentence);
  }

  @Test
  void everyInstructionOfTheGoldenProgramsCanBeTold() throws IOException {
    Set<Opcode> told = EnumSet.copyOf(NEVER_TOLD);
    told.addAll(tell(CompiledProgram.of("push 1; storep a; diffversionsp a 1 1; pop")).opcodes);
    told.addAll(tellOfAna("requirerole org/acme:clerk; requireidentity ana").opcodes);
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".covm")).sorted().toList()) {
        compiled(file).ifPresent(program -> told.addAll(tell(program).opcodes));
      }
    }
    assertThat(told)
        .containsAll(
            Arrays.stream(Opcode.values())
                .filter(opcode -> !opcode.isReserved())
                .collect(Collectors.toSet()));
  }

  private static Optional<CompiledProgram> compiled(Path file) throws IOException {
    try {
      return Optional.of(CompiledProgram.read(file));
    } catch (ProgramException doesNotCompile) {
      return Optional.empty();
    }
  }
}
