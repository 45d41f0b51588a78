package coop.covm.storage.log;

import java.util.List;
import java.util.Map;

/** Writes the canonical texts of a commit, as {@link CommitJson} documents them. */
final class CommitText {
  static final String BODY = "body/1";
  static final String ENVELOPE = "commit/1";

  private final ByteBuilder out = new ByteBuilder(512);

  private CommitText() {}

  static Digest bodyDigest(CommitBody body) {
    CommitText text = new CommitText();
    text.writeBody(body);
    return Digest.sha256(text.out.toArray());
  }

  /**
   * @param body the digest of the body
   * @param results the body whose increments have the results
   */
  static Digest envelopeDigest(
      long revision, long timeMillis, Digest previous, Digest body, CommitBody results) {
    CommitText text = new CommitText();
    text.writeEnvelope(revision, timeMillis, previous, body, results);
    return Digest.sha256(text.out.toArray());
  }

  static byte[] line(CommitRecord record) {
    CommitText text = new CommitText();
    text.out.ascii("{\"envelope\":");
    text.writeEnvelope(
        record.revision(),
        record.timeMillis(),
        record.previous(),
        record.bodyDigest(),
        record.body());
    text.out.ascii(",\"digest\":");
    text.writeDigest(record.digest());
    text.out.ascii(",\"body\":");
    text.writeBody(record.body());
    text.out.ascii(",\"values\":[");
    text.writeValues(record.body());
    text.out.ascii("]}");
    return text.out.toArray();
  }

  private void writeEnvelope(
      long revision, long timeMillis, Digest previous, Digest body, CommitBody results) {
    out.ascii("{\"covm\":\"").ascii(ENVELOPE).ascii("\",\"revision\":").decimal(revision);
    out.ascii(",\"time\":").decimal(timeMillis).ascii(",\"previous\":");
    writeDigest(previous);
    out.ascii(",\"body\":");
    writeDigest(body);
    out.ascii(",\"results\":[");
    String separator = "";
    for (Change change : results.changes()) {
      if (change instanceof Change.Increment increment) {
        out.ascii(separator);
        writeDigest(increment.result().digest());
        separator = ",";
      }
    }
    out.ascii("]}");
  }

  private void writeBody(CommitBody body) {
    out.ascii("{\"covm\":\"").ascii(BODY).ascii("\",\"principal\":");
    writeStringOrNull(body.principal().orElse(""));
    out.ascii(",\"namespace\":");
    writeStringOrNull(body.namespace().map(Object::toString).orElse(""));
    RunRecord run = body.run();
    out.ascii(",\"program\":");
    writeStringOrNull(run.program().map(Digest::toString).orElse(""));
    out.ascii(",\"parameters\":{");
    String separator = "";
    for (Map.Entry<String, SaltedValue> parameter : run.parameters().entrySet()) {
      out.ascii(separator);
      CanonicalJson.writeString(parameter.getKey(), out);
      out.one(':');
      writeDigest(parameter.getValue().digest());
      separator = ",";
    }
    out.ascii("},\"run\":\"").ascii(run.runId().toString());
    out.ascii("\",\"place\":").decimal(body.place());
    out.ascii(",\"now\":").decimal(run.nowSeconds());
    out.ascii(",\"limits\":{");
    separator = "";
    for (Map.Entry<String, Long> limit : run.limits().entrySet()) {
      out.ascii(separator);
      CanonicalJson.writeString(limit.getKey(), out);
      out.one(':').decimal(limit.getValue());
      separator = ",";
    }
    out.ascii("},\"views\":[");
    separator = "";
    for (ReadView view : body.views()) {
      out.ascii(separator).one('[').decimal(view.revision()).one(',');
      out.decimal(view.times()).one(']');
      separator = ",";
    }
    out.ascii("],\"changes\":[");
    writeChanges(body.changes());
    out.ascii("]}");
  }

  private void writeChanges(List<Change> changes) {
    String separator = "";
    for (Change change : changes) {
      out.ascii(separator);
      switch (change) {
        case Change.Set set -> {
          writeChange("set", set);
          out.one(',');
          writeDigest(set.value().digest());
        }
        case Change.Delete delete -> writeChange("delete", delete);
        case Change.Increment increment -> {
          writeChange("increment", increment);
          out.one(',');
          writeDigest(increment.amount().digest());
        }
      }
      out.one(']');
      separator = ",";
    }
  }

  private void writeChange(String operation, Change change) {
    out.ascii("[\"").ascii(operation).ascii("\",");
    CanonicalJson.writeString(change.key().toString(), out);
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
    out.ascii(separator);
    if (value.isErased()) {
      out.ascii("null");
      return;
    }
    out.ascii("{\"salt\":\"").hex(value.salt()).ascii("\",\"value\":");
    out.all(value.canonical()).one('}');
  }

  /** No text of a body that may be absent is ever empty, so the empty text stands for null. */
  private void writeStringOrNull(String text) {
    if (text.isEmpty()) {
      out.ascii("null");
    } else {
      CanonicalJson.writeString(text, out);
    }
  }

  private void writeDigest(Digest digest) {
    out.one('"').hex(digest.bytes()).one('"');
  }
}
