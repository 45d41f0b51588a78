package coop.covm.engine;

import static coop.covm.engine.OpcodeNumber.*;

import coop.covm.bytecode.Opcode;
import coop.covm.value.Arithmetic;

/**
 * The heart of the interpreter: one switch of one-line cases. Meaning, charges and errors of an
 * instruction are in the class that its case names.
 *
 * <p>The method stays below 8,000 bytes of bytecode, beyond which the JVM never compiles a method;
 * a test says so.
 */
final class DispatchLoop {
  /** What each opcode costs before its size counts. */
  private static final int[] FUEL = new int[256];

  static {
    for (Opcode opcode : Opcode.values()) {
      FUEL[opcode.number()] = opcode.fuel();
    }
  }

  private static final int[] NO_STEPS = {};

  private DispatchLoop() {}

  /** How far to go, at most until the main program returns. */
  enum Until {
    END,
    NEXT_INSTRUCTION,
    /** Up to where {@link FusedLoop} can do a step, but one instruction at least. */
    STEP
  }

  /** Executes from where the machine is. */
  static void run(Machine m, Until until) {
    Run run = m.run;
    Meter meter = m.meter;
    int[] words = m.function.words;
    int[] steps = steps(m, until);
    int pc = m.pc;
    int sp = m.sp;
    try {
      do {
        int opcode = words[pc++];
        if ((meter.slice -= FUEL[opcode]) < 0) {
          meter.nextSlice();
          if (m.stopsAtSlice) {
            meter.slice += FUEL[opcode];
            pc--;
            return;
          }
        }
        switch (opcode) {
          case PUSH, OPERAND -> sp = StackPaths.constant(m, words[pc++], sp);
          case POP -> sp = StackPaths.pop(m, sp);
          case DUP -> sp = m.copy(sp, sp - 1);
          case SWAP -> sp = StackPaths.swap(m, sp);
          case OVER -> sp = m.copy(sp, sp - 2);
          case ROT -> sp = StackPaths.rotate(m, sp);
          case DEPTH -> sp = StackPaths.depth(m, sp);

          case ADD -> sp = NumberPaths.add(m, sp);
          case SUB -> sp = NumberPaths.subtract(m, sp);
          case MUL -> sp = NumberPaths.multiply(m, sp);
          case DIV -> sp = NumberPaths.divide(m, sp);
          case MOD -> sp = NumberPaths.modulo(m, sp);
          case NEGATE -> sp = NumberPaths.negate(m, sp);
          case ABS -> sp = m.replace(sp, 1, Arithmetic.abs(m.value(sp - 1)));
          case MIN -> sp = m.replace(sp, 2, Arithmetic.min(m.value(sp - 2), m.value(sp - 1)));
          case MAX -> sp = m.replace(sp, 2, Arithmetic.max(m.value(sp - 2), m.value(sp - 1)));
          case FLOOR -> sp = m.replace(sp, 1, Arithmetic.floor(m.value(sp - 1)));
          case CEIL -> sp = m.replace(sp, 1, Arithmetic.ceil(m.value(sp - 1)));
          case ROUND -> sp = m.replace(sp, 1, Arithmetic.round(m.value(sp - 1)));
          case ROUNDTO ->
              sp = m.replace(sp, 2, Arithmetic.roundTo(m.value(sp - 2), m.value(sp - 1)));
          case TONUMBER ->
              sp = m.replace(sp, 1, ConversionInstructions.toNumber(meter, m.value(sp - 1)));
          case TODECIMAL ->
              sp = m.replace(sp, 1, ConversionInstructions.toDecimal(meter, m.value(sp - 1)));
          case TOSTRING ->
              sp = m.replace(sp, 1, ConversionInstructions.toText(meter, m.value(sp - 1)));
          case TYPEOF -> sp = m.replace(sp, 1, ConversionInstructions.typeOf(m.value(sp - 1)));

          case EQ -> sp = ComparisonPaths.equal(m, sp);
          case NE -> sp = ComparisonPaths.notEqual(m, sp);
          case LT -> sp = ComparisonPaths.less(m, sp);
          case LE -> sp = ComparisonPaths.lessOrEqual(m, sp);
          case GT -> sp = ComparisonPaths.greater(m, sp);
          case GE -> sp = ComparisonPaths.greaterOrEqual(m, sp);
          case NOT -> sp = ComparisonPaths.not(m, sp);
          case AND -> sp = ComparisonPaths.and(m, sp);
          case OR -> sp = ComparisonPaths.or(m, sp);

          case STORE -> sp = StackPaths.store(m, words[pc++], sp);
          case LOAD, OPERANDVARIABLE -> sp = StackPaths.load(m, words[pc++], sp);
          case STORENAMED -> sp = EffectPaths.storeNamed(m, sp);
          case LOADNAMED -> sp = m.replace(sp, 1, VariableInstructions.load(m, m.value(sp - 1)));

          case CALL -> {
            m.call(words[pc], sp, pc + 1);
            words = m.function.words;
            steps = steps(m, until);
            pc = m.pc;
            sp = m.sp;
          }
          case RETURN -> {
            m.pc = pc;
            m.leave(sp);
            words = m.function.words;
            steps = steps(m, until);
            pc = m.pc;
            sp = m.sp;
            if (m.finished) {
              return;
            }
          }
          case JUMP -> pc = words[pc];
          case JUMPIFFALSE -> {
            pc = ComparisonPaths.holds(m, sp - 1) ? pc + 1 : words[pc];
            sp = StackPaths.pop(m, sp);
          }
          case LOOPSTART -> sp = LoopPaths.startLoop(m, words[pc++], sp);
          case LOOPNEXT -> pc = LoopPaths.nextRound(m, words[pc]) ? pc + 2 : words[pc + 1];
          case FOREACHSTART -> sp = LoopPaths.startForeach(m, words[pc++], sp);
          case FOREACHNEXT ->
              pc = LoopPaths.nextElement(m, words[pc], words[pc + 1]) ? pc + 3 : words[pc + 2];
          case CASE -> {
            boolean matches = ComparisonPaths.matches(m, words[pc], sp);
            pc = matches ? pc + 2 : words[pc + 1];
            sp = matches ? StackPaths.pop(m, sp) : sp;
          }

          case EMIT -> sp = EffectPaths.emit(m, sp);
          case EMITEVENT -> sp = EffectPaths.emitEvent(m, sp);
          case ASSERTTOP -> sp = EffectPaths.assertTop(m, sp);
          case ASSERTMEMORY -> sp = EffectPaths.assertMemory(m, words[pc++], sp);
          case ASSERTMEMORYNAMED -> sp = EffectPaths.assertMemoryNamed(m, sp);
          case ASSERTEQUALSTACK -> sp = EffectPaths.assertEqualStack(m, sp);
          case REQUIRE -> sp = EffectPaths.require(m, sp);
          case FAIL -> throw CheckInstructions.fail(m.value(sp - 1));
          case DUMPSTACK -> InspectionInstructions.dumpStack(run, m.stack(sp));
          case DUMPMEMORY -> InspectionInstructions.dumpMemory(run, VariableInstructions.all(m));
          case DUMPSTATE -> EffectPaths.dumpState(m, sp);

          case GET ->
              sp =
                  m.replace(
                      sp, 2, CollectionInstructions.get(meter, m.value(sp - 2), m.value(sp - 1)));
          case PUT ->
              sp =
                  m.replace(
                      sp,
                      3,
                      CollectionInstructions.put(
                          meter, m.value(sp - 3), m.value(sp - 2), m.value(sp - 1)));
          case APPEND ->
              sp =
                  m.replace(
                      sp,
                      2,
                      CollectionInstructions.append(meter, m.value(sp - 2), m.value(sp - 1)));
          case REMOVE ->
              sp =
                  m.replace(
                      sp,
                      2,
                      CollectionInstructions.remove(meter, m.value(sp - 2), m.value(sp - 1)));
          case HAS ->
              sp =
                  m.replace(
                      sp, 2, CollectionInstructions.has(meter, m.value(sp - 2), m.value(sp - 1)));
          case CONTAINS ->
              sp =
                  m.replace(
                      sp,
                      2,
                      CollectionInstructions.contains(meter, m.value(sp - 2), m.value(sp - 1)));
          case SIZE -> sp = m.replace(sp, 1, CollectionInstructions.size(meter, m.value(sp - 1)));
          case KEYS ->
              sp = m.replace(sp, 1, CollectionInstructions.keys(meter, "keys", m.value(sp - 1)));
          case VALUES ->
              sp = m.replace(sp, 1, CollectionInstructions.values(meter, m.value(sp - 1)));
          case SLICE ->
              sp =
                  m.replace(
                      sp,
                      3,
                      ListInstructions.slice(
                          meter, m.value(sp - 3), m.value(sp - 2), m.value(sp - 1)));
          case SORT -> sp = m.replace(sp, 1, ListInstructions.sort(meter, m.value(sp - 1)));
          case JOIN ->
              sp = m.replace(sp, 2, ListInstructions.join(meter, m.value(sp - 2), m.value(sp - 1)));
          case SPLIT ->
              sp =
                  m.replace(sp, 2, TextInstructions.split(meter, m.value(sp - 2), m.value(sp - 1)));
          case LOWER -> sp = m.replace(sp, 1, TextInstructions.lower(meter, m.value(sp - 1)));
          case UPPER -> sp = m.replace(sp, 1, TextInstructions.upper(meter, m.value(sp - 1)));
          case TRIM -> sp = m.replace(sp, 1, TextInstructions.trim(meter, m.value(sp - 1)));

          case STOREP -> sp = EffectPaths.store(m, sp);
          case LOADP -> sp = m.replace(sp, 1, StorageInstructions.load(run, m.value(sp - 1)));
          case LOADPDEFAULT ->
              sp =
                  m.replace(
                      sp, 2, StorageInstructions.loadOr(run, m.value(sp - 2), m.value(sp - 1)));
          case DELETEP -> sp = EffectPaths.delete(m, sp);
          case KEYEXISTS -> sp = m.replace(sp, 1, StorageInstructions.exists(run, m.value(sp - 1)));
          case LISTKEYS ->
              sp = m.replace(sp, 1, StorageInstructions.listKeys(run, m.value(sp - 1)));
          case INCREMENTP -> sp = EffectPaths.increment(m, pc - 1, sp);
          case LOADVERSIONP ->
              sp =
                  m.replace(
                      sp,
                      2,
                      HistoryInstructions.loadVersion(run, m.value(sp - 2), m.value(sp - 1)));
          case LISTVERSIONSP ->
              sp = m.replace(sp, 1, HistoryInstructions.versions(run, m.value(sp - 1)));
          case DIFFVERSIONSP ->
              sp =
                  m.replace(
                      sp,
                      3,
                      HistoryInstructions.difference(
                          run, m.value(sp - 3), m.value(sp - 2), m.value(sp - 1)));
          case SEGMENT -> sp = m.replace(sp, 1, KeyInstructions.segment(meter, m.value(sp - 1)));
          case BEGINTX -> run.transactions().begin();
          case COMMITTX -> run.transactions().commit();
          case ROLLBACKTX -> run.transactions().rollback();
          case TRANSACTIONSTART -> m.blocks.start(pc - 1, sp);
          case TRANSACTIONEND -> {
            m.blocks.end(pc, sp);
            pc = m.pc;
            sp = m.sp;
          }

          case GETCALLER -> sp = m.push(sp, IdentityInstructions.caller(run));
          case HASROLE -> sp = m.replace(sp, 1, IdentityInstructions.hasRole(run, m.value(sp - 1)));
          case REQUIREROLE -> sp = EffectPaths.requireRole(m, sp);
          case REQUIREIDENTITY -> sp = EffectPaths.requireIdentity(m, sp);
          case VERIFYSIGNATURE ->
              sp =
                  m.replace(
                      sp,
                      3,
                      IdentityInstructions.verify(
                          meter, m.value(sp - 3), m.value(sp - 2), m.value(sp - 1)));
          case CHECKMEMBERSHIP ->
              sp =
                  m.replace(
                      sp, 2, IdentityInstructions.isMember(run, m.value(sp - 2), m.value(sp - 1)));

          case NOP -> {}
          case NOW -> sp = StackPaths.number(m, (double) run.request().nowSeconds(), sp);
          case TEXTTEMPLATE -> sp = EffectPaths.fillText(m, words[pc++], sp);
          case KEYTEMPLATE -> sp = EffectPaths.fillKey(m, words[pc++], sp);
          default -> throw new IllegalStateException("opcode " + opcode + " in a verified module");
        }
      } while (until == Until.END || (until == Until.STEP && steps[pc] == FusedCode.NONE));
    } finally {
      m.pc = pc;
      m.sp = sp;
    }
  }

  /** The steps of the current function, if somebody looks for one: else none need be made. */
  private static int[] steps(Machine m, Until until) {
    return until == Until.STEP ? m.function.steps() : NO_STEPS;
  }
}
