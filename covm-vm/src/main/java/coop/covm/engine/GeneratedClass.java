package coop.covm.engine;

import coop.covm.bytecode.Function;
import coop.covm.bytecode.Module;
import coop.covm.engine.classes.ExitSite;
import coop.covm.engine.classes.ModuleClass;
import coop.covm.engine.kinds.FunctionKinds;
import coop.covm.engine.kinds.Kind;
import coop.covm.engine.kinds.ModuleKinds;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The generated code of a module in the JVM: one hidden class with its functions, and one for each
 * place where it was entered. It goes when nobody refers to it any more. Many runs may share it.
 */
final class GeneratedClass {
  private static final MethodHandles.Lookup ENGINE = MethodHandles.lookup();

  private final ModuleKinds kinds;
  private final ModuleClass code;
  private final MethodHandles.Lookup functions;
  private final Map<Long, Optional<GeneratedEntry>> entries = new ConcurrentHashMap<>();
  private final int mostResults;
  private final int mostPlaces;
  private final int least;

  private GeneratedClass(ModuleKinds kinds, ModuleClass code, MethodHandles.Lookup functions) {
    this.kinds = kinds;
    this.code = code;
    this.functions = functions;
    int results = 0;
    int places = 1;
    for (int i = 0; i < kinds.size(); i++) {
      Function function = kinds.function(i).function();
      results = Math.max(results, function.results());
      if (code.isCalled(i)) {
        places = Math.max(places, function.places());
      }
    }
    this.mostResults = results;
    this.mostPlaces = places;
    this.least = code.least();
  }

  /**
   * Generates the code of a module.
   *
   * @param mainVariables what the variables of the main program can be set to from outside
   */
  static GeneratedClass of(Module module, List<Kind> mainVariables) {
    ModuleKinds kinds = ModuleKinds.infer(module, mainVariables);
    ModuleClass code = ModuleClass.of(module, kinds);
    try {
      return new GeneratedClass(kinds, code, ENGINE.defineHiddenClass(code.bytes(), true));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether there is code of a function. */
  boolean has(int function) {
    return code.has(function);
  }

  int mostResults() {
    return mostResults;
  }

  /** How many places a frame has at most, of functions that generated code calls; at least 1. */
  int mostPlaces() {
    return mostPlaces;
  }

  /** Whether the frames of a function are not counted as held while its code runs. */
  boolean isPlain(int function) {
    return code.isPlain(function);
  }

  /** What must be left of the fuel for code to go on to the next loop or call. */
  int least() {
    return least;
  }

  /** The exit of a function with this number. */
  ExitSite site(int number) {
    return code.sites().get(number);
  }

  FunctionKinds kinds(int function) {
    return kinds.function(function);
  }

  /** The method of a function, for {@link Links}. */
  MethodHandle method(int function) throws IllegalAccessException {
    try {
      MethodType type =
          MethodType.fromMethodDescriptorString(
              code.type(function).descriptorString(), GeneratedClass.class.getClassLoader());
      return functions.findStatic(functions.lookupClass(), code.method(function), type);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The way in at an offset of a function, if there can be one. */
  Optional<GeneratedEntry> entry(int function, int offset) {
    return entries.computeIfAbsent(
        InstructionPlace.of(function, offset), _ -> makeEntry(function, offset));
  }

  /** How often an offset was entered; very often if it cannot be. */
  int timesEntered(int function, int offset) {
    long place = InstructionPlace.of(function, offset);
    return entries.containsKey(place)
        ? entries.get(place).map(GeneratedEntry::times).orElse(Integer.MAX_VALUE)
        : 0;
  }

  private Optional<GeneratedEntry> makeEntry(int function, int offset) {
    return code.entry(function, offset).map(this::define);
  }

  private GeneratedEntry define(ModuleClass.Entry made) {
    try {
      MethodHandles.Lookup lookup = ENGINE.defineHiddenClassWithClassData(made.bytes(), this, true);
      MethodHandle enter =
          lookup.findStatic(
              lookup.lookupClass(), "enter", MethodType.methodType(void.class, CompiledRun.class));
      return new GeneratedEntry(enter, made.sites());
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
