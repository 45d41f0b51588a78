package coop.covm.golden;

import coop.covm.engine.Engine;
import coop.covm.engine.GeneratingEngine;
import coop.covm.engine.Interpreter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One way to run a program. All ways must give the same.
 *
 * @param fromFile whether the module is written to bytes and read back before it runs
 */
record Variant(EngineChoice engine, BackendChoice backend, boolean fromFile) {
  /** Every engine there is. */
  static final List<EngineChoice> ENGINES =
      List.of(
          new EngineChoice("interpreter", Interpreter::new),
          new EngineChoice("generated code", GeneratingEngine::atOnce));

  /** Every backend that needs nothing but a folder. */
  static final List<BackendChoice> BACKENDS =
      List.of(
          new BackendChoice("memory:", false),
          new BackendChoice("file:", true),
          new BackendChoice("rocksdb:", true));

  record EngineChoice(String name, Supplier<Engine> maker) {}

  /**
   * @param durable whether the store is there again after it was closed; its URL ends in a folder
   */
  record BackendChoice(String scheme, boolean durable) {
    String url(Path folder) {
      return durable ? scheme + folder : scheme;
    }
  }

  static List<Variant> all() {
    List<Variant> all = new ArrayList<>();
    for (EngineChoice engine : ENGINES) {
      for (BackendChoice backend : BACKENDS) {
        all.add(new Variant(engine, backend, false));
        all.add(new Variant(engine, backend, true));
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return "%s on %s%s"
        .formatted(engine.name(), backend.scheme(), fromFile ? ", from a compiled file" : "");
  }
}
