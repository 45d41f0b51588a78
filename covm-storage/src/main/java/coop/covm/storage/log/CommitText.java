package coop.covm.storage.log;

import coop.covm.storage.identity.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the canonical texts of a commit, as {@link CommitJson} documents them. */
final class CommitText {
  static final String BODY = "body/1";
  static final String ENVELOPE = "commit/1";

  private final ByteBuilder out = new ByteBuilder(512);

  private CommitText() {}

  static byte[] body(CommitBody body) {
    CommitText text = new CommitText();
    text.writeBody(body);
    return text.out.toArray();
  }

  /**
   * @param results the body whose increments have the results
   */
  static Digest envelopeDigest(Envelope envelope, CommitBody results) {
    CommitText text = new CommitText();
    text.writeEnvelope(envelope, results);
    return Digest.sha256(text.out.toArray());
  }

  static byte[] line(CommitRecord record) {
    CommitText text = new CommitText();
    text.out.ascii("{\"envelope\":");
    text.writeEnvelope(record.envelope(), record.body());
    text.out.ascii(",\"digest\":");
    text.writeDigest(record.digest());
    text.out.ascii(",\"head\":");
    text.writeHead(record.headSignature());
    text.out.ascii(",\"body\":");
    text.writeBody(record.body());
    text.out.ascii(",\"values\":[");
    text.writeValues(record.body());
    text.out.ascii("],\"text\":");
    text.writeOptional(record.programText());
    text.out.one('}');
    return text.out.toArray();
  }

  private void writeEnvelope(Envelope envelope, CommitBody results) {
    out.ascii("{\"covm\":\"").ascii(ENVELOPE).ascii("\",\"revision\":");
    out.decimal(envelope.revision());
    out.ascii(",\"time\":").decimal(envelope.timeMillis()).ascii(",\"previous\":");
    writeDigest(envelope.previous());
    out.ascii(",\"body\":");
    writeDigest(envelope.body());
    out.ascii(",\"signature\":");
    writeSignature(envelope.signature());
    out.ascii(",\"results\":[");
    String separator = "";
    for (Change change : results.changes()) {
      if (change instanceof Change.Increment increment) {
        out.ascii(separator);
        writeDigest(increment.result().digest());
        separator = ",";
      }
    }
    out.ascii("],\"uses\":[");
    separator = "";
    for (NamespaceUse use : envelope.uses()) {
      out.ascii(separator).one('[');
      CanonicalJson.writeString(use.namespace().toString(), out);
      out.one(',').decimal(use.keys()).one(',').decimal(use.bytes()).one(']');
      separator = ",";
    }
    out.ascii("]}");
  }

  private void writeHead(Optional<Signature> signature) {
    if (signature.isEmpty()) {
      out.ascii("null");
      return;
    }
    out.ascii("{\"signature\":");
    writeSignature(signature);
    out.ascii(",\"digest\":");
    writeDigest(Digest.sha256(signature.get().bytes()));
    out.one('}');
  }

  private void writeSignature(Optional<Signature> signature) {
    writeOptional(signature.map(Object::toString));
  }

  private void writeBody(CommitBody body) {
    out.ascii("{\"covm\":\"").ascii(BODY).ascii("\",\"principal\":");
    writeOptional(body.principal());
    out.ascii(",\"namespace\":");
    writeOptional(body.namespace().map(Object::toString));
    RunRecord run = body.run();
    out.ascii(",\"program\":");
    writeOptional(run.program().map(Digest::toString));
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
    out.ascii("],\"upon\":");
    writeOptional(body.upon().map(Digest::toString));
    out.ascii(",\"changes\":[");
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
    if (value.isSealed()) {
      String base64 = Base64.getEncoder().encodeToString(value.sealed().bytes());
      out.ascii("{\"sealed\":\"").ascii(base64).ascii("\"}");
      return;
    }
    out.ascii("{\"salt\":\"").hex(value.salt()).ascii("\",\"value\":");
    out.all(value.canonical()).one('}');
  }

  private void writeOptional(Optional<String> text) {
    if (text.isEmpty()) {
      out.ascii("null");
    } else {
      CanonicalJson.writeString(text.get(), out);
    }
  }

  private void writeDigest(Digest digest) {
    out.one('"').hex(digest.bytes()).one('"');
  }
}
