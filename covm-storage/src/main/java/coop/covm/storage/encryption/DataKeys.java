package coop.covm.storage.encryption;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.CanonicalJson;
import coop.covm.value.ListValue;
import coop.covm.value.StringValue;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that the values of a namespace are encrypted with: a keyset of Google Tink, whose
 * primary key encrypts, and whose others decrypt what was encrypted before the last change of keys.
 * Each is a key for AES-256-GCM. Safe for use by any number of threads.
 */
public final class DataKeys {
  private static final String FORMAT = "covm data keys/1";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeysetHandle keys;
  private final Aead aead;

  private DataKeys(KeysetHandle keys) throws GeneralSecurityException {
    this.keys = keys;
    this.aead = Tinks.aead(keys);
  }

  /**
   * One new key.
   *
   * @param taken ids of keys that the new one must not have, such as those of other namespaces
   */
  public static DataKeys create(Set<Integer> taken) {
    return withNewPrimary(Tinks.newKeys(), taken);
  }

  /** These keys, and a new one that encrypts from now on. */
  public DataKeys withNewPrimary(Set<Integer> taken) {
    return withNewPrimary(
        KeysetHandle.newBuilder(keys).setConfiguration(Tinks.CONFIGURATION), taken);
  }

  private static DataKeys withNewPrimary(KeysetHandle.Builder builder, Set<Integer> taken) {
    try {
      int id;
      do {
        id = RANDOM.nextInt();
      } while (taken.contains(id));
      return new DataKeys(
          builder.addEntry(Tinks.newDataKey().withFixedId(id).makePrimary()).build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no data key can be made: " + e.getMessage(), e);
    }
  }

  /** The key that encrypts, without the others. */
  @AccessesPartialKey // to a set of Tink's again
  public DataKeys primaryOnly() {
    try {
      KeysetHandle.Entry primary = keys.getPrimary();
      return new DataKeys(
          Tinks.newKeys()
              .addEntry(
                  KeysetHandle.importKey(primary.getKey())
                      .withFixedId(primary.getId())
                      .makePrimary())
              .build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The id of the key that encrypts. */
  public int primaryId() {
    return keys.getPrimary().getId();
  }

  /** The ids of all keys. */
  public Set<Integer> ids() {
    Set<Integer> ids = new TreeSet<>();
    for (int i = 0; i < keys.size(); i++) {
      ids.add(keys.getAt(i).getId());
    }
    return ids;
  }

  /**
   * Encrypts with the primary key, under a new random nonce.
   *
   * @param context authenticated, not encrypted
   */
  public byte[] encrypt(byte[] plain, byte[] context) {
    try {
      return aead.encrypt(plain, context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encrypting failed: " + e.getMessage(), e);
    }
  }

  /**
   * Decrypts what {@link #encrypt} gave.
   *
   * @throws GeneralSecurityException if it is not authentic, in this context, under these keys
   */
  public byte[] decrypt(byte[] bytes, byte[] context) throws GeneralSecurityException {
    return aead.decrypt(bytes, context);
  }

  /** The keys for a store to keep; {@link #unwrap} undoes it. */
  public WrappedKeys wrap(MasterKey master, KeyPrefix namespace) {
    try {
      byte[] keyset =
          TinkProtoKeysetFormat.serializeEncryptedKeyset(
              keys, Tinks.aead(master), context(namespace), Tinks.CONFIGURATION);
      return new WrappedKeys(master.id(), Base64.getEncoder().encodeToString(keyset));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("wrapping data keys failed: " + e.getMessage(), e);
    }
  }

  /**
   * Reads what a store keeps.
   *
   * @throws GeneralSecurityException if they were changed, are those of another namespace, or not
   *     of this master key
   */
  public static DataKeys unwrap(WrappedKeys wrapped, MasterKey master, KeyPrefix namespace)
      throws GeneralSecurityException {
    try {
      byte[] keyset = Base64.getDecoder().decode(wrapped.keyset());
      return new DataKeys(
          TinkProtoKeysetFormat.parseEncryptedKeyset(
              keyset, Tinks.aead(master), context(namespace), Tinks.CONFIGURATION));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static byte[] context(KeyPrefix namespace) {
    return CanonicalJson.utf8(
        ListValue.of(StringValue.of(FORMAT), StringValue.of(namespace.toString())));
  }
}
