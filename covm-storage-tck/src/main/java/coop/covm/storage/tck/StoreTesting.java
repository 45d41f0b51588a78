package coop.covm.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import coop.covm.error.CovmException;
import coop.covm.error.ErrorCode;
import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.Store;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** What all themes of the suite share: a fresh place, stores that are closed, short words. */
public abstract class StoreTesting {
  private final List<AutoCloseable> opened = new ArrayList<>();

  /** A new, empty place. */
  protected abstract BackendPlace newPlace();

  @AfterEach
  final void closeWhatWasOpened() throws Exception {
    for (AutoCloseable resource : opened.reversed()) {
      resource.close();
    }
  }

  /** Closes it after the test, the last one first. */
  final <T extends AutoCloseable> T closing(T resource) {
    opened.add(resource);
    return resource;
  }

  final Store newStore() {
    return open(newPlace());
  }

  final Store open(BackendPlace place) {
    return open(place, OpenMode.CREATE);
  }

  final Store open(BackendPlace place, OpenMode mode) {
    return closing(Store.over(place.open(mode), mode, InstantSource.system()));
  }

  final Session session(Store store) {
    return closing(store.session(options("alice")));
  }

  final StorageTransaction begin(Store store) {
    return closing(store.begin(options("alice")));
  }

  static SessionOptions options(String principal) {
    return new SessionOptions(
        Optional.of(principal), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }

  static void put(Store store, String key, Value value) {
    try (StorageTransaction transaction = store.begin(options("setup"))) {
      transaction.set(key(key), value);
      transaction.commit();
    }
  }

  static void remove(Store store, String key) {
    try (StorageTransaction transaction = store.begin(options("setup"))) {
      transaction.delete(key(key));
      transaction.commit();
    }
  }

  static void add(Store store, String key, Value amount) {
    try (StorageTransaction transaction = store.begin(options("setup"))) {
      transaction.increment(key(key), amount);
      transaction.commit();
    }
  }

  static Optional<Value> read(Store store, String key) {
    try (StorageTransaction transaction = store.begin(options("reader"))) {
      return transaction.get(key(key));
    }
  }

  static Key key(String text) {
    return Key.parse(text);
  }

  static List<Key> keys(String... texts) {
    return List.of(texts).stream().map(Key::parse).toList();
  }

  static KeyPrefix prefix(String text) {
    return KeyPrefix.parse(text);
  }

  static Value number(double value) {
    return NumberValue.of(value);
  }

  static Value text(String value) {
    return StringValue.of(value);
  }

  /** Runs the call, which must fail with this code; gives the exception. */
  static CovmException assertFails(ErrorCode code, ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(CovmException.class);
    assertThat(((CovmException) thrown).code()).isEqualTo(code);
    return (CovmException) thrown;
  }
}
