package coop.covm.storage.encryption;

import java.util.List;
import java.util.Optional;

/** Keys that stay as they were given. */
record GivenMasterKeys(List<MasterKey> keys) implements MasterKeys {
  GivenMasterKeys {
    keys = List.copyOf(keys);
  }

  @Override
  public Optional<MasterKey> newest() {
    return keys.stream().findFirst();
  }

  @Override
  public Optional<MasterKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  @Override
  public List<String> ids() {
    return keys.stream().map(MasterKey::id).toList();
  }
}
