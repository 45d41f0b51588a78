package coop.covm.storage.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.Caller;
import coop.covm.storage.ImportCheck;
import coop.covm.storage.ImportMark;
import coop.covm.storage.ImportTransaction;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Quota;
import coop.covm.storage.Store;
import coop.covm.storage.exchange.PlainFile.UnusableException;
import coop.covm.storage.log.Digest;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports a directory that the original icn-covm wrote (its file storage). Namespace {@code a/b}
 * and key {@code k} become the key {@code INTO/a/b/k}. Each version of a key becomes a commit, in
 * the order of their times, which states author, time and number of the version as parameters of
 * its run; quotas of namespaces become quotas; lines of audit logs become values under {@code
 * INTO/icn-covm:audit}. All of the directory is checked before anything is changed; an import that
 * was interrupted goes on where it ended when it is called again. For use by one thread, once.
 *
 * <p>The original neither checked nor forced what it wrote, so versions may be listed and lost.
 * Such findings end the import before it changes anything, unless they are to be left out.
 */
public final class IcnCovmImport {
  private static final String NAMESPACES = "namespaces";
  private static final String AUDIT_LOGS = "audit_logs";
  private static final Comparator<IcnCovmStep.OfVersion> BY_TIME =
      Comparator.comparingLong(IcnCovmStep.OfVersion::orderSeconds)
          .thenComparing(IcnCovmStep.OfVersion::key)
          .thenComparingLong(step -> step.version().number());

  private final Store store;
  private final Caller caller;
  private final Path directory;
  private final KeyPrefix into;
  private final boolean restart;
  private final ImportListener listener;
  private final List<IcnCovmStep> steps = new ArrayList<>();
  private @Nullable IcnCovmPlan plan;

  /**
   * @param into where all of it goes
   * @param restart whether an earlier import of the same directory is not gone on with
   * @param listener told how far it has come, in versions
   * @throws IllegalArgumentException if it would go under {@code system/}
   */
  public IcnCovmImport(
      Store store,
      Caller caller,
      Path directory,
      KeyPrefix into,
      boolean restart,
      ImportListener listener) {
    if (into.isSystem()) {
      throw new IllegalArgumentException("no import changes what lies under system/");
    }
    this.store = store;
    this.caller = caller;
    this.directory = directory;
    this.into = into;
    this.restart = restart;
    this.listener = listener;
  }

  /**
   * Reads all of the directory, asks the store about it, and changes nothing.
   *
   * @throws ExchangeException {@code NotAnExport} if there is no such directory; {@code
   *     ImportKeyExists} if a key that would come has a value; {@code ImportTooLarge}
   * @throws coop.covm.storage.StorageException {@code AccessDenied}, {@code QuotaExceeded}
   * @throws IOException if a directory cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public IcnCovmPlan plan() throws IOException, InterruptedException {
    IcnCovmFindings findings = new IcnCovmFindings(directory);
    IcnCovmDirectory namespaces = new IcnCovmDirectory(into, findings);
    namespaces.read(namespaces());
    IcnCovmAudit audit = new IcnCovmAudit(into, findings);
    if (Files.isDirectory(directory.resolve(AUDIT_LOGS), LinkOption.NOFOLLOW_LINKS)) {
      audit.read(directory.resolve(AUDIT_LOGS));
    }
    namespaces.versions().sort(BY_TIME);
    steps.addAll(namespaces.versions());
    steps.addAll(audit.steps());
    steps.addAll(namespaces.quotas());
    Digest source = source();
    long before =
        restart ? 0 : store.imports().mark(source, caller).map(ImportMark::done).orElse(0L);
    checkStore(before);
    IcnCovmPlan made =
        new IcnCovmPlan(
            source,
            namespaces.keys(),
            namespaces.versions().size(),
            namespaces.quotas().size(),
            audit.lines(),
            before,
            findings.first(),
            findings.count(),
            notTaken());
    plan = made;
    return made;
  }

  /**
   * Imports what was planned, a commit a version. After an exception what was committed stays, and
   * the next call goes on behind it.
   *
   * @param leaveOut whether what was found that cannot be imported is left out
   * @return the revision of the last commit; empty if there was nothing to do
   * @throws ExchangeException {@code InvalidEntry} if something was found and nothing is to be left
   *     out, before anything is changed; {@code SourceChanged} if the directory was changed
   *     meanwhile; {@code ImportKeyExists}
   * @throws coop.covm.storage.StorageException as of a commit; {@code StoreReadOnly}
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalStateException if nothing was planned
   */
  public OptionalLong run(boolean leaveOut) throws IOException, InterruptedException {
    IcnCovmPlan planned = plan;
    if (planned == null) {
      throw new IllegalStateException("plan() comes before run()");
    }
    if (!planned.findings().isEmpty() && !leaveOut) {
      throw found(planned);
    }
    ImportParts parts = new ImportParts(store, caller, planned.source());
    OptionalLong revision = OptionalLong.empty();
    for (int i = (int) planned.before(); i < steps.size(); i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      ImportMark mark = new ImportMark(manner(), i + 1, i + 1 == steps.size());
      OptionalLong commit = commit(parts, steps.get(i), mark);
      revision = commit.isPresent() ? commit : revision;
      listener.imported(i + 1, steps.size());
    }
    return revision;
  }

