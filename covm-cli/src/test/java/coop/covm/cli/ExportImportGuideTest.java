package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coop.covm.cli.ConsoleCalls.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the guide to export and import shows is what the command prints, one call after the other.
 * Times and digests are others.
 */
@Timeout(240)
class ExportImportGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "export-import.md");

  @TempDir Path directory;

  @Test
  void theCommandPrintsWhatThePageShows() throws IOException {
    writeOldData();
    List<Call> calls = ConsoleCalls.of(Files.readString(PAGE));
    assertThat(calls).hasSizeGreaterThan(15);
    for (Call call : calls) {
      assertThat(known(call.printed(directory))).as(call.line()).isEqualTo(known(call.shown()));
    }
  }

  private void writeOldData() throws IOException {
    String coop = "old-data/namespaces/coop/";
    write("old-data/accounts/ada.json", "{}");
    write(
        "old-data/audit_logs/log_20250102.jsonl",
        "{\"timestamp\":1735776000,\"user_id\":\"ada\",\"action\":\"write\"}\n");
    write(coop + "namespace_metadata.json", "{\"path\":\"coop\",\"quota_bytes\":4096}");
    write(coop + "keys/balance/v1.data", "50");
    write(coop + "keys/balance/v2.data", "29.99");
    write(
        coop + "keys/balance/metadata.json",
        """
        {"key":"balance","created_by":"ada","created_at":1,"versions":[
          {"version":1,"created_by":"ada","timestamp":1,"prev_version":null},
          {"version":2,"created_by":"bob","timestamp":2,"prev_version":{"version":1}}]}
        """);
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private static String known(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("\"time\":\\d+", "TIME")
        .replaceAll("[0-9a-f]{64}", "DIGEST");
  }
}
