package coop.covm.storage;

import coop.covm.value.BooleanValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where reads are recorded: {@code system/reads/NAMESPACE} is {@code true}. */
final class ReadRecording {
  private ReadRecording() {}

  /**
   * @throws StorageException {@code InvalidKey} if the namespace has more than 14 segments, or lies
   *     under {@code system/}
   */
  static Key key(KeyPrefix namespace) {
    return SystemKeys.of(
        SystemKeys.READS, Optional.of(namespace), "is read all the time; that is not recorded");
  }

  static List<KeyPrefix> namespaces(PolicySource view) {
    List<KeyPrefix> namespaces = new ArrayList<>();
    for (Key key : view.listKeys(SystemKeys.below(SystemKeys.READS))) {
      if (view.get(key).equals(Optional.of(BooleanValue.TRUE))) {
        namespaces.add(KeyPrefix.parse(SystemKeys.rest(key).orElseThrow()));
      }
    }
    return List.copyOf(namespaces);
  }
}
