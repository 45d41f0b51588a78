package coop.covm.storage.exchange;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import coop.covm.storage.StorageException;
import coop.covm.storage.exchange.JsonTokens.SyntaxException;
import coop.covm.storage.exchange.PlainFile.UnusableException;
import coop.covm.storage.log.Digest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goes through the {@code namespaces} of a directory of the original icn-covm, and finds the
 * versions of keys and the quotas that can be imported. Follows no symbolic link, and takes no name
 * at its word: a key is where it lies, and what its metadata says of it has to agree. For use by
 * one thread, once.
 */
final class IcnCovmDirectory {
  /** More than any key of a store has; what lies deeper is not looked at. */
  private static final int DEEPEST = 40;

  private static final int MOST_VERSIONS = 1_000_000;
  private static final int MOST_NAMESPACE_BYTES = 1 << 20;
  private static final String NAMESPACE_METADATA = "namespace_metadata.json";
  private static final String METADATA = "metadata.json";
  private static final String KEYS = "keys";
  private static final Pattern DATA = Pattern.compile("v([1-9][0-9]{0,17})\\.data");

  private final KeyPrefix into;
  private final IcnCovmFindings findings;
  private final Deque<Spot> spots = new ArrayDeque<>();
  private final Map<Key, Path> keys = new HashMap<>();
  private final Map<String, String> authors = new HashMap<>();
  private final List<IcnCovmStep.OfVersion> versions = new ArrayList<>();
  private final List<IcnCovmStep.OfQuota> quotas = new ArrayList<>();

  IcnCovmDirectory(KeyPrefix into, IcnCovmFindings findings) {
    this.into = into;
    this.findings = findings;
  }

  /**
   * A directory to be looked at.
   *
   * @param namespace the names of the namespace, with {@code /} between
   * @param key the names of the key so far; absent above its directory
   */
  private record Spot(Path directory, String namespace, Optional<String> key, int depth) {
    Spot child(Path path) {
      String name = String.valueOf(path.getFileName());
      if (key.isPresent()) {
        return new Spot(path, namespace, Optional.of(joined(key.get(), name)), depth + 1);
      }
      return name.equals(KEYS) && !namespace.isEmpty()
          ? new Spot(path, namespace, Optional.of(""), depth + 1)
          : new Spot(path, joined(namespace, name), Optional.empty(), depth + 1);
    }

    private static String joined(String before, String name) {
      return before.isEmpty() ? name : before + "/" + name;
    }
  }

  /** What a directory holds, by kind. */
  private record Content(List<Path> files, List<Path> directories) {}

  void read(Path namespaces) throws IOException, InterruptedException {
    spots.push(new Spot(namespaces, "", Optional.empty(), 0));
    while (!spots.isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      look(spots.pop());
    }
  }

  int keys() {
    return keys.size();
  }

  List<IcnCovmStep.OfVersion> versions() {
    return versions;
  }

  List<IcnCovmStep.OfQuota> quotas() {
    return quotas;
  }

  private void look(Spot spot) throws IOException {
    Content content = content(spot.directory);
    for (Path directory : content.directories.reversed()) {
      if (spot.depth == DEEPEST) {
        findings.add(directory, "it lies deeper than any key of a store");
      } else {
        spots.push(spot.child(directory));
      }
    }
    if (spot.key.isPresent()) {
      lookAtKey(spot, content.files);
    } else {
      lookAtNamespace(spot, content.files);
    }
  }

