package coop.covm.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.RunOptions;
import coop.covm.dialogue.Dialogue;
import coop.covm.engine.Output;
import coop.covm.storage.Caller;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is offered at which place. */
final class CompleterTest {
  private static final RunOptions OPTIONS =
      RunOptions.STANDARD.withNamespace(KeyPrefix.parse("org/acme"));

  private final Store store = Store.open("memory:", OpenMode.CREATE);
  private final Dialogue dialogue = new Dialogue(store, OPTIONS, "<shell>", new Silent());
  private final Completer completer =
      new Completer(
          dialogue,
          new StoreLook("memory:", store, Caller.NOBODY, new KeyScope(OPTIONS.namespace())));

  @TempDir Path directory;

  @AfterEach
  void close() {
    dialogue.close();
    store.close();
  }

  /** Nobody reads what the inputs here emit. */
  private static final class Silent implements Output {
    @Override
    public void emit(String text) {}

    @Override
    public void event(String category, String message) {}

    @Override
    public void rolledBack(String text) {}

    @Override
    public void rolledBackEvent(String category, String message) {}

    @Override
    public void dump(String text) {}
  }

  private void tell(String... inputs) {
    for (String input : inputs) {
      assertThat(dialogue.tell(input, Optional.empty()))
          .isInstanceOf(coop.covm.dialogue.Answer.Ran.class);
    }
  }

  /** What is offered, each as the whole text would be then. */
  private List<String> offered(String text) {
    Completion completion = completer.complete(text);
    return completion.words().stream()
        .map(word -> text.substring(0, completion.start()) + word)
        .toList();
  }

  @Test
  void aStatementBeginsWithAWordOfTheLanguage() {
    assertThat(offered("listk")).containsExactly("listkeys");
    assertThat(offered("push 1; dumpm")).containsExactly("push 1; dumpmemory");
    assertThat(offered("if:\n  transac")).containsExactly("if:\n  transaction:");
    assertThat(offered("foreac")).containsExactly("foreach");
    assertThat(offered("STOREP")).containsExactly("storep");
    assertThat(offered("rankedv")).isEmpty();
    assertThat(offered("")).contains("push", "while:", "def").doesNotContain("jump");
  }

  @Test
  void variablesStandWhereNamesAndNumbersDo() {
    tell("push 1; store amount; push 2; store answer");
    assertThat(offered("load a")).containsExactly("load amount", "load answer");
    assertThat(offered("assertmemory an")).containsExactly("assertmemory answer");
    assertThat(offered("loop am")).containsExactly("loop amount");
    assertThat(offered("emit f\"paid {am")).containsExactly("emit f\"paid {amount");
    assertThat(offered("emit \"{am")).isEmpty();
    assertThat(offered("emit f\"{amount} am")).isEmpty();
    assertThat(offered("push am")).isEmpty();
  }

  @Test
  void functionsStandBehindCall() {
    tell("def maximal(a):\n  load a\n");
    assertThat(offered("call max")).containsExactly("call maximal", "call maxof");
  }

  @Test
  void keysAreOfferedSegmentBySegment() {
    tell("push 1; storep people/ann; push 1; storep people/bob; push 1; storep pot");
    assertThat(offered("loadp p")).containsExactly("loadp people/", "loadp pot");
    assertThat(offered("loadp people/")).containsExactly("loadp people/ann", "loadp people/bob");
    assertThat(offered("storep org/acme/po")).containsExactly("storep org/acme/pot");
    assertThat(offered("loadp \"people/a")).containsExactly("loadp \"people/ann");
    assertThat(offered("listkeys peo")).containsExactly("listkeys people/");
    assertThat(offered(":history po")).containsExactly(":history pot");
    assertThat(offered("loadp or")).containsExactly("loadp org/");
    assertThat(offered("loadp ../")).isEmpty();
    assertThat(offered("loadp pot def")).containsExactly("loadp pot default");
  }

  @Test
  void ofTenThousandKeysAFewAreOffered() {
    tell(
        "push 0; store i\nloop 300:\n  load i; push f\"many/k{i}\"; storep; load i; push 1; add; store i");
    assertThat(offered("loadp many/")).hasSize(200);
  }

  @Test
  void commandsOfTheShellAndTheirArguments() {
    assertThat(offered(":st")).containsExactly(":stack", ":store");
    assertThat(offered(":time o")).containsExactly(":time on", ":time off");
    assertThat(offered(":explain o")).contains(":explain on", ":explain off", ":explain over");
    assertThat(offered(":explain push 1; storep v"))
        .containsExactly(":explain push 1; storep vote/");
    assertThat(offered(":stack x")).isEmpty();
  }

  @Test
  void filesStandBehindLoad() throws IOException {
    Files.createDirectory(directory.resolve("rules"));
    Files.writeString(directory.resolve("rules.covm"), "");
    Files.writeString(directory.resolve(".hidden"), "");
    String at = ":load " + directory + "/";
    assertThat(offered(at)).containsExactly(at + "rules.covm", at + "rules/");
    assertThat(offered(at + ".h")).containsExactly(at + ".hidden");
    assertThat(offered(":load " + directory + "/missing/")).isEmpty();
    assertThat(offered(":load \0")).isEmpty();
  }
}
