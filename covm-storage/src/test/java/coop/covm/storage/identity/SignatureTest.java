package coop.covm.storage.identity;

import static coop.covm.storage.identity.IdentityVectors.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.covm.storage.identity.IdentityVectors.Vector;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys and signatures are those of RFC 8032, whichever code computes them. */
final class SignatureTest {
  /** The order of the group, and the prime of the field. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** More than the platform's code alone is used for. */
  private static final int TIMES = 60;

  @Test
  void theVectorsOfTheStandardComeOut() throws Exception {
    List<SigningKey> keys = IdentityVectors.RFC_8032.stream().map(Vector::signingKey).toList();
    for (int i = 0; i < TIMES; i++) {
      theVectorsComeOut(keys); // by whichever code is there at this moment
    }
    QuickProvider.LOADING.get();
    assertThat(QuickProvider.now()).isNotEqualTo(QuickProvider.platform());
    theVectorsComeOut(keys);
  }

  private static void theVectorsComeOut(List<SigningKey> keys) {
    for (int i = 0; i < keys.size(); i++) {
      Vector vector = IdentityVectors.RFC_8032.get(i);
      SigningKey key = keys.get(i);
      Signature signature = Signature.of(bytes(vector.signature()));
      assertThat(key.verifyingKey()).isEqualTo(vector.verifyingKey());
      assertThat(key.verifyingKey().bytes()).isEqualTo(bytes(vector.publicKey()));
      assertThat(key.sign(bytes(vector.message()))).isEqualTo(signature);
      assertThat(key.verifyingKey().verifies(bytes(vector.message()), signature)).isTrue();
    }
  }

  @Test
  void manyThreadsShareAKey() {
    SigningKey key = SigningKey.generate();
    List<byte[]> messages = IntStream.range(0, 2_000).mapToObj(SignatureTest::message).toList();
    List<Signature> alone = messages.stream().map(key::sign).toList();
    assertThat(messages.parallelStream().map(key::sign).toList()).isEqualTo(alone);
    assertThat(
            IntStream.range(0, messages.size())
                .parallel()
                .filter(i -> key.verifyingKey().verifies(messages.get(i), alone.get(i)))
                .filter(i -> !key.verifyingKey().verifies(messages.get(i), alone.get(i ^ 1)))
                .count())
        .isEqualTo(messages.size());
  }

  private static byte[] message(int number) {
    return Integer.toString(number).getBytes(US_ASCII);
  }

  /**
   * What a native library gets wrong, on a machine that nobody has tried, may not become history.
   */
  @Test
  void codeThatSignsAnythingElseIsNotUsed() {
    assertThat(QuickProvider.isSound(new FaultyProvider())).isFalse();
    assertThat(QuickProvider.isSound(Security.getProvider("SunJCE"))).isFalse();
    assertThat(providers()).hasSizeGreaterThan(1).allMatch(QuickProvider::isSound);
  }

  @Test
  void aFlippedBitAnywhereIsSeen() {
    SigningKey key = SigningKey.generate();
    byte[] message = {1, 2, 3};
    Signature signature = key.sign(message);
    for (int bit = 0; bit < Signature.BYTES * 8; bit++) {
      byte[] other = signature.bytes();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(key.verifyingKey().verifies(message, Signature.of(other))).as("%d", bit).isFalse();
    }
    assertThat(key.verifyingKey().verifies(new byte[] {1, 2, 2}, signature)).isFalse();
    assertThat(key.verifyingKey().verifies(new byte[] {1, 2}, signature)).isFalse();
    assertThat(SigningKey.generate().verifyingKey().verifies(message, signature)).isFalse();
  }

