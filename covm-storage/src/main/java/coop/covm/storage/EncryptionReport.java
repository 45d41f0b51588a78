package coop.covm.storage;

/**
 * What encrypting did to what was there.
 *
 * @param commits how many commits were rewritten
 */
public record EncryptionReport(long commits) {
  static final EncryptionReport NOTHING = new EncryptionReport(0);
}
