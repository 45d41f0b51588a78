package coop.covm.storage.exchange;

import coop.covm.storage.Caller;
import coop.covm.storage.ImportCheck;
import coop.covm.storage.ImportMark;
import coop.covm.storage.ImportTransaction;
import coop.covm.storage.Key;
import coop.covm.storage.Store;
import coop.covm.storage.exchange.ImportOptions.Existing;
import coop.covm.storage.log.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Imports an export: first all of it is checked (form, keys, order, digest; what the caller may do;
 * keys that have a value; quotas), and only then something is changed, in one transaction, or in
 * parts. An import in parts that was interrupted goes on where it ended when it is called again
 * with the same file. Memory is that of one part. For use by one thread, once.
 *
 * <p>The caller's rights are asked for each key, and nothing under {@code system/} is imported.
 */
public final class Import {
  private final Store store;
  private final Caller caller;
  private final ImportFile file;
  private final ImportOptions options;
  private final ImportListener listener;

  /**
   * @param listener told how far it has come
   */
  public Import(
      Store store, Caller caller, ImportFile file, ImportOptions options, ImportListener listener) {
    this.store = store;
    this.caller = caller;
    this.file = file;
    this.options = options;
    this.listener = listener;
  }

  /** What was checked. */
  private record Checked(
      ImportFile.State state, Digest source, long keys, long done, long set, long kept) {
    ImportReport report(long nowSet, long nowKept, long commits, OptionalLong revision) {
      return new ImportReport(source, keys, done, nowSet, nowKept, commits, revision);
    }
  }

  /**
   * Says what {@link #run} would do now, and changes nothing.
   *
   * @throws ExchangeException as {@link #run}
   * @throws coop.covm.storage.StorageException as {@link #run}
   * @throws IOException if the file cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public ImportReport check() throws IOException, InterruptedException {
    Checked checked = checked();
    return checked.report(checked.set, checked.kept, 0, OptionalLong.empty());
  }

  /**
   * Imports. After an exception nothing was changed, except when importing in parts: then what was
   * committed stays, and the next call goes on behind it.
   *
   * @throws ExchangeException {@code NotAnExport}, {@code ExportVersion}, {@code InvalidEntry},
   *     {@code ExportDamaged}, {@code ImportKeyExists}, {@code ImportTooLarge}, {@code
   *     ImportBegunOtherwise}; {@code SourceChanged} if the file was changed meanwhile
   * @throws coop.covm.storage.StorageException {@code AccessDenied}, {@code QuotaExceeded}; {@code
   *     StoreReadOnly}; {@code TransactionConflict} if others changed the same keys again and
   *     again; as of a commit
   * @throws IOException if the file cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public ImportReport run() throws IOException, InterruptedException {
    Checked checked = checked();
    if (checked.done == checked.keys && checked.done > 0) {
      return checked.report(0, 0, 0, OptionalLong.empty());
    }
    return new Pass(checked).run();
  }

  private Checked checked() throws IOException, InterruptedException {
    ImportFile.State state = file.state();
    long done = done();
    try (ImportReader reader = ImportReader.open(file, options.into());
        ImportCheck check = store.imports().check(caller)) {
      long set = 0;
      long kept = 0;
      long bytes = 0;
      for (Optional<ImportStep> next = reader.next(); next.isPresent(); next = reader.next()) {
        ImportStep step = next.get();
        bytes += step.bytes();
        if (options.batch().isEmpty()) {
          checkFits(reader.keys(), bytes);
        }
        if (reader.keys() > done) {
          boolean keeps = keeps(check, step);
          set += keeps ? 0 : 1;
          kept += keeps ? 1 : 0;
        }
        listener.checked(reader.bytes(), state.bytes());
      }
      check.checkQuotas();
      return new Checked(state, reader.sha256(), reader.keys(), done, set, kept);
    }
  }

  /** Checks a key; true if it is left as it is. */
  private boolean keeps(ImportCheck check, ImportStep step) {
    check.checkMaySet(step.key());
    boolean exists = options.existing() != Existing.REPLACE && check.contains(step.key());
    if (!exists) {
      check.count(step.key(), step.value());
      return false;
    }
    if (options.existing() == Existing.REFUSE) {
      throw exists(step);
    }
    return true;
  }

