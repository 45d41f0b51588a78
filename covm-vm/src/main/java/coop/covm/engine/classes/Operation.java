package coop.covm.engine.classes;

import static coop.covm.engine.classes.Names.engine;

import coop.covm.bytecode.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The method that does what an instruction does with any values. It may charge and may fail.
 *
 * @param first what it takes before the values
 * @param values how many values it takes, from the top of the stack, the deepest first
 * @param kept how many of them, from the deepest on, stay on the stack
 */
record Operation(ClassDesc owner, String name, First first, int values, int kept, Result result) {
  private static final Map<Opcode, Operation> ALL = new EnumMap<>(Opcode.class);

  /** What a method takes before the values. */
  enum First {
    NOTHING,
    METER,
    RUN,
    ALL
  }

  /** What a method gives. */
  enum Result {
    NOTHING,
    VALUE,
    TRUTH,
    NUMBER;

    ClassDesc type() {
      return switch (this) {
        case NOTHING -> Names.VOID;
        case VALUE -> Names.VALUE;
        case TRUTH -> Names.TRUTH;
        case NUMBER -> Names.DOUBLE;
      };
    }
  }

  static {
    ClassDesc arithmetic = ClassDesc.of("coop.covm.value.Arithmetic");
    value(Opcode.ADD, engine("ArithmeticInstructions"), "add", First.METER);
    value(Opcode.SUB, arithmetic, "subtract", First.NOTHING);
    value(Opcode.MUL, engine("ArithmeticInstructions"), "multiply", First.METER);
    value(Opcode.DIV, arithmetic, "divide", First.NOTHING);
    value(Opcode.MOD, arithmetic, "modulo", First.NOTHING);
    value(Opcode.NEGATE, arithmetic, "negate", First.NOTHING);
    value(Opcode.ABS, arithmetic, "abs", First.NOTHING);
    value(Opcode.MIN, arithmetic, "min", First.NOTHING);
    value(Opcode.MAX, arithmetic, "max", First.NOTHING);
    value(Opcode.FLOOR, arithmetic, "floor", First.NOTHING);
    value(Opcode.CEIL, arithmetic, "ceil", First.NOTHING);
    value(Opcode.ROUND, arithmetic, "round", First.NOTHING);
    value(Opcode.ROUNDTO, arithmetic, "roundTo", First.NOTHING);

    ClassDesc conversion = engine("ConversionInstructions");
    put(Opcode.TONUMBER, Names.PRIMITIVES, "toNumber", First.ALL, Result.NUMBER);
    value(Opcode.TODECIMAL, conversion, "toDecimal", First.METER);
    value(Opcode.TOSTRING, conversion, "toText", First.METER);
    value(Opcode.TYPEOF, conversion, "typeOf", First.NOTHING);

    put(Opcode.EQ, Names.PRIMITIVES, "equal", First.ALL, Result.TRUTH);
    put(Opcode.NE, Names.PRIMITIVES, "notEqual", First.ALL, Result.TRUTH);
    put(Opcode.LT, Names.PRIMITIVES, "less", First.ALL, Result.TRUTH);
    put(Opcode.LE, Names.PRIMITIVES, "lessOrEqual", First.ALL, Result.TRUTH);
    put(Opcode.GT, Names.PRIMITIVES, "greater", First.ALL, Result.TRUTH);
    put(Opcode.GE, Names.PRIMITIVES, "greaterOrEqual", First.ALL, Result.TRUTH);
    put(Opcode.NOT, Names.PRIMITIVES, "not", First.NOTHING, Result.TRUTH);
    put(Opcode.AND, Names.PRIMITIVES, "and", First.NOTHING, Result.TRUTH);
    put(Opcode.OR, Names.PRIMITIVES, "or", First.NOTHING, Result.TRUTH);

    ClassDesc output = engine("OutputInstructions");
    put(Opcode.EMIT, output, "emit", First.RUN, Result.NOTHING);
    put(Opcode.EMITEVENT, output, "emitEvent", First.RUN, Result.NOTHING);
    put(Opcode.REQUIRE, engine("CheckInstructions"), "require", First.NOTHING, Result.NOTHING);
    ALL.put(
        Opcode.ASSERTTOP,
        new Operation(Names.PRIMITIVES, "assertTop", First.ALL, 2, 1, Result.NOTHING));

    ClassDesc collections = engine("CollectionInstructions");
    value(Opcode.GET, collections, "get", First.METER);
    value(Opcode.PUT, collections, "put", First.METER);
    value(Opcode.APPEND, collections, "append", First.METER);
    value(Opcode.REMOVE, collections, "remove", First.METER);
    put(Opcode.HAS, collections, "has", First.METER, Result.TRUTH);
    put(Opcode.CONTAINS, collections, "contains", First.METER, Result.TRUTH);
    put(Opcode.SIZE, Names.PRIMITIVES, "size", First.ALL, Result.NUMBER);
    value(Opcode.KEYS, Names.PRIMITIVES, "keys", First.ALL);
    value(Opcode.VALUES, Names.PRIMITIVES, "values", First.ALL);
    ClassDesc lists = engine("ListInstructions");
    value(Opcode.SLICE, lists, "slice", First.METER);
    value(Opcode.SORT, lists, "sort", First.METER);
    value(Opcode.JOIN, lists, "join", First.METER);
    ClassDesc texts = engine("TextInstructions");
    value(Opcode.SPLIT, texts, "split", First.METER);
    value(Opcode.LOWER, texts, "lower", First.METER);
    value(Opcode.UPPER, texts, "upper", First.METER);
    value(Opcode.TRIM, texts, "trim", First.METER);

    ClassDesc storage = engine("StorageInstructions");
    put(Opcode.STOREP, storage, "store", First.RUN, Result.NOTHING);
    value(Opcode.LOADP, storage, "load", First.RUN);
    value(Opcode.LOADPDEFAULT, storage, "loadOr", First.RUN);
    put(Opcode.DELETEP, storage, "delete", First.RUN, Result.NOTHING);
    put(Opcode.KEYEXISTS, storage, "exists", First.RUN, Result.TRUTH);
    value(Opcode.LISTKEYS, storage, "listKeys", First.RUN);
    ClassDesc history = engine("HistoryInstructions");
    value(Opcode.LOADVERSIONP, history, "loadVersion", First.RUN);
    value(Opcode.LISTVERSIONSP, history, "versions", First.RUN);
    value(Opcode.DIFFVERSIONSP, history, "difference", First.RUN);
    value(Opcode.SEGMENT, engine("KeyInstructions"), "segment", First.METER);
    ClassDesc identity = engine("IdentityInstructions");
    value(Opcode.GETCALLER, identity, "caller", First.RUN);
    put(Opcode.HASROLE, identity, "hasRole", First.RUN, Result.TRUTH);
    put(Opcode.REQUIREROLE, identity, "requireRole", First.RUN, Result.NOTHING);
    put(Opcode.REQUIREIDENTITY, identity, "requireIdentity", First.RUN, Result.NOTHING);
    put(Opcode.VERIFYSIGNATURE, identity, "verify", First.METER, Result.TRUTH);
    put(Opcode.CHECKMEMBERSHIP, identity, "isMember", First.RUN, Result.TRUTH);
    put(Opcode.BEGINTX, Names.PRIMITIVES, "beginTransaction", First.ALL, Result.NOTHING);
    put(Opcode.COMMITTX, Names.PRIMITIVES, "commitTransaction", First.ALL, Result.NOTHING);
    put(Opcode.ROLLBACKTX, Names.PRIMITIVES, "rollBackTransaction", First.ALL, Result.NOTHING);
  }

  private static void value(Opcode opcode, ClassDesc owner, String name, First first) {
    put(opcode, owner, name, first, Result.VALUE);
  }

  private static void put(Opcode opcode, ClassDesc owner, String name, First first, Result result) {
    ALL.put(opcode, new Operation(owner, name, first, opcode.pops(), 0, result));
  }

  /** The method for an instruction, if there is one. */
  static @Nullable Operation of(Opcode opcode) {
    return ALL.get(opcode);
  }

  MethodTypeDesc type() {
    List<ClassDesc> parameters = new ArrayList<>();
    switch (first) {
      case NOTHING -> {}
      case METER -> parameters.add(Names.METER);
      case RUN -> parameters.add(Names.PROGRAM_RUN);
      case ALL -> parameters.add(Names.RUN);
    }
    for (int i = 0; i < values; i++) {
      parameters.add(Names.VALUE);
    }
    return MethodTypeDesc.of(result.type(), parameters);
  }
}
