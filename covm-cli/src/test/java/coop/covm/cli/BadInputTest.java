package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the command is given, it says what is wrong in one sentence, ends with the right code,
 * shows no inside of its own, and writes nothing.
 */
class BadInputTest {
  private static final String WRITES = "push 1\nstorep org/a/b\n";

  /** Its first bytes are no memory of the process, so reading them fails for everybody. */
  private static final String UNREADABLE = "/proc/self/mem";

  @TempDir Path temporary;

  /** Prepares a directory for one case. */
  private interface Preparation {
    void prepare(Path directory) throws IOException;
  }

  @TestFactory
  Iterable<DynamicTest> wrongCommandLines() {
    return Arrays.asList(
        usage("no command", "a command is missing"),
        usage("an unknown command", "did you mean 'run'?", "runn", "p.covm"),
        usage("a group without a command", "a command is missing", "storage"),
        usage("an unknown storage command", "did you mean 'get'?", "storage", "gte", "org/a/b"),
        usage("an unknown option", "did you mean '--json'?", "run", "--jsno", "p.covm"),
        usage("an unknown option before the command", "unknown option", "--fast", "run", "p.covm"),
        usage("no file", "FILE is missing", "run"),
        usage("two files", "nothing to do with 'q.covm'", "run", "p.covm", "q.covm"),
        usage("an option without its value", "--store is missing", "run", "p.covm", "--store"),
        usage("an option twice", "given twice", "run", "--fuel", "1", "--fuel", "2", "p.covm"),
        usage("a flag with a value", "--json", "run", "--json=yes", "p.covm"),
        usage("fuel that is no number", "--fuel takes", "run", "--fuel", "lots", "p.covm"),
        usage("negative fuel", "not '-5'", "run", "--fuel", "-5", "p.covm"),
        usage(
            "fuel beyond all bounds",
            "cannot be as large",
            "run",
            "--fuel=9999999999999999999",
            "p.covm"),
        usage("too many calls", "at most 1,000,000", "run", "--max-calls", "1000001", "p.covm"),
        usage(
            "a size without a unit we know",
            "a size such as",
            "run",
            "--max-memory",
            "5Q",
            "p.covm"),
        usage("a time without a unit", "a duration such as", "run", "--timeout", "5", "p.covm"),
        usage("a parameter without a value", "takes name=VALUE", "run", "--param", "a", "p.covm"),
        usage("a parameter without a name", "is no name", "run", "--param", "=1", "p.covm"),
        usage("a wrong parameter name", "is no name", "run", "--param", "1a=1", "p.covm"),
        usage(
            "a parameter twice",
            "given twice",
            "run",
            "--param",
            "a=1",
            "--param",
            "a=2",
            "p.covm"),
        usage("a store of no kind we know", "scheme", "run", "--store", "gopher:x", "p.covm"),
        usage("a revision that is none", "--at takes", "storage", "get", "org/a/b", "--at", "soon"),
        usage("a value that is missing", "VALUE is missing", "storage", "put", "org/a/b"),
        usage("compiling standard input to nowhere", "with -o", "compile", "-"),
        usage("no file to format", "FILE is missing", "format"),
        usage("no file to look at", "FILE is missing", "lint"),
        usage("a flag of format with a value", "--check", "format", "--check=yes", "p.covm"),
        usage("help for nothing", "no command 'flying'", "help", "flying"));
  }

