package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.storage.CommitKind;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.CommitRecord;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import coop.covm.storage.log.SaltedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** How an auditor is shown a commit: in a line, and whole. */
final class ShownAudit {
  private ShownAudit() {}

  static String line(CommitRecord commit) {
    return "%s  %s  %s  %s  %s"
        .formatted(
            commit.revision(),
            CommitTime.text(commit.timeMillis()),
            commit.body().principal().orElse("-"),
            CommitKind.of(commit).label(),
            commit.body().changes().stream()
                .map(ShownChange::text)
                .collect(Collectors.joining("; ")));
  }

  static Json brief(CommitRecord commit) {
    return brief(new JsonObject(), commit).json();
  }

  private static JsonObject brief(JsonObject json, CommitRecord commit) {
    return json.with("revision", Json.of(commit.revision()))
        .with("time", Json.of(CommitTime.text(commit.timeMillis())))
        .with("by", Json.ofOptional(commit.body().principal(), Json::of))
        .with("kind", Json.of(CommitKind.of(commit).label()))
        .with(
            "program", Json.ofOptional(commit.body().run().program(), it -> Json.of(it.toString())))
        .with("changes", Json.array(commit.body().changes(), ShownChange::json));
  }

  /** All that a commit says, a fact a line. */
  static List<String> lines(CommitRecord commit) {
    CommitBody body = commit.body();
    RunRecord run = body.run();
    List<String> lines = new ArrayList<>();
    lines.add("revision   " + commit.revision());
    lines.add("time       " + CommitTime.text(commit.timeMillis()));
    lines.add("kind       " + CommitKind.of(commit).label());
    lines.add(
        "by         %s, %s"
            .formatted(
                body.principal().orElse("nobody named"),
                commit.envelope().signature().isPresent() ? "signed" : "not signed"));
    lines.add("digest     " + commit.digest());
    lines.add("previous   " + commit.previous());
    commit.headSignature().ifPresent(_ -> lines.add("head       signed by the store"));
    body.namespace().ifPresent(namespace -> lines.add("namespace  " + namespace));
    lines.add(
        "program    "
            + run.program().map(Object::toString).orElse("none: a command or an embedder"));
    lines.add("run        %s, commit %s of it".formatted(run.runId(), body.place()));
    lines.add("now        " + run.nowSeconds());
    lines.add("views      " + body.views().stream().map(ShownAudit::view).collect(joining()));
    for (Map.Entry<String, SaltedValue> parameter : run.parameters().entrySet()) {
      lines.add(
          "parameter  %s = %s"
              .formatted(parameter.getKey(), ShownValue.text(parameter.getValue())));
    }
    run.limits().forEach((name, limit) -> lines.add("limit      %s %s".formatted(name, limit)));
    for (Change change : body.changes()) {
      lines.add("change     " + ShownChange.text(change));
    }
    commit
        .envelope()
        .uses()
        .forEach(use ->
            lines.add(
                "use        %s: keys %,d, bytes %,d"
                    .formatted(use.namespace(), use.keys(), use.bytes())));
    return lines;
  }

  private static Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(", ");
  }

  private static String view(ReadView view) {
    return view.times() == 1
        ? Long.toString(view.revision())
        : "%s (%s times)".formatted(view.revision(), view.times());
  }

  /** All that a commit says. */
  static Json json(CommitRecord commit) {
    CommitBody body = commit.body();
    RunRecord run = body.run();
    JsonObject parameters = new JsonObject();
    run.parameters()
        .forEach((name, value) ->
            parameters.with(name, Json.ofOptional(ShownValue.of(value), Json::of)));
    JsonObject limits = new JsonObject();
    run.limits().forEach((name, limit) -> limits.with(name, Json.of(limit)));
    return brief(new JsonObject().with("status", Json.of("ok")), commit)
        .with("digest", Json.of(commit.digest().toString()))
        .with("previous", Json.of(commit.previous().toString()))
        .with(
            "signature",
            Json.ofOptional(commit.envelope().signature(), it -> Json.of(it.toString())))
        .with("head", Json.ofOptional(commit.headSignature(), it -> Json.of(it.toString())))
        .with("namespace", Json.ofOptional(body.namespace(), it -> Json.of(it.toString())))
        .with("run", Json.of(run.runId().toString()))
        .with("place", Json.of(body.place()))
        .with("now", Json.of(run.nowSeconds()))
        .with("views", Json.array(body.views(), ShownAudit::viewJson))
        .with("upon", Json.ofOptional(body.upon(), it -> Json.of(it.toString())))
        .with("parameters", parameters.json())
        .with("limits", limits.json())
        .json();
  }

  private static Json viewJson(ReadView view) {
    return Json.array(List.of(view.revision(), view.times()), Json::of);
  }
}
