package coop.covm.storage;

import coop.covm.storage.access.Role;
import coop.covm.storage.identity.Identity;
import coop.covm.storage.identity.VerifyingKey;
import coop.covm.value.BooleanValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The identities of a store: under {@code system/identity/ID} a map of {@code key} (Base64 of the
 * public key), {@code roles} (a list of texts) and {@code active}.
 */
final class Identities {
  private static final String PUBLIC_KEY = "key";
  private static final String ROLES = "roles";
  private static final String ACTIVE = "active";

  private Identities() {}

  /** Where the identity of a member is kept. */
  static Key key(String member) {
    return SystemKeys.of(SystemKeys.IDENTITY, KeyScope.checkSegment(member));
  }

  static Optional<Identity> find(PolicySource view, String member) {
    Key key = key(member);
    return view.get(key).map(value -> read(key, value));
  }

  /**
   * @throws StorageException {@code StoreFormat} if the value is no identity
   */
  static Identity read(Key key, Value value) {
    String member = SystemKeys.rest(key).orElse("");
    try {
      Map<String, Value> entries = ((MapValue) value).entries();
      Set<Role> roles = new LinkedHashSet<>();
      for (Value role : ((ListValue) field(entries, ROLES)).elements()) {
        roles.add(Role.parse(((StringValue) role).value()));
      }
      return new Identity(
          member,
          VerifyingKey.parse(((StringValue) field(entries, PUBLIC_KEY)).value()),
          roles,
          ((BooleanValue) field(entries, ACTIVE)).value());
    } catch (ClassCastException | IllegalArgumentException | StorageException e) {
      throw new StorageException(
          StorageError.STORE_FORMAT,
          "the key %s holds no identity: %s".formatted(key, e.getMessage()));
    }
  }

  private static Value field(Map<String, Value> entries, String name) {
    return Optional.ofNullable(entries.get(name))
        .orElseThrow(() -> new IllegalArgumentException("it has no " + name));
  }

  static Value value(Identity identity) {
    Map<String, Value> entries = new LinkedHashMap<>();
    entries.put(PUBLIC_KEY, StringValue.of(identity.key().toString()));
    entries.put(
        ROLES,
        ListValue.of(
            identity.roles().stream().map(role -> StringValue.of(role.toString())).toList()));
    entries.put(ACTIVE, BooleanValue.of(identity.active()));
    return MapValue.of(entries);
  }
}
