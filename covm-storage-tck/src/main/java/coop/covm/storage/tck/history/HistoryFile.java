package coop.covm.storage.tck.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.log.CanonicalJson;
import coop.covm.storage.log.CanonicalJsonReader;
import coop.covm.storage.log.MalformedRecordException;
import coop.covm.storage.tck.history.HistoryJson.Fields;
import coop.covm.value.MapValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A history as a text, one JSON object a line: the seed, as a decimal text since not every long is
 * a number of JSON; then each transaction; then each commit of the log.
 */
public final class HistoryFile {
  private static final String FORMAT = "covm-history-1";

  private HistoryFile() {}

  /** Writes the history; a file that is there is replaced. */
  public static void write(Path file, History history) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      Map<String, Value> header = new LinkedHashMap<>();
      header.put("format", StringValue.of(FORMAT));
      header.put("seed", StringValue.of(Long.toString(history.seed())));
      write(out, MapValue.of(header));
      for (RecordedTransaction transaction : history.transactions()) {
        write(out, HistoryJson.of(transaction));
      }
      for (LoggedCommit commit : history.log()) {
        write(out, HistoryJson.of(commit));
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException also if the file holds something else
   */
  public static History read(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      Fields header = fields(file, String.valueOf(in.readLine()));
      if (!header.has("format") || !header.text("format").equals(FORMAT)) {
        throw new IOException(file + " is not a history of the format " + FORMAT);
      }
      List<RecordedTransaction> transactions = new ArrayList<>();
      List<LoggedCommit> log = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Fields fields = fields(file, line);
        if (fields.has("revision")) {
          log.add(HistoryJson.commit(fields));
        } else {
          transactions.add(HistoryJson.transaction(fields));
        }
      }
      return new History(Long.parseLong(header.text("seed")), transactions, log);
    }
  }

  private static void write(BufferedWriter out, Value line) throws IOException {
    out.write(CanonicalJson.text(line));
    out.newLine();
  }

  private static Fields fields(Path file, String line) throws IOException {
    try {
      return new Fields((MapValue) CanonicalJsonReader.read(line.getBytes(UTF_8)));
    } catch (MalformedRecordException | ClassCastException e) {
      throw new IOException(file + " has a line that is no JSON object: " + line, e);
    }
  }
}
