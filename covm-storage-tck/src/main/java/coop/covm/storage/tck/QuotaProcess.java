package coop.covm.storage.tck;

import coop.covm.storage.OpenMode;
import coop.covm.storage.Store;

/**
 * Changes keys below quotas without end, prints "working" when it has begun. Arguments: the URL of
 * the store, the seed.
 */
final class QuotaProcess {
  private QuotaProcess() {}

  public static void main(String[] arguments) throws Exception {
    Store store = Store.open(arguments[0], OpenMode.CREATE);
    long seed = Long.parseLong(arguments[1]);
    for (int round = 0; ; round++) {
      new QuotaCampaign(store).run(seed + 100L * round, 200);
      if (round == 0) {
        System.out.println("working");
        System.out.flush();
      }
    }
  }
}
