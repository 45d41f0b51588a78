package coop.covm.storage.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.conscrypt.Conscrypt;

/**
 * Whose code makes and verifies signatures in this process. The platform's is there at once and
 * takes over half a millisecond each; native code takes a tenth of a second and more to load, and
 * then a fortieth of that. So after the first few a thread begins to load the native code, and it
 * is used as soon as it is there. Amazon's Corretto Crypto Provider comes first, where the class
 * path has it and it knows this machine; then Conscrypt; where neither works, the platform's code
 * goes on. Native code is trusted only once it has signed just what the platform signs: an Ed25519
 * signature (RFC 8032) is determined by key and message.
 */
final class QuickProvider {
  static final String ALGORITHM = "Ed25519";

  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
  private static final int FIRST_FEW = 40;

  private static final Provider PLATFORM = Security.getProviders("Signature." + ALGORITHM)[0];
  private static final AtomicInteger USES = new AtomicInteger();
  private static volatile Provider quickest = PLATFORM;

  /** Done once the native code is in use, or none is there. */
  static final FutureTask<?> LOADING = new FutureTask<>(QuickProvider::load, null);

  private QuickProvider() {}

  /** The quickest that is there now; counts as a use. Never waits. */
  static Provider now() {
    if (USES.get() < FIRST_FEW && USES.incrementAndGet() == FIRST_FEW) {
      Thread loading = new Thread(LOADING, "covm-signatures");
      loading.setDaemon(true); // a process that ends meanwhile needs no signatures
      loading.start();
    }
    return quickest;
  }

  static Provider platform() {
    return PLATFORM;
  }

  private static void load() {
    candidates().stream()
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .filter(QuickProvider::isSound)
        .findFirst()
        .ifPresent(provider -> quickest = provider);
  }

  /** The quickest first. */
  static List<Supplier<Optional<Provider>>> candidates() {
    return List.of(QuickProvider::corretto, QuickProvider::conscrypt);
  }

  private static Optional<Provider> corretto() {
    return ServiceLoader.load(Provider.class, QuickProvider.class.getClassLoader()).stream()
        .filter(provider -> provider.type().getName().equals(CORRETTO))
        .findFirst()
        .map(ServiceLoader.Provider::get);
  }

  private static Optional<Provider> conscrypt() {
    return Conscrypt.isAvailable() ? Optional.of(Conscrypt.newProvider()) : Optional.empty();
  }

  /** Whether it signs as the platform does, and verifies that and nothing else. */
  static boolean isSound(Provider provider) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      byte[] message = {1, 2, 3};
      byte[] signature = signed(PLATFORM, pair, message);
      boolean alike = Arrays.equals(signature, signed(provider, pair, message));
      return alike
          && isVerified(provider, pair, message, signature)
          && !isVerified(provider, pair, new byte[] {1, 2, 4}, signature);
    } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
      return false; // it does not know Ed25519, or not this machine
    }
  }

  private static byte[] signed(Provider provider, KeyPair pair, byte[] message)
      throws GeneralSecurityException {
    Signature engine = Signature.getInstance(ALGORITHM, provider);
    engine.initSign(pair.getPrivate());
    engine.update(message);
    return engine.sign();
  }

  private static boolean isVerified(
      Provider provider, KeyPair pair, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature engine = Signature.getInstance(ALGORITHM, provider);
    engine.initVerify(pair.getPublic());
    engine.update(message);
    return engine.verify(signature);
  }
}
