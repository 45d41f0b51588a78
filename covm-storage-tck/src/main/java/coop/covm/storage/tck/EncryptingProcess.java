package coop.covm.storage.tck;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;
import coop.covm.storage.StoreOptions;
import coop.covm.storage.encryption.MasterKeys;
import java.util.List;

/**
 * Encrypts a namespace, then changes its keys without end, beside a thread that writes below it and
 * prints each number that is stored. Arguments: the URL of the store, the text of the master key,
 * the first number.
 */
final class EncryptingProcess {
  static final String KEY = "org/acme/number";
  static final KeyPrefix NAMESPACE = KeyPrefix.parse("org/acme");

  private EncryptingProcess() {}

  public static void main(String[] arguments) throws Exception {
    MasterKeys keys = MasterKeys.of(arguments[1], "the test");
    Store store =
        Store.open(arguments[0], OpenMode.CREATE, StoreOptions.STANDARD.withMasterKeys(keys));
    int first = Integer.parseInt(arguments[2]);
    Thread.ofPlatform()
        .start(() -> {
          for (int number = first; ; number++) {
            StoreTesting.put(store, KEY, StoreTesting.number(number));
            System.out.println(number);
          }
        });
    store.encryption().encrypt(NAMESPACE, StoreTesting.options("admin"));
    while (true) {
      store.encryption().rotate(List.of(NAMESPACE), StoreTesting.options("admin"));
    }
  }
}