  @TestFactory
  Iterable<DynamicTest> wrongPrograms() {
    return Arrays.asList(
        bad("a missing file", 66, "there is no file", d -> {}, "run", "missing.covm"),
        bad("a directory", 66, "is a directory", d -> {}, "run", "."),
        bad("a file below a file", 66, "cannot be read", d -> {}, "run", "p.covm/inner.covm"),
        bad("binary junk", 65, "UTF-8", d -> write(d, "x", junk()), "run", "x"),
        bad("control characters", 65, "program", d -> write(d, "x", new byte[5000]), "run", "x"),
        bad(
            "bytes that are not UTF-8",
            65,
            "UTF-8",
            d -> write(d, "x", new byte[] {'a', -1}),
            "run",
            "x"),
        bad(
            "blocks nested too deep",
            65,
            "deep",
            d -> text(d, "x", nestedBlocks(1_300)),
            "run",
            "x"),
        bad(
            "100,000 nested lists",
            65,
            "nest",
            d -> text(d, "x", "push " + "[".repeat(100_000)),
            "run",
            "x"),
        bad(
            "100,000 nested blocks",
            65,
            "larger than 1 MiB",
            d -> text(d, "x", "if:\n ".repeat(100_000) + " ".repeat(1 << 20)),
            "run",
            "x"),
        bad("a line of 100 MB", 65, "larger than 1 MiB", d -> hugeLine(d.resolve("x")), "run", "x"),
        bad("an unclosed string", 65, "x:1:", d -> text(d, "x", "push \"abc"), "run", "x"),
        bad("a tab as indentation", 65, "x:2:", d -> text(d, "x", "loop 2:\n\tnop\n"), "run", "x"),
        bad(
            "an unknown instruction",
            65,
            "did you mean 'push'",
            d -> text(d, "x", WRITES + "psuh 1"),
            "run",
            "x"),
        bad(
            "an operand of a stack that is empty",
            65,
            "x:3:",
            d -> text(d, "x", WRITES + "add"),
            "run",
            "x"),
        bad("a hundred errors", 65, "x:1:", d -> text(d, "x", "psuh 1\n".repeat(200)), "run", "x"),
        bad("check of a wrong program", 65, "x:1:", d -> text(d, "x", "psuh 1"), "check", "x"),
        bad("check of a missing file", 66, "there is no file", d -> {}, "check", "missing"),
        bad(
            "disassembling a missing file",
            66,
            "there is no file",
            d -> {},
            "disassemble",
            "missing"),
        bad("formatting a wrong program", 65, "x:1:", d -> text(d, "x", "psuh  1"), "format", "x"),
        bad("formatting a missing file", 66, "there is no file", d -> {}, "format", "missing"),
        bad("formatting a directory", 66, "is a directory", d -> {}, "format", "."),
        bad("formatting junk", 65, "UTF-8", d -> write(d, "x", junk()), "format", "--check", "x"),
        bad("formatting NUL", 65, "program", d -> write(d, "x", new byte[50]), "format", "x"),
        bad("formatting what no one can read", 66, "cannot be read", d -> {}, "format", UNREADABLE),
        bad(
            "formatting a program that would be too large",
            65,
            "would be larger than 1 MiB",
            d -> text(d, "x", "transaction:\n" + " nop;nop\n".repeat(110_000)),
            "format",
            "x"),
        bad(
            "formatting a line of 100 MB",
            65,
            "larger than 1 MiB",
            d -> hugeLine(d.resolve("x")),
            "format",
            "x"),
        bad("lint of a wrong program", 65, "x:1:", d -> text(d, "x", "psuh 1"), "lint", "x"),
        bad("lint of a missing file", 66, "there is no file", d -> {}, "lint", "missing"),
        bad("lint of a directory", 66, "is a directory", d -> {}, "lint", "."),
        bad("lint of junk", 65, "UTF-8", d -> write(d, "x", junk()), "lint", "x"),
        bad("lint of what no one can read", 66, "cannot be read", d -> {}, "lint", UNREADABLE),
        bad("compiling a wrong program", 65, "x:1:", d -> text(d, "x", "psuh 1"), "compile", "x"),
        bad(
            "compiling over a source",
            64,
            "--force",
            d -> text(d, "q", "nop"),
            "compile",
            "p.covm",
            "-o",
            "q"),
        bad("compiling over itself", 64, "--force", d -> {}, "compile", "p.covm", "-o", "p.covm"),
        bad(
            "compiling over a directory",
            64,
            "not a plain file",
            d -> {},
            "compile",
            "p.covm",
            "-o",
            "."),
        bad(
            "compiling into a missing directory",
            74,
            "directory is not there",
            d -> {},
            "compile",
            "p.covm",
            "-o",
            "no/x"),
        bad(
            "compiling below a file",
            74,
            "cannot be written",
            d -> {},
            "compile",
            "p.covm",
            "-o",
            "p.covm/x"));
  }