  private Content content(Path directory) throws IOException {
    Content content = new Content(new ArrayList<>(), new ArrayList<>());
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        BasicFileAttributes attributes =
            Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
          content.directories.add(child);
        } else if (attributes.isRegularFile()) {
          content.files.add(child);
        } else {
          findings.add(
              child,
              attributes.isSymbolicLink()
                  ? "it is a symbolic link, which is not followed"
                  : "it is neither a file nor a directory");
        }
      }
    } catch (AccessDeniedException e) {
      findings.add(directory, "its permissions do not allow to read it");
    }
    content.files.sort(null);
    content.directories.sort(null);
    return content;
  }

  private void lookAtNamespace(Spot spot, List<Path> files) throws IOException {
    for (Path file : files) {
      if (String.valueOf(file.getFileName()).equals(NAMESPACE_METADATA)
          && !spot.namespace.isEmpty()) {
        readQuota(spot.namespace, file);
      } else {
        findings.add(
            file, "it belongs to no key of a namespace; a key with .. may have put it here");
      }
    }
  }

  private void readQuota(String namespace, Path file) throws IOException {
    long[] bytes = new long[1];
    String[] path = {""};
    try {
      JsonTokens in = new JsonTokens(PlainFile.text(PlainFile.bytes(file, MOST_NAMESPACE_BYTES)));
      in.object(
          Set.of("path", "quota_bytes"),
          name -> {
            switch (name) {
              case "path" -> path[0] = in.string();
              case "quota_bytes" -> bytes[0] = in.count();
              default -> {
                return false;
              }
            }
            return true;
          });
      in.end();
      if (!path[0].equals(namespace)) {
        findings.add(
            file, "it lies at %s and is about %s".formatted(shown(namespace), shown(path[0])));
      } else if (bytes[0] > 0) {
        quotas.add(new IcnCovmStep.OfQuota(KeyPrefix.parse(into + "/" + namespace), bytes[0]));
      }
    } catch (SyntaxException | UnusableException | StorageException e) {
      findings.add(file, String.valueOf(e.getMessage()));
    }
  }

  private void lookAtKey(Spot spot, List<Path> files) throws IOException {
    Optional<Path> metadata = Optional.empty();
    Map<Long, Path> data = new HashMap<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      Matcher version = DATA.matcher(name);
      if (spot.key.orElse("").isEmpty()) {
        findings.add(file, "it belongs to no key");
      } else if (name.equals(METADATA)) {
        metadata = Optional.of(file);
      } else if (version.matches()) {
        data.put(Long.parseLong(version.group(1)), file);
      } else {
        findings.add(file, "it is no part of a key");
      }
    }
    if (metadata.isPresent()) {
      readKey(spot, metadata.get(), data);
    } else {
      data.values().stream()
          .sorted()
          .forEach(file -> findings.add(file, "its metadata.json is missing"));
    }
  }

  private void readKey(Spot spot, Path file, Map<Long, Path> data) throws IOException {
    try {
      IcnCovmMetadata metadata =
          IcnCovmMetadata.read(PlainFile.text(PlainFile.bytes(file, IcnCovmMetadata.MOST_BYTES)));
      String name = spot.key.orElse("");
      if (!metadata.key().equals(name)) {
        findings.add(
            file,
            "it lies at the key %s and is about %s".formatted(shown(name), shown(metadata.key())));
        return;
      }
      Key key = Key.parse(into + "/" + spot.namespace + "/" + name);
      Path other = keys.putIfAbsent(key, spot.directory);
      if (other != null) {
        findings.add(file, "it would become %s, as %s does".formatted(key, other));
        return;
      }
      readVersions(spot.directory, key, metadata, data);
    } catch (SyntaxException | UnusableException | StorageException e) {
      findings.add(file, String.valueOf(e.getMessage()));
    }
  }

  private void readVersions(Path directory, Key key, IcnCovmMetadata metadata, Map<Long, Path> data)
      throws IOException {
    Set<Long> listed = new HashSet<>();
    boolean first = true;
    long order = 0;
    for (IcnCovmMetadata.Version version : metadata.versions()) {
      listed.add(version.number());
      order = Math.max(order, version.timeSeconds());
      Optional<Digest> content = content(directory, version, data);
      if (content.isPresent()) {
        add(
            new IcnCovmStep.OfVersion(
                key, directory, shared(version), first, order, content.get()));
        first = false;
      }
    }
    for (Map.Entry<Long, Path> file : data.entrySet()) {
      if (!listed.contains(file.getKey())) {
        findings.add(file.getValue(), "metadata.json does not list it");
      }
    }
  }

  /** The digest of a version's data, which was found to be a value. */
  private Optional<Digest> content(
      Path directory, IcnCovmMetadata.Version version, Map<Long, Path> data) throws IOException {
    Path file = data.get(version.number());
    if (file == null) {
      findings.add(
          directory.resolve("v%s.data".formatted(version.number())),
          "metadata.json lists it, and it is missing: the original lost it");
      return Optional.empty();
    }
    try {
      byte[] bytes = PlainFile.bytes(file, IcnCovmValue.MOST_BYTES);
      IcnCovmValue.read(bytes);
      return Optional.of(Digest.sha256(bytes));
    } catch (UnusableException e) {
      findings.add(file, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void add(IcnCovmStep.OfVersion version) {
    if (versions.size() == MOST_VERSIONS) {
      throw new ExchangeException(
          ExchangeError.IMPORT_TOO_LARGE,
          Place.of(version.directory().toString()),
          "there are more than %,d versions, which are put in order in memory; that is the most"
              .formatted(MOST_VERSIONS));
    }
    versions.add(version);
  }

  /** The same with an author that all its versions share. */
  private IcnCovmMetadata.Version shared(IcnCovmMetadata.Version version) {
    return new IcnCovmMetadata.Version(
        version.number(),
        authors.computeIfAbsent(version.author(), author -> author),
        version.timeSeconds());
  }

  private static String shown(String name) {
    return "\"" + KeyScope.shown(name) + "\"";
  }
}
