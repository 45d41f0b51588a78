package coop.covm.profile;

import coop.covm.bytecode.Opcode;
import coop.covm.engine.TracePoint;
import coop.covm.error.CovmException;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * An instruction on the store, caught before it runs.
 *
 * @param key the absolute key, or prefix, that it names, if it names one that is valid
 * @param givenBytes of the value that it gives the store
 */
record StorageAccess(Opcode opcode, Optional<String> key, long givenBytes) {

  /** What people call it. */
  static String name(Opcode opcode) {
    return switch (opcode) {
      case LOADPDEFAULT -> "loadp default";
      case TRANSACTIONSTART -> "transaction:";
      case TRANSACTIONEND -> "end of transaction:";
      default -> opcode.mnemonic();
    };
  }

  /** The one that the run stands before. */
  static StorageAccess before(TracePoint point) {
    Opcode opcode = point.instruction().opcode();
    List<Value> values = point.top(opcode.pops());
    return new StorageAccess(opcode, key(point, opcode, values), givenBytes(opcode, values));
  }

  private static Optional<String> key(TracePoint point, Opcode opcode, List<Value> values) {
    int place =
        switch (opcode) {
          case STOREP, INCREMENTP -> 1;
          default -> 0;
        };
    if (place >= values.size() || !(values.get(place) instanceof StringValue text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          opcode == Opcode.LISTKEYS
              ? point.scope().prefix(text.value()).toString()
              : point.scope().key(text.value()).toString());
    } catch (CovmException invalid) {
      // The instruction will say so.
      return Optional.empty();
    }
  }

  private static long givenBytes(Opcode opcode, List<Value> values) {
    return switch (opcode) {
      case STOREP, INCREMENTP -> values.getFirst().byteSize();
      default -> 0;
    };
  }

  boolean isWrite() {
    return switch (opcode) {
      case STOREP, INCREMENTP, DELETEP -> true;
      default -> false;
    };
  }

  /** The bytes of the values that it has read or given, when it has run. */
  long bytes(TracePoint after) {
    return switch (opcode) {
      case KEYEXISTS -> 0;
      default -> givenBytes + (opcode.pushes() > 0 ? after.top(1).getFirst().byteSize() : 0);
    };
  }
}
