package coop.covm.storage.exchange;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.exchange.JsonTokens.SyntaxException;
import coop.covm.storage.exchange.PlainFile.UnusableException;
import coop.covm.storage.log.Digest;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The audit logs of the original icn-covm, which are kept as they were: each line becomes a value
 * under {@code icn-covm:audit/YYYYMMDD}, named by its number. They prove nothing.
 */
final class IcnCovmAudit {
  private static final Pattern NAME = Pattern.compile("log_([0-9]{8})\\.jsonl");
  private static final int LONGEST_LINE = 1 << 20;
  private static final int LINES_A_STEP = 200;
  private static final int BYTES_A_STEP = 4 << 20;

  private final KeyPrefix into;
  private final IcnCovmFindings findings;
  private final List<IcnCovmStep.OfAudit> steps = new ArrayList<>();
  private long lines;

  IcnCovmAudit(KeyPrefix into, IcnCovmFindings findings) {
    this.into = into;
    this.findings = findings;
  }

  /** Finds what can be imported. */
  void read(Path directory) throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      children.forEach(files::add);
    }
    files.sort(null);
    for (Path file : files) {
      Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
      if (!name.matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        findings.add(file, "it is no audit log");
      } else {
        read(file, KeyPrefix.parse("%s/icn-covm:audit/%s".formatted(into, name.group(1))));
      }
    }
  }

  List<IcnCovmStep.OfAudit> steps() {
    return steps;
  }

  long lines() {
    return lines;
  }

  private void read(Path file, KeyPrefix below) throws IOException, InterruptedException {
    try (SeekableByteChannel channel = open(file);
        InputStream in = Channels.newInputStream(channel)) {
      LineInput input = new LineInput(in, LONGEST_LINE);
      Gathered gathered = new Gathered(file, below);
      for (byte[] line = input.next(); line != null; line = input.next()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        gathered.add(line);
      }
      gathered.end();
    } catch (LineInput.TooLongException e) {
      findings.add(
          file, "a line has more than %,d bytes; it and all behind it".formatted(LONGEST_LINE));
    }
  }

  private static SeekableByteChannel open(Path file) throws IOException {
    return Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /** Lines of a file that become one step. */
  private final class Gathered {
    private final Path file;
    private final KeyPrefix below;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long offset;
    private long number;
    private int count;

    Gathered(Path file, KeyPrefix below) {
      this.file = file;
      this.below = below;
    }

    void add(byte[] line) {
      number++;
      try {
        value(line);
        lines++;
      } catch (SyntaxException | UnusableException e) {
        findings.add(file, number, String.valueOf(e.getMessage()));
      }
      bytes.writeBytes(line);
      count++;
      if (count == LINES_A_STEP || bytes.size() >= BYTES_A_STEP) {
        end();
      }
    }

    void end() {
      if (count > 0) {
        steps.add(
            new IcnCovmStep.OfAudit(
                file,
                below,
                number - count + 1,
                offset,
                bytes.size(),
                Digest.sha256(bytes.toByteArray())));
        offset += bytes.size();
        bytes.reset();
        count = 0;
      }
    }
  }

  /**
   * The values of a step, without the lines that cannot be imported.
   *
   * @return null if the file has changed since
   */
  static @Nullable Map<Key, Value> values(IcnCovmStep.OfAudit step) throws IOException {
    byte[] bytes = new byte[step.bytes()];
    try (SeekableByteChannel channel = open(step.file())) {
      channel.position(step.offset());
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // goes on
      }
    }
    if (!Digest.sha256(bytes).equals(step.content())) {
      return null;
    }
    Map<Key, Value> values = new LinkedHashMap<>();
    long number = step.firstLine();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' || i == bytes.length - 1) {
        try {
          Value value = value(Arrays.copyOfRange(bytes, from, i + 1));
          values.put(Key.parse("%s/%08d".formatted(step.below(), number)), value);
        } catch (SyntaxException | UnusableException e) {
          // It was found before, and is left out.
        }
        number++;
        from = i + 1;
      }
    }
    return values;
  }

  /** The object on a line, whose members are texts, numbers and null. */
  private static Value value(byte[] line) throws SyntaxException, UnusableException {
    Map<String, Value> members = new LinkedHashMap<>();
    JsonTokens in = new JsonTokens(PlainFile.text(line));
    try {
      in.object(
          Set.of("timestamp", "user_id", "action"),
          name -> {
            members.put(name, member(in));
            return true;
          });
      in.end();
      return MapValue.of(members);
    } catch (ValueException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private static Value member(JsonTokens in) throws SyntaxException {
    if (in.acceptNull()) {
      return NullValue.NULL;
    }
    return in.peek() == '"'
        ? StringValue.of(in.string())
        : NumberValue.of(Double.parseDouble(in.number()));
  }
}
