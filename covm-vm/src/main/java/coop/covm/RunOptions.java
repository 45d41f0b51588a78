package coop.covm;

import coop.covm.bytecode.NameRule;
import coop.covm.engine.EngineChoice;
import coop.covm.engine.RunLimits;
import coop.covm.storage.KeyPrefix;
import coop.covm.syntax.Names;
import coop.covm.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a program is run.
 *
 * @param parameters variables of the program from its start, in order
 * @param principal the member id that the commits name, if somebody is named
 * @param namespace where relative keys lead, if anywhere
 * @param limits the bounds of the run
 * @param atomic whether the whole run is one transaction, run again on a conflict as a {@code
 *     transaction:} block is
 * @param engine which engine runs it; it changes nothing but the time
 */
public record RunOptions(
    Map<String, Value> parameters,
    Optional<String> principal,
    Optional<KeyPrefix> namespace,
    RunLimits limits,
    boolean atomic,
    EngineChoice engine) {
  /**
   * No parameters, nobody named, no namespace, {@link RunLimits#DEFAULT}, not atomic, {@link
   * EngineChoice#AUTO}.
   */
  public static final RunOptions STANDARD =
      new RunOptions(
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          RunLimits.DEFAULT,
          false,
          EngineChoice.AUTO);

  /**
   * @throws IllegalArgumentException if the name of a parameter is no name of a variable
   */
  public RunOptions {
    Map<String, Value> normal = new LinkedHashMap<>();
    parameters.forEach((name, value) -> normal.put(checked(name), value));
    parameters = Collections.unmodifiableMap(normal);
  }

  private static String checked(String name) {
    if (!Names.isName(name)) {
      throw new IllegalArgumentException(
          "'%s' is no name of a parameter: %s".formatted(name, Names.RULE));
    }
    return NameRule.normal(name);
  }

  /** With one more parameter, or another value for one. */
  public RunOptions withParameter(String name, Value value) {
    Map<String, Value> more = new LinkedHashMap<>(parameters);
    more.put(checked(name), value);
    return new RunOptions(more, principal, namespace, limits, atomic, engine);
  }

  public RunOptions withPrincipal(String member) {
    return new RunOptions(parameters, Optional.of(member), namespace, limits, atomic, engine);
  }

  public RunOptions withNamespace(KeyPrefix prefix) {
    return new RunOptions(parameters, principal, Optional.of(prefix), limits, atomic, engine);
  }

  public RunOptions withLimits(RunLimits other) {
    return new RunOptions(parameters, principal, namespace, other, atomic, engine);
  }

  public RunOptions withAtomic(boolean whole) {
    return new RunOptions(parameters, principal, namespace, limits, whole, engine);
  }

  public RunOptions withEngine(EngineChoice other) {
    return new RunOptions(parameters, principal, namespace, limits, atomic, other);
  }
}
