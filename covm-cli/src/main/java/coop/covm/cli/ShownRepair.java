package coop.covm.cli;

import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.Key;
import coop.covm.storage.copy.Repair;
import coop.covm.storage.log.Head;
import coop.covm.storage.repair.Damage;
import coop.covm.storage.repair.DamageReport;
import coop.covm.storage.repair.UnprovenValues;
import coop.covm.storage.spi.LogPlace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code storage repair} has found and done, for people and for programs. */
final class ShownRepair {
  private final String from;
  private final Optional<String> to;
  private DamageReport report =
      new DamageReport(Head.EMPTY, OptionalLong.empty(), List.of(), 0, 0, 0);
  private Optional<Repair.Report> saved = Optional.empty();
  private Optional<Salvage> salvage = Optional.empty();

  private record Salvage(Path file, UnprovenValues.Count count) {}

  ShownRepair(String from, Optional<String> to) {
    this.from = from;
    this.to = to;
  }

  void found(DamageReport what) {
    report = what;
  }

  void saved(Repair.Report what) {
    saved = Optional.of(what);
  }

  void salvaged(Path file, UnprovenValues.Count count) {
    salvage = Optional.of(new Salvage(file, count));
  }

  String from() {
    return from;
  }

  DamageReport report() {
    return report;
  }

  boolean isSaved() {
    return saved.isPresent();
  }

  void tell(boolean asJson, Terminal terminal) {
    if (asJson) {
      terminal.out().json(json());
    } else {
      show(terminal);
    }
    if (report.encrypted() > 0) {
      terminal
          .notes()
          .line(
              "covm: the encrypted values of %s were not opened; covm audit verify with --encryption-key does"
                  .formatted(Counted.of(report.encrypted(), "commit")));
    }
    saved
        .flatMap(Repair.Report::missingKey)
        .ifPresent(name ->
            terminal
                .notes()
                .line(
                    "covm: the damaged store has not got its own key %s; put a copy of it into the directory of the new store before anything is committed"
                        .formatted(name)));
  }

  private void show(Terminal terminal) {
    for (Damage damage : report.damages()) {
      terminal.out().line(line(damage));
    }
    if (report.damageCount() > report.damages().size()) {
      terminal.out().line("and %s more".formatted(report.damageCount() - report.damages().size()));
    }
    String commits = Counted.of(report.head().revision(), "commit");
    if (report.isSound()) {
      terminal
          .out()
          .line(
              "sound: %s through %s; nothing to repair".formatted(commits, report.head().digest()));
      return;
    }
    terminal
        .out()
        .line(
            "proved: %s through %s%s"
                .formatted(
                    commits,
                    report.head().digest(),
                    report.unproven() == 0
                        ? ""
                        : "; %s more can be read and %s not proved"
                            .formatted(report.unproven(), report.unproven() == 1 ? "is" : "are")));
    if (saved.isPresent()) {
      terminal
          .out()
          .line(
              (saved.get().before() < report.head().revision()
                      ? "wrote %s to %s and verified them"
                      : "verified %s, and %s had all of them before")
                  .formatted(commits, to.orElseThrow()));
    }
    salvage.ifPresent(found ->
        terminal
            .out()
            .line(
                "wrote %s that nothing proves to %s%s"
                    .formatted(
                        Counted.of(found.count.written(), "value"),
                        found.file,
                        left(found.count))));
  }

  private static String left(UnprovenValues.Count count) {
    String removed =
        count.removed() == 0
            ? ""
            : "; %s had been removed".formatted(Counted.of(count.removed(), "key"));
    return count.unreadable() == 0
        ? removed
        : removed
            + "; %s lost, erased or encrypted".formatted(Counted.of(count.unreadable(), "value"));
  }

  private static String line(Damage damage) {
    StringBuilder line = new StringBuilder(damage.kind().label());
    damage.place().ifPresent(place -> line.append("  ").append(place));
    damage.revisions().ifPresent(revisions -> line.append("  ").append(revisions));
    line.append("  ").append(damage.message());
    if (damage.kind() == Damage.Kind.BYTES && !damage.keys().isEmpty()) {
      line.append("; keys: ")
          .append(String.join(", ", damage.keys().stream().map(Key::toString).toList()));
    }
    return line.toString();
  }

  private Json json() {
    JsonObject document =
        new JsonObject()
            .with(
                "status",
                Json.of(report.isSound() ? "ok" : saved.isPresent() ? "repaired" : "damaged"))
            .with("sound", Json.of(report.isSound()))
            .with("whole", Json.of(report.isWhole()))
            .with("revision", Json.of(report.head().revision()))
            .with("head", Json.of(report.head().digest().toString()))
            .with("unproven", Json.of(report.unproven()))
            .with("encrypted", Json.of(report.encrypted()))
            .with("damageCount", Json.of(report.damageCount()))
            .with("damages", Json.array(report.damages(), ShownRepair::json));
    saved.ifPresent(done ->
        document
            .with("store", Json.of(to.orElseThrow()))
            .with("before", Json.of(done.before()))
            .with("missingKey", Json.ofOptional(done.missingKey(), Json::of)));
    salvage.ifPresent(found ->
        document
            .with("salvage", Json.of(found.file.toString()))
            .with("salvaged", Json.of(found.count.written()))
            .with("removed", Json.of(found.count.removed()))
            .with("unreadable", Json.of(found.count.unreadable())));
    return document.json();
  }

  private static Json json(Damage damage) {
    return new JsonObject()
        .with("kind", Json.of(damage.kind().label()))
        .with("file", Json.ofOptional(damage.place(), place -> Json.of(place.file().toString())))
        .with("line", Json.ofOptional(damage.place().flatMap(ShownRepair::line), Json::of))
        .with("offset", Json.ofOptional(damage.place(), place -> Json.of(place.offset())))
        .with("length", Json.ofOptional(damage.place(), place -> Json.of(place.length())))
        .with("first", Json.ofOptional(damage.revisions(), range -> Json.of(range.first())))
        .with("last", Json.ofOptional(damage.revisions(), range -> Json.of(range.last())))
        .with("digest", Json.ofOptional(damage.digest(), digest -> Json.of(digest.toString())))
        .with("keys", Json.array(damage.keys(), key -> Json.of(key.toString())))
        .with("message", Json.of(damage.message()))
        .json();
  }

  private static Optional<Long> line(LogPlace place) {
    return place.line().isPresent() ? Optional.of(place.line().getAsLong()) : Optional.empty();
  }
}
