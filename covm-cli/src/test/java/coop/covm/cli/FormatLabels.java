package coop.covm.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which formats, each with its version, the files below a directory have, read from their bytes.
 */
final class FormatLabels {
  private static final Pattern STORE =
      Pattern.compile("\\{\"format\":\"([a-z-]+)\",\"version\":([0-9]+)");
  private static final Pattern RECORD = Pattern.compile("\\{\"covm\":\"((?:commit|body)/[0-9]+)\"");
  private static final Pattern SEALED = Pattern.compile("\\{\"sealed\":\"([^\"]+)\"");
  private static final Pattern EXPORT = Pattern.compile("\\A\\{\"covm\":\"([a-z]+/[0-9]+)\"");
  private static final int SEGMENT_MAGIC = 8;

  /** Where the form of the first commit of a segment stands: behind two heads and a length. */
  private static final int FIRST_FORM = 64 + 12 + 4;

  private static final int MODULE_VERSION = 8;

  private FormatLabels() {}

  static SortedSet<String> of(Path directory) throws IOException {
    SortedSet<String> labels = new TreeSet<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(String.valueOf(file.getFileName()), Files.readAllBytes(file), labels);
      }
    }
    return labels;
  }

  private static void add(String name, byte[] bytes, SortedSet<String> labels) {
    String text = new String(bytes, ISO_8859_1);
    if (name.equals("format.json")) {
      add(STORE, text, "", labels);
    } else if (name.startsWith("journal-")) {
      add(RECORD, text, "", labels);
      Matcher sealed = SEALED.matcher(text);
      while (sealed.find()) {
        labels.add("sealed value " + Base64.getDecoder().decode(sealed.group(1))[0]);
      }
    } else if (name.startsWith("log-")) {
      labels.add("segment " + new String(bytes, 0, SEGMENT_MAGIC, US_ASCII));
      labels.add("binary commit " + bytes[FIRST_FORM]);
    } else if (name.endsWith(".covmbackup")) {
      labels.add(text.lines().findFirst().orElseThrow());
    } else if (name.endsWith(".jsonl")) {
      add(EXPORT, text, "", labels);
    } else if (name.endsWith(".covmc")) {
      labels.add("module " + version(bytes));
    } else if (name.endsWith(".pem") || name.equals("master.key")) {
      labels.add("key " + keyKind(text));
    } else if (name.equals("head.json")) {
      labels.add("head mark of %s bytes".formatted(bytes.length));
    }
  }

  /** A module's version is a number of which each byte but the last has its highest bit set. */
  private static long version(byte[] module) {
    ByteBuffer in = ByteBuffer.wrap(module);
    in.position(MODULE_VERSION);
    long version = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      version |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return version;
      }
    }
    throw new AssertionError("a module without a version");
  }

  private static String keyKind(String text) {
    List<String> lines = text.lines().toList();
    return lines.getFirst().replaceAll("[A-Za-z0-9+/=]{40,}", "KEY");
  }

  private static void add(Pattern pattern, String text, String prefix, SortedSet<String> labels) {
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      StringBuilder label = new StringBuilder(prefix);
      for (int group = 1; group <= found.groupCount(); group++) {
        label.append(group == 1 ? "" : " ").append(found.group(group));
      }
      labels.add(label.toString());
    }
  }
}
