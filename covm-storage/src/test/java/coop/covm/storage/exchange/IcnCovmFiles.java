package coop.covm.storage.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes a directory as the original icn-covm does. */
final class IcnCovmFiles {
  private final Path root;

  IcnCovmFiles(Path root) {
    this.root = root;
    directory("namespaces");
    directory("accounts");
    directory("audit_logs");
    directory("transactions");
  }

  Path root() {
    return root;
  }

  Path path(String path) {
    return root.resolve(path);
  }

  IcnCovmFiles directory(String path) {
    try {
      Files.createDirectories(root.resolve(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  IcnCovmFiles file(String path, String text) {
    return file(path, text.getBytes(UTF_8));
  }

  IcnCovmFiles file(String path, byte[] bytes) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  IcnCovmFiles namespace(String namespace, long quota) {
    return file(
        "namespaces/" + namespace + "/namespace_metadata.json",
        "{\"path\":\"%s\",\"owner\":\"ada\",\"quota_bytes\":%s,\"used_bytes\":0,\"parent\":null,\"attributes\":{}}"
            .formatted(namespace, quota));
  }

  /** A version that is written. */
  record Written(String author, long time, String data) {}

  /** A key with its versions, from 1. */
  IcnCovmFiles key(String namespace, String key, Written... versions) {
    String directory = "namespaces/%s/keys/%s/".formatted(namespace, key);
    List<String> texts = new ArrayList<>();
    String before = "null";
    for (int i = 0; i < versions.length; i++) {
      Written version = versions[i];
      before =
          "{\"version\":%s,\"created_by\":\"%s\",\"timestamp\":%s,\"prev_version\":%s}"
              .formatted(i + 1, version.author, version.time, before);
      texts.add(before);
      file(directory + "v%s.data".formatted(i + 1), version.data);
    }
    return file(directory + "metadata.json", metadata(key, String.join(",", texts)));
  }

  static String metadata(String key, String versions) {
    return "{\"key\":\"%s\",\"created_by\":\"ada\",\"created_at\":100,\"versions\":[%s]}"
        .formatted(key, versions);
  }

  static Written by(String author, long time, String data) {
    return new Written(author, time, data);
  }
}
