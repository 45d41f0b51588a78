package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.storage.AuditFilter;
import coop.covm.storage.CommitKind;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.KeyScope;
import coop.covm.storage.StoreView;
import coop.covm.storage.log.CommitRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Which commits an audit command is about.
 *
 * @param since the first; empty for the first of all
 * @param until the last; empty for the newest
 */
record AuditRange(Optional<When> since, Optional<When> until, AuditFilter filter) {
  private static final String SINCE = "--since";
  private static final String UNTIL = "--until";
  private static final String BY = "--by";
  private static final String PROGRAM = "--program";
  private static final String KIND = "--kind";

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addPositional(
            Usage.optionalParameter(
                0, "PREFIX", "Only commits that change a key below this prefix. [all]"))
        .addOption(Usage.option(SINCE, "WHEN", "From this revision or time on. [the first]"))
        .addOption(Usage.option(UNTIL, "WHEN", "Up to this revision or time. [the newest]"))
        .addOption(Usage.option(BY, "ID", "Only commits of this member."))
        .addOption(
            Usage.option(PROGRAM, "DIGEST", "Only commits of the program whose SHA-256 begins so."))
        .addOption(Usage.choice(KIND, "KIND", kindLabels(), "Only these: " + kinds() + "."));
  }

  /**
   * @throws CommandException {@code Usage} for what is no point in a history, no digest, no kind
   * @throws coop.covm.storage.StorageException {@code InvalidKey} for the prefix or the member
   */
  static AuditRange of(ParseResult arguments) {
    KeyScope scope = new KeyScope(StoreOption.namespace(arguments));
    String prefix = Usage.text(arguments, 0);
    Optional<KeyPrefix> below =
        prefix.isEmpty() ? scope.namespace() : Optional.of(scope.prefix(prefix));
    AuditFilter filter =
        new AuditFilter(
            below,
            Usage.givenText(arguments, BY).map(KeyScope::checkSegment),
            Usage.givenText(arguments, PROGRAM).map(AuditRange::digits),
            Usage.givenText(arguments, KIND).map(AuditRange::kind));
    return new AuditRange(When.given(arguments, SINCE), When.given(arguments, UNTIL), filter);
  }

  private static String digits(String text) {
    if (!text.matches("[0-9a-f]{4,64}")) {
      throw CommandException.usage(
          "%s takes 4 to 64 lower-case hex digits, not '%s'".formatted(PROGRAM, text));
    }
    return text;
  }

  private static CommitKind kind(String text) {
    return CommitKind.parse(text)
        .orElseThrow(
            () -> CommandException.usage("%s takes %s, not '%s'".formatted(KIND, kinds(), text)));
  }

  private static String kinds() {
    return String.join(", ", kindLabels());
  }

  private static List<String> kindLabels() {
    return Arrays.stream(CommitKind.values()).map(CommitKind::label).toList();
  }

  /** Tells each commit, as far as it may be seen, in order. */
  void forEach(StoreView view, Consumer<CommitRecord> consumer) {
    long last =
        Math.min(until.map(it -> it.revision(view)).orElse(view.revision()), view.revision());
    for (long revision = Math.max(1, since.map(it -> it.first(view)).orElse(1L));
        revision <= last;
        revision++) {
      view.visibleCommit(revision).filter(filter::matches).ifPresent(consumer);
    }
  }
}
