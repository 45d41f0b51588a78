package coop.covm.engine;

import coop.covm.bytecode.Module;
import coop.covm.engine.kinds.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The generated code of the modules that were run last, so that a program that is run again and
 * again is generated once. Bounded; what falls out is unloaded when its last run ends.
 */
final class GeneratedClasses {
  private static final int MOST = 32;

  private final Map<Key, GeneratedClass> latest =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, GeneratedClass> eldest) {
          return size() > MOST;
        }
      };

  /** Modules are compared by identity: to compare them by content takes longer than it saves. */
  @SuppressWarnings("ReferenceEquality")
  private record Key(Module module, List<Kind> mainVariables) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && module == key.module
          && mainVariables.equals(key.mainVariables);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(module) * 31 + mainVariables.hashCode();
    }
  }

  /** Whether there is code of a module. */
  @SuppressWarnings("ReferenceEquality")
  boolean knows(Module module) {
    synchronized (latest) {
      return latest.keySet().stream().anyMatch(key -> key.module == module);
    }
  }

  /**
   * @param mainVariables what the variables of the main program can be set to from outside
   */
  GeneratedClass of(Module module, List<Kind> mainVariables) {
    Key key = new Key(module, List.copyOf(mainVariables));
    synchronized (latest) {
      GeneratedClass known = latest.get(key);
      if (known != null) {
        return known;
      }
    }
    GeneratedClass made = GeneratedClass.of(module, key.mainVariables);
    synchronized (latest) {
      GeneratedClass meanwhile = latest.putIfAbsent(key, made);
      return meanwhile == null ? made : meanwhile;
    }
  }
}
