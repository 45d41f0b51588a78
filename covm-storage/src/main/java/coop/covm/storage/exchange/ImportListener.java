package coop.covm.storage.exchange;

/** Is told how far an import has come, often; it must be quick and not throw. */
public interface ImportListener {
  /** Nobody listens. */
  ImportListener NONE =
      new ImportListener() {
        @Override
        public void checked(long bytes, long of) {}

        @Override
        public void imported(long steps, long of) {}
      };

  /**
   * So many bytes were checked; nothing has been changed yet.
   *
   * @param of how many there are
   */
  void checked(long bytes, long of);

  /**
   * So many keys, or versions of keys, are stored.
   *
   * @param of how many there are
   */
  void imported(long steps, long of);
}
