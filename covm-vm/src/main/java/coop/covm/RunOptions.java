package coop.covm;

import coop.covm.bytecode.NameRule;
import coop.covm.engine.EngineChoice;
import coop.covm.engine.RunLimits;
import coop.covm.storage.Caller;
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
 * @param caller who the program acts for: the commits name it, and {@code getcaller} tells it
 * @param namespace where relative keys lead, if anywhere
 * @param limits the bounds of the run
 * @param atomic whether the whole run is one transaction, run again on a conflict as a {@code
 *     transaction:} block is
 * @param engine which engine runs it; it changes nothing but the time
 */
public record RunOptions(
    Map<String, Value> parameters,
    Caller caller,
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
          Map.of(), Caller.NOBODY, Optional.empty(), RunLimits.DEFAULT, false, EngineChoice.AUTO);

  /**
   * @throws IllegalArgumentException if the name of a parameter is no name of a variable
   */
  public RunOptions {
    Map<String, Value> normal = new LinkedHashMap<>();
    parameters.forEach((name, value) -> normal.put(checked(name), value));
    parameters = Collections.unmodifiableMap(normal);
  }

  /**
   * For somebody who proves nothing, as an open store believes it.
   *
   * @param principal a member id, if somebody is named
   * @throws IllegalArgumentException if the name of a parameter is no name of a variable
   * @throws coop.covm.storage.StorageException {@code InvalidKey} if the principal is no valid
   *     segment of a key
   */
  public RunOptions(
      Map<String, Value> parameters,
      Optional<String> principal,
      Optional<KeyPrefix> namespace,
      RunLimits limits,
      boolean atomic,
      EngineChoice engine) {
    this(parameters, new Caller(principal, Optional.empty()), namespace, limits, atomic, engine);
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
    return new RunOptions(more, caller, namespace, limits, atomic, engine);
  }

  /** The member id that the commits name, if somebody is named. */
  public Optional<String> principal() {
    return caller.principal();
  }

  /**
   * For a member who proves nothing, as an open store believes it.
   *
   * @throws coop.covm.storage.StorageException {@code InvalidKey} if the member is no valid segment
   *     of a key
   */
  public RunOptions withPrincipal(String member) {
    return withCaller(Caller.named(member));
  }

  /** For somebody else; a secured store lets in who comes with the key of its identity. */
  public RunOptions withCaller(Caller other) {
    return new RunOptions(parameters, other, namespace, limits, atomic, engine);
  }

  public RunOptions withNamespace(KeyPrefix prefix) {
    return new RunOptions(parameters, caller, Optional.of(prefix), limits, atomic, engine);
  }

  public RunOptions withLimits(RunLimits other) {
    return new RunOptions(parameters, caller, namespace, other, atomic, engine);
  }

  public RunOptions withAtomic(boolean whole) {
    return new RunOptions(parameters, caller, namespace, limits, whole, engine);
  }

  public RunOptions withEngine(EngineChoice other) {
    return new RunOptions(parameters, caller, namespace, limits, atomic, other);
  }
}
