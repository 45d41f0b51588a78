package coop.covm.cli;

import coop.covm.profile.Profile;
import coop.covm.profile.Profile.FunctionCost;
import coop.covm.profile.Profile.LineCost;
import coop.covm.profile.Profile.OperationCost;
import coop.covm.profile.Profile.PrefixCost;
import coop.covm.syntax.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A profile as tables for people. Times are in microseconds, so that figures compare at a glance.
 */
final class ProfileText {
  /** How many lines, functions and prefixes are shown: those that took most time. */
  private static final int SHOWN = 60;

  private static final int BAR_COLUMNS = 10;
  private static final int SOURCE_CHARACTERS = 60;
  private static final double NANOS_PER_MICRO = 1_000;

  private final Profile profile;
  private final SourceFile source;
  private final List<String> out = new ArrayList<>();

  private ProfileText(Profile profile, SourceFile source) {
    this.profile = profile;
    this.source = source;
  }

  /** The lines of all tables. */
  static List<String> of(Profile profile, SourceFile source) {
    ProfileText text = new ProfileText(profile, source);
    text.totals();
    text.lines();
    text.functions();
    text.operations();
    text.prefixes();
    text.remarks();
    return text.out;
  }

  private void totals() {
    out.add(
        "profile: %,d instructions, %,d fuel, %s ms; commits: %,d, retries: %,d"
            .formatted(
                profile.instructions(),
                profile.fuel(),
                millis(profile.wallNanos()),
                profile.commits(),
                profile.retries()));
  }

  private void lines() {
    TextTable table =
        new TextTable("line", "times", "instructions", "fuel", "own µs", "share", "", "source");
    long all = Math.max(1, profile.measuredNanos());
    for (LineCost line : costliest(profile.lines(), Comparator.comparingLong(LineCost::ownNanos))) {
      table.row(
          line.line() == 0 ? "-" : Integer.toString(line.line()),
          count(line.times()),
          count(line.instructions()),
          count(line.fuel()),
          micros(line.ownNanos()),
          "%.1f%%".formatted(100.0 * line.ownNanos() / all),
          bar(line.ownNanos(), all),
          sourceOf(line));
    }
    add(table);
    int hidden = profile.lines().size() - SHOWN;
    if (hidden > 0) {
      out.add("%,d more lines that took less are not shown; --json shows all".formatted(hidden));
    }
  }

  private static String bar(long nanos, long all) {
    int columns = (int) Math.round((double) BAR_COLUMNS * nanos / all);
    return "#".repeat(columns) + " ".repeat(BAR_COLUMNS - columns);
  }

  private String sourceOf(LineCost line) {
    return line.line() == 0
        ? "(the transaction of the whole run)"
        : BriefValue.cut(source.shownLine(line.line()), SOURCE_CHARACTERS);
  }

  private void functions() {
    if (profile.functions().size() < 2) {
      return;
    }
    TextTable table =
        new TextTable("calls", "instructions", "fuel", "own µs", "total µs", "function");
    for (FunctionCost function :
        costliest(profile.functions(), Comparator.comparingLong(FunctionCost::totalNanos))) {
      table.row(
          count(function.calls()),
          count(function.instructions()),
          count(function.fuel()),
          micros(function.ownNanos()),
          micros(function.totalNanos()),
          "%s, line %s".formatted(function.name(), function.line()));
    }
    add(table);
  }

  private void operations() {
    if (profile.operations().isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable("times", "total µs", "mean µs", "max µs", "bytes", "storage operation");
    for (OperationCost operation : profile.operations()) {
      table.row(
          count(operation.times()),
          micros(operation.nanos()),
          micros(operation.nanos() / operation.times()),
          micros(operation.maxNanos()),
          count(operation.bytes()),
          operation.name());
    }
    add(table);
  }

  private void prefixes() {
    if (profile.prefixes().isEmpty()) {
      return;
    }
    TextTable table = new TextTable("reads", "writes", "bytes", "total µs", "keys below");
    for (PrefixCost prefix :
        costliest(profile.prefixes(), Comparator.comparingLong(PrefixCost::nanos))) {
      table.row(
          count(prefix.reads()),
          count(prefix.writes()),
          count(prefix.bytes()),
          micros(prefix.nanos()),
          prefix.prefix());
    }
    add(table);
  }

  private void remarks() {
    out.add("");
    out.add(
        "Counts and fuel are exact. The instructions took %s of the %s ms;"
            .formatted(millis(profile.measuredNanos()), millis(profile.wallNanos())));
    out.add(
        "the rest is beginning, ending and measuring. Reading the clock adds about %s ns to each."
            .formatted(profile.clockNanos()));
    out.add("The first use of anything has the time in it that Java takes to load it.");
  }

  private void add(TextTable table) {
    out.add("");
    out.addAll(table.lines());
  }

  /** Those that cost most, as many as are shown, in their order. */
  private static <T> List<T> costliest(List<T> all, Comparator<T> byCost) {
    if (all.size() <= SHOWN) {
      return all;
    }
    Set<T> most = new HashSet<>(all.stream().sorted(byCost.reversed()).limit(SHOWN).toList());
    return all.stream().filter(most::contains).toList();
  }

  private static String count(long number) {
    return "%,d".formatted(number);
  }

  private static String micros(long nanos) {
    return "%,.1f".formatted(nanos / NANOS_PER_MICRO);
  }

  private static String millis(long nanos) {
    return "%,.3f".formatted(nanos / NANOS_PER_MICRO / 1_000);
  }
}
