package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.Map;

/** Writes the canonical texts of a commit, as {@link CommitJson} documents them. */
final class CommitText {
  static final String BODY = "body/1";
  static final String ENVELOPE = "commit/1";

  private final StringBuilder out = new StringBuilder(512);

  private CommitText() {}

  static Digest bodyDigest(CommitBody body) {
    return digest(body(body));
  }

  static Digest envelopeDigest(
      long revision, long timeMillis, Digest previous, Digest body, CommitBody results) {
    return digest(envelope(revision, timeMillis, previous, body, results));
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(UTF_8));
  }

  static String body(CommitBody body) {
    CommitText text = new CommitText();
    text.writeBody(body);
    return text.out.toString();
  }

  /**
   * @param body the digest of the body
   * @param results the body whose increments have the results
   */
  static String envelope(
      long revision, long timeMillis, Digest previous, Digest body, CommitBody results) {
    CommitText text = new CommitText();
    text.writeEnvelope(revision, timeMillis, previous, body, results);
    return text.out.toString();
  }

  static String line(CommitRecord record) {
    CommitText text = new CommitText();
    text.out.append("{\"envelope\":");
    text.writeEnvelope(
        record.revision(),
        record.timeMillis(),
        record.previous(),
        record.bodyDigest(),
        record.body());
    text.out.append(",\"digest\":").append(quoted(record.digest())).append(",\"body\":");
    text.writeBody(record.body());
    text.out.append(",\"values\":[");
    text.writeValues(record.body());
    text.out.append("]}");
    return text.out.toString();
  }

  private void writeEnvelope(
      long revision, long timeMillis, Digest previous, Digest body, CommitBody results) {
    out.append("{\"covm\":\"").append(ENVELOPE).append("\",\"revision\":").append(revision);
    out.append(",\"time\":").append(timeMillis);
    out.append(",\"previous\":").append(quoted(previous));
    out.append(",\"body\":").append(quoted(body));
    out.append(",\"results\":[");
    String separator = "";
    for (Change change : results.changes()) {
      if (change instanceof Change.Increment increment) {
        out.append(separator).append(quoted(increment.result().digest()));
        separator = ",";
      }
    }
    out.append("]}");
  }

  private void writeBody(CommitBody body) {
    out.append("{\"covm\":\"").append(BODY).append("\",\"principal\":");
    writeStringOrNull(body.principal().orElse(""));
    out.append(",\"namespace\":");
    writeStringOrNull(body.namespace().map(Object::toString).orElse(""));
    RunRecord run = body.run();
    out.append(",\"program\":");
    writeStringOrNull(run.program().map(Digest::toString).orElse(""));
    out.append(",\"parameters\":{");
    String separator = "";
    for (Map.Entry<String, SaltedValue> parameter : run.parameters().entrySet()) {
      out.append(separator);
      CanonicalJson.writeString(parameter.getKey(), out);
      out.append(':').append(quoted(parameter.getValue().digest()));
      separator = ",";
    }
    out.append("},\"run\":\"").append(run.runId());
    out.append("\",\"place\":").append(body.place());
    out.append(",\"now\":").append(run.nowSeconds());
    out.append(",\"limits\":{");
    separator = "";
    for (Map.Entry<String, Long> limit : run.limits().entrySet()) {
      out.append(separator);
      CanonicalJson.writeString(limit.getKey(), out);
      out.append(':').append(limit.getValue());
      separator = ",";
    }
    out.append("},\"views\":[");
    separator = "";
    for (ReadView view : body.views()) {
      out.append(separator).append('[').append(view.revision()).append(',');
      out.append(view.times()).append(']');
      separator = ",";
    }
    out.append("],\"changes\":[");
    writeChanges(body.changes().iterator());
    out.append("]}");
  }

  private void writeChanges(Iterator<Change> changes) {
    while (changes.hasNext()) {
      Change change = changes.next();
      switch (change) {
        case Change.Set set -> writeChange("set", set, quoted(set.value().digest()));
        case Change.Delete delete -> writeChange("delete", delete, "");
        case Change.Increment increment ->
            writeChange("increment", increment, quoted(increment.amount().digest()));
      }
      out.append(changes.hasNext() ? "," : "");
    }
  }

  private void writeChange(String operation, Change change, String digest) {
    out.append("[\"").append(operation).append("\",");
    CanonicalJson.writeString(change.key().toString(), out);
    out.append(digest.isEmpty() ? "" : "," + digest).append(']');
  }

  private void writeValues(CommitBody body) {
    String separator = "";
    for (SaltedValue parameter : body.run().parameters().values()) {
      writeValue(separator, parameter);
      separator = ",";
    }
    for (Change change : body.changes()) {
      switch (change) {
        case Change.Set set -> writeValue(separator, set.value());
        case Change.Delete ignored -> {
          continue;
        }
        case Change.Increment increment -> {
          writeValue(separator, increment.amount());
          writeValue(",", increment.result());
        }
      }
      separator = ",";
    }
  }

  private void writeValue(String separator, SaltedValue value) {
    out.append(separator).append("{\"salt\":\"").append(value.saltHex()).append("\",\"value\":");
    CanonicalJson.write(value.value(), out);
    out.append('}');
  }

  /** No text of a body that may be absent is ever empty, so the empty text stands for null. */
  private void writeStringOrNull(String text) {
    if (text.isEmpty()) {
      out.append("null");
    } else {
      CanonicalJson.writeString(text, out);
    }
  }

  private static String quoted(Digest digest) {
    return '"' + digest.toString() + '"';
  }
}