  @Test
  void thePlatformAndNativeCodeVerifyEachOther() throws Exception {
    List<Provider> providers = providers();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      SigningKey key = SigningKey.generate();
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      byte[] signature = key.sign(message).bytes();
      for (Provider provider : providers) {
        assertThat(sign(provider, key, message)).as("%s", provider).isEqualTo(signature);
        assertThat(verifies(provider, key.verifyingKey(), message, signature))
            .as("%s, seed %d", provider, seed)
            .isTrue();
        signature[random.nextInt(signature.length)] ^= 1;
        assertThat(verifies(provider, key.verifyingKey(), message, signature)).isFalse();
        signature = key.sign(message).bytes();
      }
    }
  }

  /** Who may write one signature in two ways could deny one of them, or make verifiers disagree. */
  @Test
  void aSignatureHasOneFormForEveryVerifier() throws Exception {
    SigningKey key = IdentityVectors.RFC_8032.getFirst().signingKey();
    byte[] message = {7};
    byte[] honest = key.sign(message).bytes();
    byte[] second = honest.clone();
    BigInteger s = littleEndian(Arrays.copyOfRange(honest, 32, 64));
    System.arraycopy(littleEndian(s.add(ORDER)), 0, second, 32, 32);
    byte[] neutral = littleEndian(BigInteger.ONE);
    byte[] otherNeutral = littleEndian(PRIME.add(BigInteger.ONE));
    for (Provider provider : providers()) {
      assertThat(verifies(provider, key.verifyingKey(), message, honest)).isTrue();
      assertThat(verifies(provider, key.verifyingKey(), message, second))
          .as("%s", provider)
          .isFalse();
      assertThat(verifies(provider, key.verifyingKey(), message, crafted(key, neutral, message)))
          .as("the neutral point is a point: %s", provider)
          .isTrue();
      assertThat(
              verifies(provider, key.verifyingKey(), message, crafted(key, otherNeutral, message)))
          .as("a point in its second form: %s", provider)
          .isFalse();
    }
  }

  /** A signature by the key whose first half is this form of the neutral point. */
  private static byte[] crafted(SigningKey key, byte[] point, byte[] message) throws Exception {
    byte[] seed = bytes(IdentityVectors.RFC_8032.getFirst().seed());
    byte[] scalar = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), 32);
    scalar[0] &= (byte) 0xF8;
    scalar[31] = (byte) ((scalar[31] & 0x7F) | 0x40);
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    digest.update(point);
    digest.update(key.verifyingKey().bytes());
    BigInteger challenge = littleEndian(digest.digest(message));
    byte[] signature = Arrays.copyOf(point, 64);
    BigInteger s = challenge.multiply(littleEndian(scalar)).mod(ORDER);
    System.arraycopy(littleEndian(s), 0, signature, 32, 32);
    return signature;
  }

  @Test
  void theTextOfASignatureIsReadBackAndHasOneForm() {
    Signature signature = SigningKey.generate().sign(new byte[0]);
    assertThat(Signature.parse(signature.toString())).isEqualTo(signature);
    assertThat(signature.toString()).hasSize(88);
    String text = signature.toString();
    for (String other :
        List.of(
            text.substring(0, 86),
            text + "\n",
            " " + text,
            text.substring(0, 84) + "AB==",
            "",
            "====",
            text + text)) {
      assertThatThrownBy(() -> Signature.parse(other))
          .as(other)
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] bytes = Base64.getDecoder().decode(text);
    assertThat(signature.bytes()).isEqualTo(bytes);
    signature.bytes()[0] ^= 1;
    assertThat(signature.bytes()).isEqualTo(bytes);
    assertThatThrownBy(() -> Signature.of(new byte[63]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theTextOfAVerifyingKeyIsReadBackAndHasOneForm() {
    VerifyingKey key = SigningKey.generate().verifyingKey();
    assertThat(VerifyingKey.parse(key.toString())).isEqualTo(key).hasSameHashCodeAs(key);
    for (String other : List.of("", key + "=", key + "\n", key.toString().replace("=", ""))) {
      assertThatThrownBy(() -> VerifyingKey.parse(other))
          .as(other)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> VerifyingKey.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VerifyingKey.of(littleEndian(BigInteger.TWO)))
        .as("2 is the height of no point")
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VerifyingKey.of(littleEndian(PRIME.add(BigInteger.ONE))))
        .as("the second form of a point")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsPrintedOfASigningKeyIsItsPublicHalf() {
    Vector vector = IdentityVectors.RFC_8032.getFirst();
    String secret = Base64.getEncoder().encodeToString(bytes(vector.seed()));
    assertThat(vector.signingKey().toString())
        .contains(vector.verifyingKey().toString())
        .doesNotContain(secret.substring(0, 20));
  }

  private static List<Provider> providers() {
    List<Provider> providers = new ArrayList<>(List.of(QuickProvider.platform()));
    QuickProvider.candidates().forEach(found -> found.get().ifPresent(providers::add));
    return providers;
  }

  private static byte[] sign(Provider provider, SigningKey key, byte[] message) throws Exception {
    PrivateKey half =
        KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8()));
    java.security.Signature signature = java.security.Signature.getInstance("Ed25519", provider);
    signature.initSign(half);
    signature.update(message);
    return signature.sign();
  }

  private static boolean verifies(Provider provider, VerifyingKey key, byte[] message, byte[] bytes)
      throws Exception {
    PublicKey half =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key.x509()));
    java.security.Signature signature = java.security.Signature.getInstance("Ed25519", provider);
    signature.initVerify(half);
    signature.update(message);
    try {
      return signature.verify(bytes);
    } catch (java.security.SignatureException e) {
      return false;
    }
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] big = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      big[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, big);
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}
