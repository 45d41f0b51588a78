package coop.covm.lint;

import coop.covm.bytecode.NameRule;
import coop.covm.syntax.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What functions do to keys that are the same everywhere in the program; what they call in turn is
 * left out, and so are more keys than {@value #MOST} in a function.
 *
 * @param read keys that are read and not changed
 * @param changed keys that are written or deleted outside a transaction
 */
record FixedKeys(Set<KeyText> read, Set<KeyText> changed) {
  private static final int MOST = 100;

  /** By the names of the functions. */
  static Map<String, FixedKeys> of(Inspected inspected) {
    Map<String, FixedKeys> all = new HashMap<>();
    for (Statement.Function function : inspected.program().functions()) {
      all.put(NameRule.normal(function.name()), in(function, inspected.transactions()));
    }
    return all;
  }

  private static FixedKeys in(Statement.Function function, Transactions transactions) {
    Set<KeyText> read = new HashSet<>();
    Set<KeyText> anyhow = new HashSet<>();
    Set<KeyText> outside = new HashSet<>();
    Tree.forEachInstruction(
        function.body(),
        instruction -> {
          Optional<StorageAccess> access = StorageAccess.of(instruction, Optional.empty());
          Optional<KeyText> key = access.flatMap(StorageAccess::key).filter(KeyText::isFixed);
          if (key.isEmpty() || read.size() + anyhow.size() >= MOST) {
            return;
          }
          switch (access.get().kind()) {
            case READ, TEST -> read.add(key.get());
            case WRITE, DELETE -> {
              anyhow.add(key.get());
              if (transactions.isOutside(instruction)) {
                outside.add(key.get());
              }
            }
            case ADD -> {}
          }
        });
    read.removeAll(anyhow);
    return new FixedKeys(read, outside);
  }
}
