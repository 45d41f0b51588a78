package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.RunStatement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A {@link RunStatement} as a commit keeps it: the parameters, which may be somebody's data, are
 * salted.
 *
 * @param program SHA-256 of the program's text in UTF-8, if a program runs
 * @param parameters the parameters of the run by name, in the order given
 * @param runId one id for all commits of the run
 * @param nowSeconds what the instruction {@code now} gives, seconds since 1970
 * @param limits the limits of the run by name, in the order given
 */
public record RunRecord(
    Optional<Digest> program,
    Map<String, SaltedValue> parameters,
    UUID runId,
    long nowSeconds,
    Map<String, Long> limits) {
  public RunRecord {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
  }

  /**
   * The record of a statement.
   *
   * @param salts gives a fresh salt at each call
   */
  public static RunRecord of(RunStatement statement, Supplier<byte[]> salts) {
    Map<String, SaltedValue> parameters = new LinkedHashMap<>();
    statement
        .parameters()
        .forEach((name, value) -> parameters.put(name, new SaltedValue(salts.get(), value)));
    return new RunRecord(
        statement.program().map(RunRecord::programDigest),
        parameters,
        statement.runId(),
        statement.nowSeconds(),
        statement.limits());
  }

  /** This run with its parameters erased; their digests stay. */
  RunRecord withoutParameters() {
    Map<String, SaltedValue> erased = new LinkedHashMap<>();
    parameters.forEach((name, value) -> erased.put(name, value.erased()));
    return withParameters(erased);
  }

  RunRecord withParameters(Map<String, SaltedValue> others) {
    return new RunRecord(program, others, runId, nowSeconds, limits);
  }

  /** What a program is named by: SHA-256 of its text in UTF-8. */
  public static Digest programDigest(String text) {
    return Digest.sha256(text.getBytes(UTF_8));
  }
}
