package coop.covm.engine;

import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Signature;
import coop.covm.storage.identity.VerifyingKey;
import coop.covm.value.NullValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueError;
import coop.covm.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Instructions on who runs the program, on roles, and on signatures. */
final class IdentityInstructions {
  private IdentityInstructions() {}

  static Value caller(Run run) {
    Optional<Value> caller = run.session().caller().map(StringValue::of);
    return run.meter().checked(caller.orElse(NullValue.NULL));
  }

  static boolean hasRole(Run run, Value role) {
    return run.session().hasRole(role(run, "hasrole", role));
  }

  static void requireRole(Run run, Value role) {
    run.session().requireRole(role(run, "requirerole", role));
  }

  private static Role role(Run run, String instruction, Value role) {
    String text = text(run.meter(), instruction, role);
    readIdentity(run.meter());
    return Role.parse(text);
  }

  static void requireIdentity(Run run, Value member) {
    run.session().requireIdentity(text(run.meter(), "requireidentity", member));
  }

  static boolean isMember(Run run, Value member, Value organisation) {
    String who = text(run.meter(), "checkmembership", member);
    String where = text(run.meter(), "checkmembership", organisation);
    readIdentity(run.meter());
    return run.session().isMember(who, where);
  }

  private static void readIdentity(Meter meter) {
    meter.charge(Charges.IDENTITY);
    meter.lookAtClock();
  }

  /**
   * Whether a signature is that of a message by a key. A text that is no signature is none of any
   * message, so that whoever gives one cannot stop a run that counts many. One that is no key is an
   * error: with it every signature would be wrong in silence.
   */
  static boolean verify(Meter meter, Value message, Value signature, Value key) {
    String signed = text(meter, "verifysignature", message);
    String base64 = text(meter, "verifysignature", signature);
    VerifyingKey by = key(text(meter, "verifysignature", key));
    meter.charge(Charges.VERIFICATION);
    return signature(base64)
        .map(parsed -> by.verifiesAlike(signed.getBytes(StandardCharsets.UTF_8), parsed))
        .orElse(false);
  }

  private static VerifyingKey key(String base64) {
    try {
      return VerifyingKey.parse(base64);
    } catch (IllegalArgumentException e) {
      throw new ValueException(
          ValueError.INVALID_TEXT,
          "verifysignature takes an Ed25519 public key, 32 bytes in Base64, not %s"
              .formatted(BriefText.of(StringValue.of(base64))));
    }
  }

  private static Optional<Signature> signature(String base64) {
    try {
      return Optional.of(Signature.parse(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(Meter meter, String instruction, Value value) {
    StringValue text = Operands.string(instruction, value);
    meter.charge(Charges.deep(text));
    return text.value();
  }
}
