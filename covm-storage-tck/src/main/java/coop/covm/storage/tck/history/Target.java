package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyCursor;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.Session;
import coop.covm.storage.StorageTransaction;
import coop.covm.storage.StoreView;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;

/** One of the ways of the public API to look at a store: the workers try them all. */
sealed interface Target {
  Optional<Value> get(Key key);

  boolean contains(Key key);

  List<Key> listKeys(KeyPrefix prefix);

  KeyCursor keys(KeyPrefix prefix, Optional<Key> after);

  Optional<Value> getAt(Key key, long revision);

  /** A target that can be changed as well. */
  sealed interface Writable extends Target {
    void set(Key key, Value value);

    void delete(Key key);

    void increment(Key key, Value amount);
  }

  /** A transaction of its own. */
  record OfTransaction(StorageTransaction transaction) implements Writable {
    @Override
    public Optional<Value> get(Key key) {
      return transaction.get(key);
    }

    @Override
    public boolean contains(Key key) {
      return transaction.contains(key);
    }

    @Override
    public List<Key> listKeys(KeyPrefix prefix) {
      return transaction.listKeys(prefix);
    }

    @Override
    public KeyCursor keys(KeyPrefix prefix, Optional<Key> after) {
      return transaction.keys(prefix, after);
    }

    @Override
    public Optional<Value> getAt(Key key, long revision) {
      return transaction.getAt(key, revision);
    }

    @Override
    public void set(Key key, Value value) {
      transaction.set(key, value);
    }

    @Override
    public void delete(Key key) {
      transaction.delete(key);
    }

    @Override
    public void increment(Key key, Value amount) {
      transaction.increment(key, amount);
    }
  }

  /** A session, in a transaction or outside. */
  record OfSession(Session session) implements Writable {
    @Override
    public Optional<Value> get(Key key) {
      return session.get(key);
    }

    @Override
    public boolean contains(Key key) {
      return session.contains(key);
    }

    @Override
    public List<Key> listKeys(KeyPrefix prefix) {
      return session.listKeys(prefix);
    }

    @Override
    public KeyCursor keys(KeyPrefix prefix, Optional<Key> after) {
      return session.keys(prefix, after);
    }

    @Override
    public Optional<Value> getAt(Key key, long revision) {
      return session.getAt(key, revision);
    }

    @Override
    public void set(Key key, Value value) {
      session.set(key, value);
    }

    @Override
    public void delete(Key key) {
      session.delete(key);
    }

    @Override
    public void increment(Key key, Value amount) {
      session.increment(key, amount);
    }
  }

  /** A view, the newest or a former one. */
  record OfView(StoreView view) implements Target {
    @Override
    public Optional<Value> get(Key key) {
      return view.get(key);
    }

    @Override
    public boolean contains(Key key) {
      return view.contains(key);
    }

    @Override
    public List<Key> listKeys(KeyPrefix prefix) {
      return view.listKeys(prefix);
    }

    @Override
    public KeyCursor keys(KeyPrefix prefix, Optional<Key> after) {
      return view.keys(prefix, after);
    }

    @Override
    public Optional<Value> getAt(Key key, long revision) {
      return view.getAt(key, revision);
    }
  }
}