  @TestFactory
  Iterable<DynamicTest> wrongModules() {
    return Arrays.asList(
        module(
            "cut short",
            "the file was cut or changed",
            bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
        module(
            "with a flipped bit",
            "the file was cut or changed",
            bytes -> flipped(bytes, bytes.length / 2)),
        module(
            "with something behind it",
            "the file was cut or changed",
            bytes -> Arrays.copyOf(bytes, bytes.length + 1)),
        module("of nothing but the magic", "the file is cut", bytes -> Arrays.copyOf(bytes, 8)));
  }

  @TestFactory
  Iterable<DynamicTest> wrongStoresAndKeys() {
    return Arrays.asList(
        bad(
            "reading a store that is not there",
            66,
            "no store",
            d -> {},
            "storage",
            "get",
            "org/a/b"),
        bad("listing a store that is not there", 66, "no store", d -> {}, "storage", "list"),
        bad("the tree of a store that is not there", 66, "no store", d -> {}, "storage", "tree"),
        bad(
            "the history in a store that is not there",
            66,
            "no store",
            d -> {},
            "storage",
            "history",
            "org/a/b"),
        bad("watching a store that is not there", 66, "no store", d -> {}, "storage", "watch"),
        bad(
            "watching a store in memory, where nobody else commits",
            66,
            "no store",
            d -> {},
            "storage",
            "watch",
            "--store",
            "memory:"),
        bad(
            "watching from a revision beyond the next one",
            70,
            "the newest is 1, so --from is at most 2",
            BadInputTest::aStore,
            "storage",
            "watch",
            "--from",
            "3"),
        bad(
            "watching what is no prefix",
            70,
            "segment",
            BadInputTest::aStore,
            "storage",
            "watch",
            "org//a"),
        usage("watching from revision 0", "--from is at least 1", "storage", "watch", "--from=0"),
        usage("watching from before the first", "not '-1'", "storage", "watch", "--from", "-1"),
        usage("watching no commits", "--count is at least 1", "storage", "watch", "--count", "0"),
        usage("watching some commits", "--count takes", "storage", "watch", "--count", "some"),
        bad("compacting a store that is not there", 66, "no store", d -> {}, "storage", "compact"),
        bad(
            "compacting a store in memory, which is made anew each time",
            66,
            "no store",
            d -> {},
            "storage",
            "compact",
            "--store",
            "memory:"),
        usage("compacting a part of a store", "'org/a'", "storage", "compact", "org/a"),
        usage(
            "compacting a namespace",
            "unknown option '--namespace'",
            "storage",
            "compact",
            "--namespace",
            "org/a"),
        bad(
            "the retention of a store that is not there",
            66,
            "no store",
            d -> {},
            "storage",
            "retention"),
        bad(
            "stating retention in a store that is not there",
            66,
            "no store",
            d -> {},
            "storage",
            "retention",
            "org/a",
            "all"),
        bad(
            "the retention of what is no namespace",
            70,
            "segment",
            BadInputTest::aStore,
            "storage",
            "retention",
            "org//a",
            "all"),
        bad(
            "the retention of a relative namespace in none",
            70,
            "no namespace is set",
            BadInputTest::aStore,
            "storage",
            "retention",
            "acme",
            "30 days"),
        wrongPolicy("5 weeks"),
        wrongPolicy("0 days"),
        wrongPolicy("-5 days"),
        wrongPolicy("100001 days"),
        wrongPolicy("1000001 versions"),
        wrongPolicy("days"),
        wrongPolicy("all days"),
        usage(
            "a policy that is taken back and stated",
            "nothing to do with '30 days'",
            "storage",
            "retention",
            "org/a",
            "30",
            "days",
            "--drop"),
        usage(
            "taking back nobody's policy",
            "NAMESPACE is missing",
            "storage",
            "retention",
            "--drop"),
        bad(
            "deleting in a store that is not there",
            66,
            "no store",
            d -> {},
            "storage",
            "delete",
            "org/a/b"),
        bad(
            "a store that is a plain file",
            74,
            "p.covm",
            d -> {},
            "run",
            "--store",
            "file:p.covm",
            "p.covm"),
        bad(
            "a store below a plain file",
            74,
            "",
            d -> {},
            "run",
            "--store",
            "file:p.covm/s",
            "p.covm"),
        bad(
            "a store where nothing can be made",
            74,
            "",
            d -> {},
            "run",
            "--store",
            "file:/proc/covm-store",
            "p.covm"),
        bad(
            "a directory that is no store",
            74,
            "",
            BadInputTest::notAStore,
            "storage",
            "put",
            "org/a/b",
            "1"),
        bad(
            "a namespace that is no prefix",
            70,
            "segment",
            d -> {},
            "run",
            "--namespace",
            "org//a",
            "p.covm"),
        bad(
            "a relative key without a namespace",
            70,
            "namespace",
            d -> {},
            "run",
            "relative.covm",
            "--store",
            "memory:"),
        bad(
            "a key with a segment too long",
            70,
            "segment",
            d -> {},
            "storage",
            "put",
            "--store",
            "memory:",
            "org/" + "a".repeat(200),
            "1"),
        bad(
            "a key that climbs",
            70,
            "segment",
            d -> {},
            "storage",
            "put",
            "--store",
            "memory:",
            "org/../b",
            "1"),
        bad(
            "a key of the system",
            77,
            "system/",
            d -> {},
            "storage",
            "put",
            "--store",
            "memory:",
            "system/a",
            "1"),
        bad(
            "a key without a value",
            70,
            "no value",
            BadInputTest::aStore,
            "storage",
            "get",
            "org/no/value"),
        bad(
            "a revision that is not there",
            70,
            "revision 99",
            BadInputTest::aStore,
            "storage",
            "get",
            "org/a/b",
            "--at",
            "99"),
        bad(
            "a store of a newer format",
            74,
            "newer",
            BadInputTest::aNewerStore,
            "storage",
            "get",
            "org/a/b"),
        bad(
            "a store of a newer format, to be written",
            74,
            "newer",
            d -> {
              Files.createDirectory(d.resolve(".covm"));
              text(
                  d.resolve(".covm"),
                  "format.json",
                  "{\"format\":\"covm-rocksdb-store\",\"version\":99}\n");
            },
            "storage",
            "put",
            "org/a/b",
            "1"),
        bad(
            "the default place with a store of the kind that people can read",
            74,
            "open it with --store file:./.covm",
            d ->
                CovmProcess.in(d)
                    .run("storage", "put", "--store=file:./.covm", "org/a/b", "1")
                    .exits(0),
            "storage",
            "get",
            "org/a/b"),
        bad(
            "a store in RocksDB, named as one that people can read",
            74,
            "open it with --store rocksdb:./.covm",
            BadInputTest::aStore,
            "storage",
            "put",
            "--store=file:./.covm",
            "org/a/b",
            "1"),
        usage("a key without a name", "say who with --as ID", "storage", "list", "--key", "k.pem"),
        bad(
            "a key file that is not there",
            66,
            "there is no file 'k.pem' to read a private key from",
            BadInputTest::aStore,
            "storage",
            "list",
            "--as=ada",
            "--key=k.pem"),
        bad(
            "a name that is none",
            70,
            "the character U+0020",
            BadInputTest::aStore,
            "storage",
            "list",
            "--as=ada lovelace"),
        usage(
            "an action that is none",
            "there is no action 'wrte', perhaps 'write' is meant; there are read, write,",
            words("access grant member:ada read,wrte org/a")),
        usage("no action", "there is no action ''", "access", "grant", "everyone", "", "org/a"),
        usage(
            "somebody who is nobody",
            "WHO is member:ID, role:ROLE (such as role:org/acme:treasurer) or everyone, not 'ada'",
            words("access deny ada read org/a")),
        usage(
            "a role in a rule that is none",
            "not 'role:org/acme/chair'",
            words("access revoke role:org/acme/chair read org/a")),
        usage(
            "rights of a role",
            "WHO is member:ID or everyone here",
            words("access explain role:admin read org/a/b")),
        usage(
            "a role that is none",
            "such as org/acme:treasurer, not 'org/acme/chair'",
            words("identity grant-role ada org/acme/chair")),
        usage(
            "an identity without a key",
            "the member's key is missing",
            words("identity create ada")),
        usage(
            "an identity with two keys",
            "--key and --public exclude each other",
            words("identity create ada --key a.pem --public a.pub")),
        usage(
            "a first administrator without a key",
            "the key of ada is missing",
            words("storage init --admin ada")),
        usage(
            "the key of no administrator",
            "say with --admin ID",
            words("storage init --key k.pem")),
        bad(
            "an identity in a store that is not there",
            66,
            "there is no store",
            d -> {},
            words("identity create ada --key ada.pem")),
        usage("a quota without a limit", "a limit is missing", words("quota set org/a")),
        usage("a quota of all", "not of the whole store", words("quota set / --keys 1")),
        usage(
            "a quota of some bytes", "--bytes takes a size", words("quota set org/a --bytes some")),
        usage(
            "a quota beyond all",
            "--bytes is at most 9,007,",
            words("quota set org/a --bytes 9000T")),
        usage("reads of the whole store", "NAMESPACE is missing", words("access record-reads /")),
        bad("a damaged store", 74, "", BadInputTest::aDamagedStore, "storage", "get", "org/a/b"));
  }

  private DynamicTest wrongPolicy(String policy) {
    List<String> words = new ArrayList<>(List.of("storage", "retention", "org/a"));
    words.addAll(List.of(policy.split(" ")));
    return usage(
        "a policy: " + policy,
        "such as 10 versions, not '%s'".formatted(policy),
        words.toArray(String[]::new));
  }

  private static String[] words(String line) {
    return line.split(" ");
  }

  private DynamicTest usage(String name, String says, String... arguments) {
    return bad(name, 64, says, d -> {}, arguments);
  }

  private DynamicTest bad(
      String name, int exitCode, String says, Preparation preparation, String... arguments) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Path directory = Files.createTempDirectory(temporary, "case");
          text(directory, "p.covm", WRITES);
          text(directory, "relative.covm", "push 1\nstorep balance");
          preparation.prepare(directory);
          Map<String, String> before = DirectoryState.of(directory);
          Result result = CovmProcess.in(directory).run(arguments);
          result.exits(exitCode);
          assertThat(result.out()).as("standard output").isEmpty();
          assertThat(result.err()).contains(says);
          assertClear(result.err());
          assertThat(DirectoryState.of(directory)).as("what lies there").isEqualTo(before);
        });
  }

  private DynamicTest module(String name, String says, UnaryOperator<byte[]> harm) {
    return bad(
        "a module " + name,
        65,
        says,
        directory -> {
          CovmProcess.in(directory).run("compile", "p.covm").exits(0);
          Path module = directory.resolve("p.covmc");
          Files.write(module, harm.apply(Files.readAllBytes(module)));
        },
        "run",
        "p.covmc");
  }

  /** One sentence, or an error of a program with its place; nothing of the inside. */
  private static void assertClear(String err) {
    assertThat(err)
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContain("coop.covm")
        .doesNotContain("java.");
    String first = err.lines().findFirst().orElseThrow();
    assertThat(first).matches("(covm|.+:\\d+:\\d+): error E\\d{4}: .+").hasSizeLessThan(500);
    if (first.startsWith("covm: ")) {
      assertThat(err.lines()).as("lines of %s", err).hasSize(1);
    }
  }

  private static void aStore(Path directory) {
    CovmProcess.in(directory).run("storage", "put", "org/a/b", "1").exits(0);
  }

  private static void notAStore(Path directory) throws IOException {
    Files.createDirectory(directory.resolve(".covm"));
    text(directory.resolve(".covm"), "letter.txt", "dear reader");
  }

  private static void aNewerStore(Path directory) throws IOException {
    aStore(directory);
    replace(directory, "\"version\":1", "\"version\":99");
  }

  private static void aDamagedStore(Path directory) throws IOException {
    aStore(directory);
    replace(directory, "org/a/b", "org/a/c");
  }

  /** Replaces a text wherever it stands in the files of the store; it must stand somewhere. */
  private static void replace(Path directory, String old, String fresh) throws IOException {
    boolean found = false;
    for (String name : DirectoryState.of(directory.resolve(".covm")).keySet()) {
      Path file = directory.resolve(".covm").resolve(name);
      if (Files.isRegularFile(file)) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        found |= content.contains(old);
        Files.writeString(file, content.replace(old, fresh), StandardCharsets.ISO_8859_1);
      }
    }
    assertThat(found).as("'%s' stands in the store", old).isTrue();
  }

  private static String nestedBlocks(int depth) {
    StringBuilder text = new StringBuilder("push true\n");
    for (int i = 0; i < depth; i++) {
      text.append(" ".repeat(i)).append("if:\n");
    }
    return text.append(" ".repeat(depth)).append("nop\n").toString();
  }

  private static byte[] junk() {
    byte[] bytes = new byte[10_000];
    new Random(20261123).nextBytes(bytes);
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, int index) {
    byte[] harmed = bytes.clone();
    harmed[index] ^= 1;
    return harmed;
  }

  private static void hugeLine(Path file) throws IOException {
    byte[] block = "a".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < 100; i++) {
        out.write(block);
      }
    }
  }

  private static void text(Path directory, String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static void write(Path directory, String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }
}
