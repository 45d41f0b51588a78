package coop.covm.storage.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.log.Digest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** An export that somebody has written by hand, whose count and digest fit whatever it says. */
final class ForgedExport {
  private final List<byte[]> lines = new ArrayList<>();

  private ForgedExport(String prefix) {
    line(
        "{\"covm\":\"export/1\",\"revision\":1,\"time\":0,\"head\":\"%s\",\"prefix\":%s}"
            .formatted("0".repeat(64), prefix));
  }

  static ForgedExport ofAll() {
    return new ForgedExport("null");
  }

  static ForgedExport of(String prefix) {
    return new ForgedExport("\"" + prefix + "\"");
  }

  ForgedExport line(String text) {
    return line((text + "\n").getBytes(UTF_8));
  }

  ForgedExport line(byte[] bytes) {
    lines.add(bytes);
    return this;
  }

  /**
   * @param key as it stands in JSON, without its quotes
   */
  ForgedExport key(String key) {
    return line("{\"key\":\"" + key + "\",\"value\":1}");
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lines.forEach(out::writeBytes);
    Digest digest = Digest.sha256(out.toByteArray());
    out.writeBytes(
        "{\"covm\":\"export-end\",\"keys\":%s,\"sha256\":\"%s\"}\n"
            .formatted(lines.size() - 1, digest)
            .getBytes(UTF_8));
    return out.toByteArray();
  }
}
