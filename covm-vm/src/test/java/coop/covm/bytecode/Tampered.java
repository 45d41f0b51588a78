package coop.covm.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A module with something in its program changed by hand. */
final class Tampered {
  private Tampered() {}

  static Module words(Module module, int... words) {
    Function main = module.main();
    int[] places = IntStream.range(0, words.length).toArray();
    return main(module, main.maxStack(), new Code(words, places, places, places));
  }

  static Module maxStack(Module module, int maxStack) {
    return main(module, maxStack, module.main().code());
  }

  static Module places(Module module, int[] offsets, int[] starts, int[] ends) {
    Function main = module.main();
    Code code = new Code(main.code().words(), offsets, starts, ends);
    return main(module, main.maxStack(), code);
  }

  private static Module main(Module module, int maxStack, Code code) {
    Function main = module.main();
    return main(
        module,
        new Function(
            main.name(),
            main.parameters(),
            main.results(),
            main.variables(),
            main.hidden(),
            maxStack,
            code));
  }

  static Module main(Module module, Function main) {
    List<Function> functions = new ArrayList<>(module.functions());
    functions.set(0, main);
    return new Module(
        module.sourceName(),
        module.source(),
        module.programDigest(),
        module.constants(),
        module.templates(),
        functions);
  }
}
