package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.access.Decision;
import coop.covm.storage.access.Rights;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.log.Change;
import coop.covm.storage.log.CommitRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one caller and a store: lets through what the policy allows and has what it
 * refuses recorded. What is refused is refused before anything is looked up, so that a refusal
 * tells nothing of what is there. Safe for use by any number of threads.
 */
final class Guard {
  /** Lets everything through. */
  static final Guard OPEN = new Guard(Optional.empty(), StorePolicy.OPEN, null, null);

  private static final Optional<KeyPrefix> SYSTEM = Optional.of(KeyPrefix.parse("system"));
  private static final String NOBODY_NAMED = "and nobody is named as its caller";

  private final Optional<String> who;
  private final StorePolicy policy;

  /** Null where everything is allowed. */
  private final @Nullable Rights rights;

  /** Null where nothing is recorded. */
  private final @Nullable AuditNotes notes;

  private Guard(
      Optional<String> who,
      StorePolicy policy,
      @Nullable Rights rights,
      @Nullable AuditNotes notes) {
    this.who = who;
    this.policy = policy;
    this.rights = rights;
    this.notes = notes;
  }

  /**
   * The guard for a caller.
   *
   * @param view not guarded, of a revision as of which the policy counts
   * @throws StorageException {@code AccessDenied} if the store is secured and the caller is not who
   *     it says
   */
  static Guard of(StorePolicy policy, PolicySource view, Caller caller, AuditNotes notes) {
    if (!policy.isSecured()) {
      return policy.recordedReads().isEmpty()
          ? OPEN
          : new Guard(caller.principal(), policy, null, notes);
    }
    Optional<Identity> identity = proven(policy, view, caller);
    if (caller.principal().isPresent() && identity.isEmpty()) {
      notes.denied(caller.principal(), "enter", "/", "no active identity with this key");
      throw notProven(caller);
    }
    return new Guard(caller.principal(), policy, policy.access().rights(identity), notes);
  }

  /** The caller's identity, if it is active and the caller has its key. */
  static Optional<Identity> proven(StorePolicy policy, PolicySource view, Caller caller) {
    if (caller.principal().isEmpty() || caller.key().isEmpty()) {
      return Optional.empty();
    }
    return policy
        .identity(caller.principal().get(), view)
        .filter(Identity::active)
        .filter(known -> known.key().equals(caller.key().get().verifyingKey()));
  }

  /** For a session of before the store was secured. */
  static StorageException notSigned(Caller caller) {
    return new StorageException(
        StorageError.ACCESS_DENIED,
        "the store was secured meanwhile: begin anew, so that what you commit is signed",
        Map.of("principal", caller.principal().orElse(""), "action", "enter"),
        null);
  }

  /** One sentence for all reasons, so that nobody can try out which identities there are. */
  static StorageException notProven(Caller caller) {
    return new StorageException(
        StorageError.ACCESS_DENIED,
        "the store is secured" + whatIsMissing(caller),
        Map.of("principal", caller.principal().orElse(""), "action", "enter"),
        null);
  }

  private static String whatIsMissing(Caller caller) {
    if (caller.principal().isEmpty()) {
      return ": who changes it needs a name and a key (--key FILE)";
    }
    String name = caller.principal().get();
    return caller.key().isEmpty()
        ? ": %s has to prove who it is with its key (--key FILE)".formatted(name)
        : " and has no active identity %s with this key".formatted(name);
  }

  /** The last revision that changed the policy which this guard knows. */
  long policyRevision() {
    return policy.revision();
  }

  /** Whether what the caller commits has to be signed. */
  boolean asksForSignatures() {
    return policy.isSecured();
  }

  /**
   * Lets an action on a key through or not.
   *
   * @throws StorageException {@code AccessDenied} naming action, key and rule
   */
  void check(Action action, Key key) {
    if (rights != null) {
      Decision decision = rights.decide(action, key);
      if (!decision.allowed()) {
        throw denial(action, key.toString(), decision.reason());
      }
    }
    if (action == Action.READ && notes != null && !policy.recordedReads().isEmpty()) {
      record(key, notes);
    }
  }

  /** Notes that the caller was shown a commit, or what it may read of one. */
  void shown(CommitRecord visible) {
    if (notes != null) {
      for (Change change : visible.body().changes()) {
        record(change.key(), notes);
      }
    }
  }

  private void record(Key key, AuditNotes into) {
    for (KeyPrefix namespace : policy.recordedReads()) {
      if (namespace.covers(key)) {
        into.read(who, key);
        return;
      }
    }
  }

