package coop.covm.profile;

import coop.covm.bytecode.Opcode;
import coop.covm.profile.Profile.OperationCost;
import coop.covm.profile.Profile.PrefixCost;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the instructions on the store cost so far. */
final class StorageCounts {
  private static final int MAX_PREFIXES = 1_000;
  private static final String OTHERS = "(others)";

  private final Map<Opcode, OperationCost> operations = new EnumMap<>(Opcode.class);
  private final Map<String, PrefixCost> prefixes = new LinkedHashMap<>();
  private OperationCost wholeRun = new OperationCost("end of run", 0, 0, 0, 0);

  void add(StorageAccess access, long bytes, long nanos) {
    String name = StorageAccess.name(access.opcode());
    operations.merge(
        access.opcode(), new OperationCost(name, 1, nanos, nanos, bytes), StorageCounts::together);
    access.key().ifPresent(key -> addKey(prefix(key), access.isWrite(), bytes, nanos));
  }

  /** The commit of an atomic run. */
  void addWholeRun(long nanos) {
    wholeRun = together(wholeRun, new OperationCost(wholeRun.name(), 1, nanos, nanos, 0));
  }

  private void addKey(String prefix, boolean write, long bytes, long nanos) {
    String known = prefixes.containsKey(prefix) || prefixes.size() < MAX_PREFIXES ? prefix : OTHERS;
    prefixes.merge(
        known,
        new PrefixCost(known, write ? 0 : 1, write ? 1 : 0, bytes, nanos),
        StorageCounts::together);
  }

  private static String prefix(String key) {
    int second = key.indexOf('/', key.indexOf('/') + 1);
    return second < 0 ? key : key.substring(0, second);
  }

  private static OperationCost together(OperationCost a, OperationCost b) {
    return new OperationCost(
        a.name(),
        a.times() + b.times(),
        a.nanos() + b.nanos(),
        Math.max(a.maxNanos(), b.maxNanos()),
        a.bytes() + b.bytes());
  }

  private static PrefixCost together(PrefixCost a, PrefixCost b) {
    return new PrefixCost(
        a.prefix(),
        a.reads() + b.reads(),
        a.writes() + b.writes(),
        a.bytes() + b.bytes(),
        a.nanos() + b.nanos());
  }

  List<OperationCost> operations() {
    List<OperationCost> all = new ArrayList<>(operations.values());
    if (wholeRun.times() > 0) {
      all.add(wholeRun);
    }
    return all;
  }

  List<PrefixCost> prefixes() {
    return List.copyOf(prefixes.values());
  }
}