  /** How many keys an earlier import of this file has stored. */
  private long done() throws IOException {
    Optional<Digest> claimed = options.restart() ? Optional.empty() : file.claimedDigest();
    Optional<ImportMark> mark = claimed.flatMap(source -> store.imports().mark(source, caller));
    if (mark.isEmpty() || (mark.get().complete() && options.batch().isEmpty())) {
      return 0; // what was imported in parts and is complete may be imported anew as a whole
    }
    if (options.batch().isEmpty()) {
      throw begunOtherwise(mark.get(), "in parts; go on with --batch N");
    }
    if (!mark.get().manner().equals(options.manner())) {
      throw begunOtherwise(
          mark.get(), "with other options (%s); repeat those".formatted(mark.get().manner()));
    }
    return mark.get().done();
  }

  private ExchangeException begunOtherwise(ImportMark mark, String how) {
    return new ExchangeException(
        ExchangeError.BEGUN_OTHERWISE,
        Place.of(file.name()),
        "%,d of its keys were imported before, %s, or begin anew with --restart"
            .formatted(mark.done(), how));
  }

  private void checkFits(long keys, long bytes) {
    if (keys > ImportOptions.TRANSACTION_KEYS
        || (keys > 1 && bytes > ImportOptions.TRANSACTION_BYTES)) {
      throw new ExchangeException(
          ExchangeError.IMPORT_TOO_LARGE,
          Place.of(file.name()),
          "one transaction takes %,d keys and %,d bytes of lines, and this export has more; --batch 10000 imports it in parts, and goes on where it ended if it is interrupted"
              .formatted(ImportOptions.TRANSACTION_KEYS, ImportOptions.TRANSACTION_BYTES));
    }
  }

  private static ExchangeException exists(ImportStep step) {
    return new ExchangeException(
        ExchangeError.KEY_EXISTS,
        step.place(),
        "%s has a value already; --replace gives it the imported one, --keep leaves it as it is"
            .formatted(step.key()));
  }

  /** Goes through the file again and changes the store. */
  private final class Pass {
    private final Checked checked;
    private final ImportParts parts;
    private final List<ImportStep> steps = new ArrayList<>();
    private long bytes;
    private long done;
    private long set;
    private long kept;
    private long keptOfPart;
    private long commits;
    private OptionalLong revision = OptionalLong.empty();

    Pass(Checked checked) {
      this.checked = checked;
      this.parts = new ImportParts(store, caller, checked.source);
      this.done = checked.done;
    }

    ImportReport run() throws IOException, InterruptedException {
      try (ImportReader reader = ImportReader.open(file, options.into())) {
        for (Optional<ImportStep> next = reader.next(); next.isPresent(); next = reader.next()) {
          if (reader.keys() > checked.done) {
            add(next.get());
          }
        }
        if (!reader.sha256().equals(checked.source)) {
          throw changed();
        }
        if (!steps.isEmpty()) {
          commit();
        }
        return checked.report(set, kept, commits, revision);
      }
    }

    private void add(ImportStep step) throws IOException {
      boolean full =
          options.batch().isPresent()
              && (steps.size() == options.batch().getAsInt()
                  || (!steps.isEmpty() && bytes + step.bytes() > ImportOptions.TRANSACTION_BYTES));
      if (full) {
        commit();
      }
      steps.add(step);
      bytes += step.bytes();
      if (options.batch().isEmpty()) {
        checkFits(steps.size(), bytes); // the file may have grown since it was checked
      }
    }

    private void commit() throws IOException {
      if (!file.state().equals(checked.state)) {
        throw changed();
      }
      long reached = done + steps.size();
      Optional<ImportMark> mark =
          options.batch().isPresent()
              ? Optional.of(new ImportMark(options.manner(), reached, reached == checked.keys))
              : Optional.empty();
      OptionalLong commit = parts.commit(Map.of(), mark, this::apply);
      if (commit.isPresent()) {
        commits++;
        revision = commit;
      }
      done = reached;
      kept += keptOfPart;
      set += steps.size() - keptOfPart;
      steps.clear();
      bytes = 0;
      listener.imported(done, checked.keys);
    }

    private void apply(ImportTransaction transaction) {
      keptOfPart = 0;
      for (ImportStep step : steps) {
        if (keeps(transaction, step)) {
          keptOfPart++;
        } else {
          transaction.set(step.key(), step.value());
        }
      }
    }

    private boolean keeps(ImportTransaction transaction, ImportStep step) {
      Key key = step.key();
      if (options.existing() == Existing.REPLACE || !transaction.contains(key)) {
        return false;
      }
      if (options.existing() == Existing.REFUSE) {
        throw exists(step);
      }
      return true;
    }

    private ExchangeException changed() {
      return new ExchangeException(
          ExchangeError.SOURCE_CHANGED,
          Place.of(file.name()),
          "the file was changed while it was imported%s"
              .formatted(
                  commits == 0
                      ? "; nothing was imported"
                      : ", of which %,d keys are stored".formatted(done)));
    }
  }
}