  /**
   * Lets an action right below a namespace through or not.
   *
   * @throws StorageException {@code AccessDenied} naming action, namespace and rule
   */
  void check(Action action, KeyPrefix namespace) {
    if (rights != null) {
      Decision decision = rights.decide(action, Optional.of(namespace));
      if (!decision.allowed()) {
        throw denial(action, namespace.toString(), decision.reason());
      }
    }
  }

  /**
   * Lets through who administers a namespace: who may {@code admin} it, and role {@code admin},
   * which no rule locks out of what it set up.
   *
   * @param namespace empty for the whole store
   * @throws StorageException {@code AccessDenied} naming namespace and rule
   */
  void checkAdministers(Optional<KeyPrefix> namespace) {
    if (rights != null && !rights.decide(Action.ADMIN, SYSTEM).allowed()) {
      Decision decision = rights.decide(Action.ADMIN, namespace);
      if (!decision.allowed()) {
        throw denial(
            Action.ADMIN, namespace.map(KeyPrefix::toString).orElse("/"), decision.reason());
      }
    }
  }

  /**
   * Lets through who may do the action on every key that is there or may come.
   *
   * @param what for the message
   * @throws StorageException {@code AccessDenied}
   */
  void checkEverywhere(Action action, String what) {
    if (rights != null && !mayEverywhere(action)) {
      throw denial(action, what, rights.decide(action, Optional.empty()).reason());
    }
  }

  /** Whether the caller may do the action on every key that is there or may come. */
  boolean mayEverywhere(Action action) {
    return rights == null
        || (rights.allowsEverywhere(action) && rights.decide(action, SYSTEM).allowed());
  }

  /**
   * Lets through who may read every key but those under {@code system/}: an auditor.
   *
   * @throws StorageException {@code AccessDenied}
   */
  void checkReadsAll() {
    if (rights != null && !rights.allowsEverywhere(Action.READ)) {
      throw denial(
          Action.READ,
          "the store as a whole",
          rights.decide(Action.READ, Optional.empty()).reason());
    }
  }

  boolean mayList(Key key) {
    return rights == null || rights.allows(Action.LIST, key);
  }

  /** Whether the caller may know of what lies right below the namespace. */
  boolean mayList(KeyPrefix namespace) {
    return rights == null || rights.decide(Action.LIST, Optional.of(namespace)).allowed();
  }

  /**
   * What the caller may read of a commit: all of it, or the changes of keys that it may read,
   * without the parameters of the run; empty if none of them.
   */
  Optional<CommitRecord> visible(CommitRecord commit) {
    if (rights == null) {
      return Optional.of(commit);
    }
    List<Change> changes =
        commit.body().changes().stream()
            .filter(change -> rights.allows(Action.READ, change.key()))
            .toList();
    if (changes.size() == commit.body().changes().size()) {
      return Optional.of(commit);
    }
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(commit.withValues(commit.body().withoutParameters().with(changes)));
  }

  /** What a caller is told that lacks a role which a program requires; it is recorded. */
  StorageException lacking(Optional<String> caller, Role role) {
    String why = caller.map("which %s does not have"::formatted).orElse(NOBODY_NAMED);
    return requirement(
        caller,
        "requirerole",
        "role",
        role.toString(),
        "the program requires the role %s, %s".formatted(role, why));
  }

  /** What a caller is told when a program requires another; it is recorded. */
  StorageException another(Optional<String> caller, String member) {
    String why = caller.map("and it is %s"::formatted).orElse(NOBODY_NAMED);
    return requirement(
        caller,
        "requireidentity",
        "member",
        member,
        "the program requires the caller %s, %s".formatted(member, why));
  }

  private StorageException requirement(
      Optional<String> caller, String action, String what, String required, String message) {
    if (notes != null) {
      notes.denied(caller, action, required, "the program requires this " + what);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    caller.ifPresent(name -> facts.put("principal", name));
    facts.put("action", action);
    facts.put(what, required);
    return new StorageException(StorageError.ACCESS_DENIED, message, facts, null);
  }

  /** What this caller is told that may not do something; it is recorded. */
  StorageException denial(Action action, String place, String rule) {
    if (notes != null) {
      notes.denied(who, action.label(), place, rule);
    }
    return denial(who, action.label(), place, rule);
  }

  /** What a caller is told that may not do something. */
  static StorageException denial(Optional<String> who, String action, String place, String rule) {
    Map<String, String> facts = new LinkedHashMap<>();
    who.ifPresent(name -> facts.put("principal", name));
    facts.put("action", action);
    facts.put("key", place);
    facts.put("rule", rule);
    return new StorageException(
        StorageError.ACCESS_DENIED,
        "%s may not %s %s: %s"
            .formatted(who.orElse("who comes without an identity"), action, place, rule),
        facts,
        null);
  }
}