  private static ExchangeException found(IcnCovmPlan plan) {
    IcnCovmPlan.Finding first = plan.findings().getFirst();
    return new ExchangeException(
        ExchangeError.INVALID_ENTRY,
        first.place(),
        "%s; found in all: %,d; --skip-damaged imports the rest"
            .formatted(first.message(), plan.findingCount()));
  }

  private Path namespaces() {
    Path namespaces = directory.resolve(NAMESPACES);
    if (!Files.isDirectory(namespaces, LinkOption.NOFOLLOW_LINKS)) {
      throw new ExchangeException(
          ExchangeError.NOT_AN_EXPORT,
          Place.of(directory.toString()),
          "this is no file storage of the original icn-covm: there is no directory '%s' in it"
              .formatted(NAMESPACES));
    }
    return namespaces;
  }

  private String manner() {
    return "icn-covm, into " + into;
  }

  private Digest source() {
    RunningDigest digest = new RunningDigest();
    digest.add((manner() + "\n").getBytes(UTF_8));
    steps.forEach(step -> digest.add((step.identity() + "\n").getBytes(UTF_8)));
    return digest.end();
  }

  private void checkStore(long before) throws IOException {
    Map<Key, IcnCovmStep.OfVersion> newest = new HashMap<>();
    try (ImportCheck check = store.imports().check(caller)) {
      for (int i = 0; i < steps.size(); i++) {
        switch (steps.get(i)) {
          case IcnCovmStep.OfVersion step -> {
            if (i >= before) {
              check.checkMaySet(step.key());
              if (step.first() && check.contains(step.key())) {
                throw exists(step);
              }
              newest.put(step.key(), step);
            }
          }
          case IcnCovmStep.OfAudit step -> {
            if (i >= before) {
              check.checkMaySet(Key.parse(step.below() + "/0"));
            }
          }
          case IcnCovmStep.OfQuota step -> {
            if (i >= before) {
              check.checkMaySetQuota(step.namespace());
            }
          }
        }
      }
      for (IcnCovmStep.OfVersion step : newest.values()) {
        check.count(step.key(), value(step));
      }
      check.checkQuotas();
    }
  }

  private OptionalLong commit(ImportParts parts, IcnCovmStep step, ImportMark mark)
      throws IOException {
    return switch (step) {
      case IcnCovmStep.OfVersion version -> {
        Value value = value(version);
        yield parts.commit(
            facts(version), Optional.of(mark), transaction -> set(transaction, version, value));
      }
      case IcnCovmStep.OfAudit audit -> {
        Map<Key, Value> values = IcnCovmAudit.values(audit);
        if (values == null) {
          throw changed(audit.file());
        }
        yield parts.commit(
            facts(), Optional.of(mark), transaction -> values.forEach(transaction::set));
      }
      case IcnCovmStep.OfQuota quota ->
          parts.commit(
              facts(),
              Optional.of(mark),
              transaction ->
                  transaction.setQuota(
                      quota.namespace(),
                      new Quota(OptionalLong.empty(), OptionalLong.of(quota.bytes()))));
    };
  }

  private static void set(ImportTransaction transaction, IcnCovmStep.OfVersion step, Value value) {
    if (step.first() && transaction.contains(step.key())) {
      throw exists(step);
    }
    transaction.set(step.key(), value);
  }

  private static Value value(IcnCovmStep.OfVersion step) throws IOException {
    try {
      byte[] bytes = PlainFile.bytes(step.file(), IcnCovmValue.MOST_BYTES);
      if (Digest.sha256(bytes).equals(step.content())) {
        return IcnCovmValue.read(bytes);
      }
    } catch (UnusableException e) {
      // It was a value before.
    }
    throw changed(step.file());
  }

  private static Map<String, Value> facts() {
    return new LinkedHashMap<>(Map.of("import", StringValue.of("icn-covm")));
  }

  private static Map<String, Value> facts(IcnCovmStep.OfVersion step) {
    Map<String, Value> facts = facts();
    facts.put("author", StringValue.of(step.version().author()));
    facts.put("time", NumberValue.of((double) step.version().timeSeconds()));
    facts.put("version", NumberValue.of((double) step.version().number()));
    return facts;
  }

  private static ExchangeException exists(IcnCovmStep.OfVersion step) {
    return new ExchangeException(
        ExchangeError.KEY_EXISTS,
        Place.of(step.directory().toString()),
        "%s has a value already; import into another namespace with --into".formatted(step.key()));
  }

  private static ExchangeException changed(Path file) {
    return new ExchangeException(
        ExchangeError.SOURCE_CHANGED,
        Place.of(file.toString()),
        "the file was changed while it was imported; what was imported before stays");
  }

  private List<String> notTaken() throws IOException {
    List<String> notTaken = new ArrayList<>();
    if (holdsSomething("accounts")) {
      notTaken.add(
          "accounts: a store has quotas of namespaces, not of members; covm identity create makes members");
    }
    if (holdsSomething("transactions")) {
      notTaken.add("transactions: they are what the original had not finished");
    }
    try (Stream<Path> children = Files.list(directory)) {
      children
          .map(child -> String.valueOf(child.getFileName()))
          .filter(
              name -> !Set.of(NAMESPACES, AUDIT_LOGS, "accounts", "transactions").contains(name))
          .sorted()
          .forEach(name -> notTaken.add(name + ": it is no part of a file storage"));
    }
    return notTaken;
  }

  private boolean holdsSomething(String name) throws IOException {
    Path child = directory.resolve(name);
    if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> children = Files.list(child)) {
      return children.findAny().isPresent();
    }
  }
}
