package coop.covm.golden;

import coop.covm.storage.Caller;
import coop.covm.storage.RunStatement;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.Store;
import coop.covm.storage.access.Role;
import coop.covm.storage.identity.SigningKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The members of a store, with their keys, and who administers it. */
final class GoldenMembers {
  private static final String ADMIN = "root";

  private final Map<String, SigningKey> keys = new HashMap<>();
  private boolean secured;

  /** Makes known to the store who is not yet, and states the rules. */
  void prepare(Store store, GoldenAccess access) {
    if (access.secured() && !secured) {
      keys.put(ADMIN, SigningKey.generate());
      secured = true;
      store.security().secure(operating());
    }
    access.members().forEach((member, roles) -> add(store, member, roles));
    if (!access.rules().isEmpty()) {
      store.access().state(access.rules(), operating());
    }
  }

  private void add(Store store, String member, List<Role> roles) {
    if (!keys.containsKey(member)) {
      keys.put(member, SigningKey.generate());
      store.identities().create(member, keys.get(member).verifyingKey(), operating());
      roles.forEach(role -> store.identities().grantRole(member, role, operating()));
    }
  }

  private SessionOptions operating() {
    return new SessionOptions(
        operator(), Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
  }

  /** Who may do everything. */
  Caller operator() {
    return secured ? caller(Optional.of(ADMIN)) : Caller.NOBODY;
  }

  /** Who comes under a name, to a secured store with the key of that name. */
  Caller caller(Optional<String> name) {
    return new Caller(name, secured ? name.map(keys::get) : Optional.empty());
  }
}
