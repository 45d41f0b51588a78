package coop.covm.cli;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import coop.covm.cli.CovmProcess.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * One of everything that COVM writes to disk, as a release wrote it: a packed directory, and beside
 * it what it holds. {@code files} and {@code rocks} are stores with the same content, secured, one
 * namespace encrypted.
 *
 * @param packed the directory
 * @param manifest what it holds
 */
record FormatSample(Path packed, Path manifest) {
  static final Path PLACE = Path.of("src", "test", "resources", "samples");
  static final List<String> STORES = List.of("file:files", "rocksdb:rocks");

  private static final String PAY = "load amount\nincrementp org/acme/paid\n";
  private static final String BOUND = "push 12; push 0; push 10; call clamp; emit\n";

  /** All that are kept, the oldest first. */
  static List<FormatSample> all() throws IOException {
    try (Stream<Path> files = Files.list(PLACE)) {
      return files
          .filter(file -> file.toString().endsWith(".zip"))
          .sorted()
          .map(FormatSample::at)
          .toList();
    }
  }

  private static FormatSample at(Path packed) {
    String name = packed.toString();
    return new FormatSample(
        packed, Path.of(name.substring(0, name.length() - ".zip".length()) + ".properties"));
  }

  Properties known() throws IOException {
    Properties known = new Properties();
    known.load(new StringReader(Files.readString(manifest)));
    return known;
  }

  /** Unpacks it into an empty directory. */
  void unpack(Path directory) throws IOException {
    try (InputStream in = Files.newInputStream(packed);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
          throw new IOException("the sample leads out of its directory: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
    }
  }

  /** Makes one of everything in an empty directory, as the present code writes it. */
  static void make(Path directory) throws IOException {
    Files.writeString(directory.resolve("pay.covm"), PAY);
    Files.writeString(directory.resolve("bound.covm"), BOUND);
    for (String store : STORES) {
      run(directory, store, "storage init --admin root --key root.pem");
      run(directory, store, "storage put member/ana/phone 600 --as root --key root.pem");
      run(directory, store, "storage put org/acme/budget 100.50m --as root --key root.pem");
      run(directory, store, "run pay.covm --param amount=40.00m --as root --key root.pem");
      run(directory, store, "storage delete org/acme/budget --as root --key root.pem");
      run(directory, store, "storage put org/acme/budget 90 --as root --key root.pem");
      run(
          directory,
          store,
          "storage encrypt member --encryption-key master.key --as root --key root.pem");
      run(
          directory,
          store,
          "storage put member/ana/phone 601 --encryption-key master.key --as root --key root.pem");
    }
    run(directory, "file:files", "storage backup backups --as root --key root.pem");
    run(
        directory,
        "file:files",
        "storage export org --output export.jsonl --as root --key root.pem");
    run(directory, "memory:", "compile pay.covm -o pay.covmc");
    run(directory, "memory:", "compile bound.covm -o bound.covmc");
    deleteAll(directory.resolve("rocks/index")); // derived, and not ours
  }

  /** Packs a directory as a sample that was not there. */
  static FormatSample keep(Path directory, int number) throws IOException {
    Files.createDirectories(PLACE);
    FormatSample sample = at(PLACE.resolve("%04d.zip".formatted(number)));
    try (OutputStream out = Files.newOutputStream(sample.packed, CREATE_NEW);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(directory.relativize(file).toString().replace('\\', '/')));
        zip.write(Files.readAllBytes(file));
      }
    }
    StringWriter text = new StringWriter();
    text.write(
        "# What sample %04d holds. Never changed; see StoredFormatsTest.\n".formatted(number));
    text.write("formats=%s\n".formatted(String.join(", ", FormatLabels.of(directory))));
    for (String store : STORES) {
      Result head = run(directory, store, "audit head");
      text.write("head.%s=%s\n".formatted(scheme(store), digest(head)));
    }
    Files.writeString(sample.manifest, text.toString(), CREATE_NEW);
    return sample;
  }

  static String scheme(String store) {
    return store.substring(0, store.indexOf(':'));
  }

  /** Revision and digest that {@code audit head} prints. */
  static String digest(Result head) {
    String[] words = head.out().strip().split(" ", -1);
    return words[2] + " " + words[3];
  }

  static Result run(Path directory, String store, String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    return CovmProcess.in(directory).environment("COVM_STORE", store).run(words).exits(0);
  }

  static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : new TreeSet<>(files.toList()).descendingSet()) {
        Files.delete(file);
      }
    }
  }
}
