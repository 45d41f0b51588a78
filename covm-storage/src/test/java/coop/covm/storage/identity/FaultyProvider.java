package coop.covm.storage.identity;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** Code that verifies as it should and signs with one bit wrong. */
final class FaultyProvider extends Provider {
  private static final long serialVersionUID = 1;

  FaultyProvider() {
    super("Faulty", "1", "signs with one bit wrong");
    put("Signature." + QuickProvider.ALGORITHM, Faulty.class.getName());
  }

  /** One signature. */
  public static final class Faulty extends SignatureSpi {
    private final Signature sound;

    public Faulty() throws GeneralSecurityException {
      sound = Signature.getInstance(QuickProvider.ALGORITHM, QuickProvider.platform());
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      sound.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      sound.initSign(key);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      sound.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
      sound.update(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      byte[] signature = sound.sign();
      signature[63] ^= 1;
      return signature;
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      return sound.verify(signature);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
