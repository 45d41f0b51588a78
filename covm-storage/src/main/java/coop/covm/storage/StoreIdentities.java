package coop.covm.storage;

import coop.covm.storage.access.Action;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The identities of a store. They are values under {@code system/identity}, and so versioned and
 * recorded like everything else. In a secured store role {@code admin} may change all of them;
 * everybody the own key; and who may {@code admin} an organisation the roles in it. In an open
 * store whoever has it may.
 *
 * <p>Every method throws a {@link StorageException}: {@code InvalidKey} for what is no member id;
 * {@code AccessDenied}; changes also {@code StoreReadOnly} and {@code TransactionConflict}, and as
 * of a commit.
 */
public final class StoreIdentities {
  private final Store store;

  StoreIdentities(Store store) {
    this.store = store;
  }

  /** The identities that the caller may see, by member id. */
  public List<Identity> list(Caller caller) {
    List<Identity> identities = new ArrayList<>();
    try (StoreView view = store.view(caller)) {
      for (Key key : view.listKeys(SystemKeys.below(SystemKeys.IDENTITY))) {
        view.get(key).ifPresent(value -> identities.add(Identities.read(key, value)));
      }
    }
    return identities;
  }

  /** The identity of a member; empty if there is none. */
  public Optional<Identity> find(Caller caller, String member) {
    try (StoreView view = store.view(caller)) {
      return Identities.find(view, member);
    }
  }

  /**
   * The identity of a member.
   *
   * @throws StorageException {@code IdentityNotFound}
   */
  public Identity get(Caller caller, String member) {
    return find(caller, member).orElseThrow(() -> notFound(member));
  }

  /**
   * Makes an identity without roles.
   *
   * @return the revision
   * @throws StorageException {@code IdentityExists}
   */
  public long create(String member, VerifyingKey key, SessionOptions by) {
    Key place = Identities.key(member);
    try (StorageTransaction transaction = store.beginSystem(by)) {
      transaction.guard().check(Action.ADMIN, place);
      if (transaction.get(place).isPresent()) {
        throw new StorageException(
            StorageError.IDENTITY_EXISTS,
            "there is an identity %s already; covm identity rotate-key gives it another key"
                .formatted(member),
            Map.of("member", member),
            null);
      }
      transaction.set(place, Identities.value(new Identity(member, key, Set.of(), true)));
      return transaction.commit().orElseThrow();
    }
  }

  /**
   * Gives a member a role.
   *
   * @return the revision; empty if the member has it already
   * @throws StorageException {@code IdentityNotFound}
   */
  public OptionalLong grantRole(String member, Role role, SessionOptions by) {
    return change(member, Optional.of(role), by, identity -> identity.with(role));
  }

  /**
   * Takes a role from a member.
   *
   * @return the revision; empty if the member has it not
   * @throws StorageException {@code IdentityNotFound}; {@code LastAdministrator} if nobody else
   *     would be left who may administer the secured store
   */
  public OptionalLong revokeRole(String member, Role role, SessionOptions by) {
    return change(member, Optional.of(role), by, identity -> identity.without(role));
  }

  /**
   * Makes an identity unusable, for good: nobody enters with it any more, and what it signed stays
   * what it is.
   *
   * @return the revision; empty if it is disabled already
   * @throws StorageException {@code IdentityNotFound}; {@code LastAdministrator}
   */
  public OptionalLong disable(String member, SessionOptions by) {
    return change(member, Optional.empty(), by, Identity::disabled);
  }

  /**
   * Gives a member another key; the old one opens nothing any more.
   *
   * @return the revision; empty if it has this key already
   * @throws StorageException {@code IdentityNotFound}
   */
  public OptionalLong rotateKey(String member, VerifyingKey key, SessionOptions by) {
    return change(member, Optional.empty(), by, identity -> identity.withKey(key));
  }

  /**
   * @param name of the member, perhaps not normalised
   * @param role the role that is granted or revoked, if it is about one
   */
  private OptionalLong change(
      String name, Optional<Role> role, SessionOptions by, UnaryOperator<Identity> operator) {
    String member = KeyScope.checkSegment(name);
    Key place = Identities.key(member);
    try (StorageTransaction transaction = store.beginSystem(by)) {
      Optional<KeyPrefix> scope = role.flatMap(Role::scope);
      if (scope.isPresent()) {
        transaction.guard().checkAdministers(scope);
      } else if (!by.caller().principal().equals(Optional.of(member)) || role.isPresent()) {
        transaction.guard().check(Action.ADMIN, place);
      }
      Identity before =
          transaction
              .get(place)
              .map(value -> Identities.read(place, value))
              .orElseThrow(() -> notFound(member));
      Identity after = operator.apply(before);
      if (after.equals(before)) {
        return OptionalLong.empty();
      }
      transaction.set(place, Identities.value(after));
      if (isAdministrator(before) && !isAdministrator(after)) {
        requireAnotherAdministrator(transaction, member);
      }
      return transaction.commit();
    }
  }

  private static void requireAnotherAdministrator(StorageTransaction transaction, String member) {
    boolean another =
        transaction.listKeys(SystemKeys.below(SystemKeys.IDENTITY)).stream()
            .anyMatch(key ->
                transaction
                    .get(key)
                    .map(value -> isAdministrator(Identities.read(key, value)))
                    .orElse(false));
    if (!another) {
      throw new StorageException(
          StorageError.LAST_ADMINISTRATOR,
          "%s is the last administrator; give somebody else the role admin first".formatted(member),
          Map.of("member", member),
          null);
    }
  }

  private static boolean isAdministrator(Identity identity) {
    return identity.active() && identity.roles().contains(Role.ADMIN);
  }

  private static StorageException notFound(String member) {
    return new StorageException(
        StorageError.IDENTITY_NOT_FOUND,
        "there is no identity %s; covm identity create makes one".formatted(member),
        Map.of("member", member),
        null);
  }
}
