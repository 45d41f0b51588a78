package coop.covm.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Source texts of tests. */
final class Sources {
  private Sources() {}

  static SourceFile file(String text) {
    return new SourceFile("test.covm", text);
  }

  static Parsed parse(String text) {
    return Parser.parse(file(text));
  }

  /** What is wrong with the text, as the table of faults writes it. */
  static List<String> faults(String text) {
    SourceFile source = file(text);
    return FaultText.of(source, Parser.parse(source).diagnostics());
  }

  static String resource(String name) {
    try (InputStream in = Sources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
