package coop.covm.bytecode;

import static coop.covm.bytecode.Immediate.*;
import static coop.covm.bytecode.InstructionGroup.*;
import static coop.covm.bytecode.OperandKind.*;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The one table of instructions: name, operands, stack effect, fuel, meaning, and what to say of
 * one that has run. The compiler, the verifier, the disassembler, the engines' tests and the
 * reference page derive from it.
 *
 * <p>The stack effect is that of the source instruction with its operands written; in the code
 * operands are pushed first, in the order written, so an instruction pops its operands from above
 * the values of its effect. Numbers of opcodes never change; a new opcode takes a new number.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum Opcode {
  PUSH(0x01, STACK, "-- v", ops(VALUE), imm(CONSTANT), "Pushes a literal.", "pushes {result}"),
  POP(0x02, STACK, "v --", "Drops the top value.", "drops {v}"),
  DUP(0x03, STACK, "a -- a a", "Copies the top value.", "copies {a}"),
  SWAP(0x04, STACK, "a b -- b a", "Exchanges the top two values.", "exchanges {a} and {b}"),
  OVER(0x05, STACK, "a b -- a b a", "Copies the second value to the top.", "copies {a} to the top"),
  ROT(0x06, STACK, "a b c -- b c a", "Brings the third value to the top.", "brings {a} to the top"),
  DEPTH(
      0x07,
      STACK,
      "-- n",
      "Pushes how many values are on the stack of this frame.",
      "counts the values on the stack: {result}"),

  ADD(
      0x10,
      ARITHMETIC,
      "a b -- c",
      "Adds numbers or decimals; joins strings or lists.",
      "adds {a} and {b}: {result}"),
  SUB(0x11, ARITHMETIC, "a b -- c", "Subtracts b from a.", "subtracts {b} from {a}: {result}"),
  MUL(
      0x12,
      ARITHMETIC,
      "a b -- c",
      "Multiplies; repeats a string by a count.",
      "multiplies {a} by {b}: {result}"),
  DIV(
      0x13,
      ARITHMETIC,
      "a b -- c",
      "Divides a by b; of decimals rounded half-even to 34 digits.",
      "divides {a} by {b}: {result}"),
  MOD(
      0x14,
      ARITHMETIC,
      "a b -- c",
      "The remainder of a by b, with the sign of a.",
      "takes the remainder of {a} by {b}: {result}"),
  NEGATE(
      0x15,
      ARITHMETIC,
      "a -- b",
      "The value with its sign changed.",
      "changes the sign of {a}: {result}"),
  ABS(0x16, ARITHMETIC, "a -- b", "The magnitude.", "takes the magnitude of {a}: {result}"),
  MIN(
      0x17,
      ARITHMETIC,
      "a b -- c",
      "The smaller value.",
      "takes the smaller of {a} and {b}: {result}"),
  MAX(
      0x18,
      ARITHMETIC,
      "a b -- c",
      "The larger value.",
      "takes the larger of {a} and {b}: {result}"),
  FLOOR(
      0x19,
      ARITHMETIC,
      "a -- b",
      "The largest whole value that is not larger.",
      "rounds {a} down: {result}"),
  CEIL(
      0x1a,
      ARITHMETIC,
      "a -- b",
      "The smallest whole value that is not smaller.",
      "rounds {a} up: {result}"),
  ROUND(
      0x1b,
      ARITHMETIC,
      "a -- b",
      "The nearest whole value, of two the even one.",
      "rounds {a} to the nearest whole value: {result}"),
  ROUNDTO(
      0x1c,
      ARITHMETIC,
      "d places -- d",
      "The decimal with that many digits after the point, rounded half-even or padded.",
      "rounds {d} to {places} digits after the point: {result}"),
  TONUMBER(
      0x1d,
      ARITHMETIC,
      "v -- n",
      "Converts a decimal or the text of a number to a number.",
      "converts {v} to a number: {result}"),
  TODECIMAL(
      0x1e,
      ARITHMETIC,
      "v -- d",
      "Converts a number (by its shortest text) or the text of a decimal to a decimal.",
      "converts {v} to a decimal: {result}"),
  TOSTRING(
      0x1f, ARITHMETIC, "v -- s", "The text that emit prints.", "converts {v} to a text: {result}"),
  TYPEOF(
      0x20,
      ARITHMETIC,
      "v -- s",
      "The name of the value's type.",
      "names the type of {v}: {result}"),

  EQ(
      0x28,
      COMPARISON,
      "a b -- boolean",
      "Whether two values are equal.",
      "tests whether {a} equals {b}: {result}"),
  NE(
      0x29,
      COMPARISON,
      "a b -- boolean",
      "Whether two values differ.",
      "tests whether {a} differs from {b}: {result}"),
  LT(
      0x2a,
      COMPARISON,
      "a b -- boolean",
      "Whether a is less than b.",
      "tests whether {a} is less than {b}: {result}"),
  LE(
      0x2b,
      COMPARISON,
      "a b -- boolean",
      "Whether a is at most b.",
      "tests whether {a} is at most {b}: {result}"),
  GT(
      0x2c,
      COMPARISON,
      "a b -- boolean",
      "Whether a is greater than b.",
      "tests whether {a} is greater than {b}: {result}"),
  GE(
      0x2d,
      COMPARISON,
      "a b -- boolean",
      "Whether a is at least b.",
      "tests whether {a} is at least {b}: {result}"),
  NOT(
      0x2e,
      COMPARISON,
      "a -- boolean",
      "Whether a condition does not hold.",
      "tests whether {a} does not hold: {result}"),
  AND(
      0x2f,
      COMPARISON,
      "a b -- boolean",
      "Whether both conditions hold.",
      "tests whether {a} and {b} both hold: {result}"),
  OR(
      0x30,
      COMPARISON,
      "a b -- boolean",
      "Whether at least one condition holds.",
      "tests whether {a} or {b} holds: {result}"),

  STORE(
      0x38,
      MEMORY,
      "v --",
      ops(NAME),
      imm(VARIABLE),
      "Stores the top value in a variable.",
      "stores {v} in the variable {variable}"),
  LOAD(
      0x39,
      MEMORY,
      "-- v",
      ops(NAME),
      imm(VARIABLE),
      "Pushes the value of a variable.",
      "pushes the variable {variable}: {result}"),
  STORENAMED(
      0x3a,
      INTERNAL,
      "v name --",
      "store with its name popped.",
      "stores {v} in the variable {name}"),
  LOADNAMED(
      0x3b,
      INTERNAL,
      "name -- v",
      "load with its name popped.",
      "pushes the variable {name}: {result}"),

  CALL(
      0x40,
      CONTROL,
      "… -- …",
      ops(NAME),
      imm(FUNCTION),
      "Calls a function: its parameters are popped, its results pushed.",
      "calls {function}"),
  JUMP(0x41, INTERNAL, "--", 1, imm(TARGET), "Goes on at another place.", "goes on at {target}"),
  JUMPIFFALSE(
      0x42,
      INTERNAL,
      "c --",
      1,
      imm(TARGET),
      "Pops a condition and goes on elsewhere when it does not hold.",
      "the condition {c} holds;the condition {c} does not hold: on to {target}"),
  LOOPSTART(
      0x43,
      INTERNAL,
      "n --",
      1,
      imm(HIDDEN),
      "Takes the count of a loop.",
      "takes {n} as the count of the loop"),
  LOOPNEXT(
      0x44,
      INTERNAL,
      "--",
      1,
      imm(HIDDEN, TARGET),
      "Counts a round, or goes on elsewhere when none is left.",
      "begins a round of the loop;no round of the loop is left: on to {target}"),
  FOREACHSTART(
      0x45,
      INTERNAL,
      "c --",
      1,
      imm(HIDDEN),
      "Takes the list or map of a foreach.",
      "takes {c} to go through"),
  FOREACHNEXT(
      0x46,
      INTERNAL,
      "--",
      1,
      imm(HIDDEN, VARIABLE, TARGET),
      "Stores the next element, or goes on elsewhere when none is left.",
      "stores the next element, {stored}, in the variable {variable};no element is left: on to {target}"),
  CASE(
      0x47,
      INTERNAL,
      "v -- v?",
      1,
      imm(CONSTANT, TARGET),
      "Pops the value when it equals the constant, else leaves it and goes on elsewhere.",
      "{v} equals {constant};{v} does not equal {constant}: on to {target}"),
  RETURN(
      0x48,
      INTERNAL,
      "… --",
      0,
      imm(),
      "Ends the frame; its stack goes to the caller.",
      "ends {function}"),

  EMIT(
      0x50,
      OUTPUT,
      "--",
      ops(TEXT),
      imm(),
      "Prints a text; without one, any top value.",
      "emits {1}"),
  EMITEVENT(
      0x51,
      OUTPUT,
      "--",
      ops(TEXT, TEXT),
      imm(),
      "Reports an event: category and message.",
      "reports the event {1}: {2}"),

  ASSERTTOP(
      0x58,
      CHECKS,
      "v -- v",
      ops(VALUE),
      imm(),
      "Ends the run unless the top value equals this one; keeps it.",
      "checks that {v} equals {1}"),
  ASSERTMEMORY(
      0x59,
      CHECKS,
      "--",
      ops(NAME, VALUE),
      imm(VARIABLE),
      "Ends the run unless the variable equals this value.",
      "checks that the variable {variable} equals {2}"),
  ASSERTMEMORYNAMED(
      0x5a,
      INTERNAL,
      "name v --",
      "assertmemory with its operands popped.",
      "checks that the variable {name} equals {v}"),
  ASSERTEQUALSTACK(
      0x5b,
      CHECKS,
      "--",
      ops(NUMBER),
      imm(),
      "Ends the run unless the top N values are equal; keeps them.",
      "checks that the top {1} values are equal"),
  REQUIRE(
      0x5c,
      CHECKS,
      "condition --",
      ops(TEXT),
      imm(),
      "Ends the run with this message unless the condition holds.",
      "requires the condition {condition}, which holds"),
  FAIL(
      0x5d,
      CHECKS,
      "--",
      ops(TEXT),
      imm(),
      "Ends the run with this message.",
      "ends the run with {1}"),

  DUMPSTACK(0x60, INSPECTION, "--", "Shows the stack on standard error.", "shows the stack"),
  DUMPMEMORY(
      0x61, INSPECTION, "--", "Shows the variables on standard error.", "shows the variables"),
  DUMPSTATE(
      0x62,
      INSPECTION,
      "--",
      "Shows stack, variables, calls and transaction on standard error.",
      "shows the state of the run"),

  GET(
      0x68,
      COLLECTIONS,
      "c k -- v",
      "The element of a list at an index, the entry of a map, the code point of a string.",
      "takes {k} out of {c}: {result}"),
  PUT(
      0x69,
      COLLECTIONS,
      "c k v -- c",
      "The list or map with one element replaced or added.",
      "puts {v} at {k} of {c}: {result}"),
  APPEND(
      0x6a,
      COLLECTIONS,
      "l v -- l",
      "The list with one more element at its end.",
      "appends {v} to {l}: {result}"),
  REMOVE(
      0x6b,
      COLLECTIONS,
      "c k -- c",
      "The list or map without one element; a missing map key is no error.",
      "removes {k} from {c}: {result}"),
  HAS(
      0x6c,
      COLLECTIONS,
      "c k -- boolean",
      "Whether a map has a key, or a list or string an index.",
      "tests whether {c} has {k}: {result}"),
  CONTAINS(
      0x6d,
      COLLECTIONS,
      "c v -- boolean",
      "Whether a list has an element, or a string a part.",
      "tests whether {c} contains {v}: {result}"),
  SIZE(
      0x6e,
      COLLECTIONS,
      "c -- n",
      "How many elements, entries or code points there are.",
      "takes the size of {c}: {result}"),
  KEYS(
      0x6f,
      COLLECTIONS,
      "m -- l",
      "The keys of a map, in order.",
      "lists the keys of {m}: {result}"),
  VALUES(
      0x70,
      COLLECTIONS,
      "m -- l",
      "The values of a map, in order.",
      "lists the values of {m}: {result}"),
  SLICE(
      0x71,
      COLLECTIONS,
      "c from to -- c",
      "The part of a list or string from an index up to, not including, another.",
      "takes the part of {c} from {from} to {to}: {result}"),
  SORT(
      0x72,
      COLLECTIONS,
      "l -- l",
      "The list in ascending order; equal elements keep their order.",
      "sorts {l}: {result}"),
  JOIN(
      0x73,
      COLLECTIONS,
      "l sep -- s",
      "The strings of a list with a separator between them.",
      "joins {l} with {sep}: {result}"),
  SPLIT(
      0x74,
      COLLECTIONS,
      "s sep -- l",
      "The parts of a string between separators.",
      "splits {s} at {sep}: {result}"),
  LOWER(
      0x75,
      COLLECTIONS,
      "s -- s",
      "The text in lower case, by the rules of Unicode, in every locale the same.",
      "puts {s} in lower case: {result}"),
  UPPER(
      0x76,
      COLLECTIONS,
      "s -- s",
      "The text in upper case, by the rules of Unicode, in every locale the same.",
      "puts {s} in upper case: {result}"),
  TRIM(
      0x77,
      COLLECTIONS,
      "s -- s",
      "The text without white space at its ends.",
      "trims {s}: {result}"),

  STOREP(
      0x80,
      STORAGE,
      "v --",
      ops(KEY),
      imm(),
      "Stores a value under a key.",
      "stores {v} under {1}"),
  LOADP(
      0x81,
      STORAGE,
      "-- v",
      ops(KEY),
      imm(),
      "The value of a key; missing is an error, or the value behind default.",
      "reads {1}: {result}"),
  LOADPDEFAULT(
      0x82,
      INTERNAL,
      "key v -- v",
      "loadp with a value for a missing key.",
      "reads {key}, with {v} if it has no value: {result}"),
  DELETEP(
      0x83,
      STORAGE,
      "--",
      ops(KEY),
      imm(),
      "Removes a key; a missing one is no error.",
      "removes {1}"),
  KEYEXISTS(
      0x84,
      STORAGE,
      "-- boolean",
      ops(KEY),
      imm(),
      "Whether a key has a value.",
      "tests whether {1} has a value: {result}"),
  LISTKEYS(
      0x85,
      STORAGE,
      "-- l",
      ops(PREFIX),
      imm(),
      "The absolute keys below a prefix, by their UTF-8 bytes.",
      "lists the keys below {1}: {result}"),
  BEGINTX(0x86, STORAGE, "--", "Begins an explicit transaction.", "begins a transaction"),
  COMMITTX(0x87, STORAGE, "--", "Commits the explicit transaction.", "commits the transaction"),
  ROLLBACKTX(0x88, STORAGE, "--", "Undoes the explicit transaction.", "undoes the transaction"),
  INCREMENTP(
      0x89,
      STORAGE,
      "n --",
      ops(KEY),
      imm(),
      "Adds to a number or decimal without reading it.",
      "adds {n} to {1}"),
  LOADVERSIONP(
      0x8a,
      STORAGE,
      "-- v",
      ops(KEY, NUMBER),
      imm(),
      "The value as of a revision.",
      "reads {1} as of revision {2}: {result}"),
  LISTVERSIONSP(
      0x8b,
      STORAGE,
      "-- l",
      ops(KEY),
      imm(),
      "The versions of a key, oldest first, as maps.",
      "lists the versions of {1}: {result}"),
  DIFFVERSIONSP(
      0x8c,
      STORAGE,
      "-- v",
      ops(KEY, NUMBER, NUMBER),
      imm(),
      "The difference between two revisions of a key.",
      "compares {1} at revisions {2} and {3}: {result}"),
  SEGMENT(
      0x8d,
      STORAGE,
      "v -- s",
      "One safe key segment, or an error.",
      "makes {v} a segment of a key: {result}"),
  TRANSACTIONSTART(
      0x8e,
      INTERNAL,
      "--",
      1,
      imm(),
      "Begins, or joins, a transaction: block.",
      "begins the transaction: block"),
  TRANSACTIONEND(
      0x8f,
      INTERNAL,
      "--",
      1,
      imm(),
      "Ends a transaction: block; the outermost commits.",
      "ends the transaction: block;meets a conflict with another commit, so the block is undone: back to {target}"),

  GETCALLER(
      0xa0,
      IDENTITY,
      "-- v",
      "The member that the run acts for, or null.",
      "asks who the caller is: {result}"),
  HASROLE(
      0xa1,
      IDENTITY,
      "-- boolean",
      ops(ROLE),
      imm(),
      "Whether the caller has a role.",
      "tests whether the caller has the role {1}: {result}"),
  REQUIREROLE(
      0xa2,
      IDENTITY,
      "--",
      ops(ROLE),
      imm(),
      "Ends the run unless the caller has a role.",
      "requires the role {1}, which the caller has"),
  REQUIREIDENTITY(
      0xa3,
      IDENTITY,
      "--",
      ops(ID),
      imm(),
      "Ends the run unless the caller is this member.",
      "requires the caller {1}, who it is"),
  VERIFYSIGNATURE(
      0xa4,
      IDENTITY,
      "message signature key -- boolean",
      "Whether an Ed25519 signature is that of a text by a key; signature and key are Base64. It costs 10,000 fuel.",
      "tests whether {signature} is the signature of {message} by the key {key}: {result}"),
  CHECKMEMBERSHIP(
      0xa5,
      IDENTITY,
      "-- boolean",
      ops(ID, ID),
      imm(),
      "Whether a member has a role in an organisation, or below it.",
      "tests whether {1} is a member of {2}: {result}"),

  RANKEDVOTE(0xb0, GOVERNANCE, "", reserved(), "Reserved for a later release."),
  LIQUIDDELEGATE(0xb1, GOVERNANCE, "", reserved(), "Reserved for a later release."),
  VOTINGPOWER(0xb2, GOVERNANCE, "", reserved(), "Reserved for a later release."),
  VOTETHRESHOLD(0xb3, GOVERNANCE, "", reserved(), "Reserved for a later release."),
  QUORUMTHRESHOLD(0xb4, GOVERNANCE, "", reserved(), "Reserved for a later release."),
  TALLY(0xb5, GOVERNANCE, "", reserved(), "Reserved for a later release."),
  CREATERESOURCE(0xb8, ECONOMY, "", reserved(), "Reserved for a later release."),
  MINT(0xb9, ECONOMY, "", reserved(), "Reserved for a later release."),
  TRANSFER(0xba, ECONOMY, "", reserved(), "Reserved for a later release."),
  BURN(0xbb, ECONOMY, "", reserved(), "Reserved for a later release."),
  BALANCE(0xbc, ECONOMY, "", reserved(), "Reserved for a later release."),

  NOP(0xc0, MISCELLANEOUS, "--", "Does nothing.", "does nothing"),
  NOW(
      0xc1,
      MISCELLANEOUS,
      "-- n",
      "Seconds since 1970, one value for the whole run.",
      "pushes the time of the run: {result}"),

  OPERAND(0xd0, INTERNAL, "-- v", 0, imm(CONSTANT), "Pushes a written operand.", "pushes {result}"),
  OPERANDVARIABLE(
      0xd1,
      INTERNAL,
      "-- v",
      0,
      imm(VARIABLE),
      "Pushes a variable that is an operand or fills a hole.",
      "pushes the variable {variable}: {result}"),
  TEXTTEMPLATE(
      0xd2,
      INTERNAL,
      "… -- s",
      1,
      imm(TEMPLATE),
      "Fills the holes of a text.",
      "fills the text: {result}"),
  KEYTEMPLATE(
      0xd3,
      INTERNAL,
      "… -- s",
      1,
      imm(TEMPLATE),
      "Fills the holes of a key, prefix, role or id, each with one valid segment.",
      "fills the holes: {result}");

  /** Between what is on the stack before and after. */
  private static final String BETWEEN_SIDES = "--";

  private static final Map<String, Opcode> BY_MNEMONIC = new HashMap<>();
  private static final @Nullable Opcode[] BY_NUMBER = new @Nullable Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_MNEMONIC.put(opcode.mnemonic(), opcode);
      BY_NUMBER[opcode.number] = opcode;
    }
  }

  private final int number;
  private final String mnemonic;
  private final InstructionGroup group;
  private final String effect;
  private final List<OperandKind> operands;
  private final Form form;
  private final String explanation;
  private final Phrase phrase;
  private final int pops;
  private final int pushes;

  Opcode(int number, InstructionGroup group, String effect, String explanation, String phrase) {
    this(number, group, effect, ops(), new Form(1, List.of(), false), explanation, phrase);
  }

  /** A reserved instruction, which never runs. */
  Opcode(int number, InstructionGroup group, String effect, Form form, String explanation) {
    this(number, group, effect, ops(), form, explanation, "");
  }

  Opcode(
      int number,
      InstructionGroup group,
      String effect,
      int fuel,
      Form form,
      String explanation,
      String phrase) {
    this(
        number,
        group,
        effect,
        ops(),
        new Form(fuel, form.immediates, form.reserved),
        explanation,
        phrase);
  }

  Opcode(
      int number,
      InstructionGroup group,
      String effect,
      List<OperandKind> operands,
      Form form,
      String explanation,
      String phrase) {
    this.number = number;
    this.mnemonic = name().toLowerCase(Locale.ROOT);
    this.group = group;
    this.effect = effect;
    this.operands = operands;
    this.form = form;
    this.explanation = explanation;
    this.phrase = new Phrase(phrase);
    int middle = effect.indexOf(BETWEEN_SIDES);
    boolean none = middle < 0; // of reserved instructions
    this.pops = (none ? 0 : words(effect.substring(0, middle))) + stackOperands(operands, form);
    this.pushes = none ? 0 : words(effect.substring(middle + BETWEEN_SIDES.length()));
  }

  /** Immediates and fuel. */
  private record Form(int fuel, List<Immediate> immediates, boolean reserved) {}

  private static List<OperandKind> ops(OperandKind... kinds) {
    return List.of(kinds);
  }

  private static Form imm(Immediate... immediates) {
    return new Form(1, List.of(immediates), false);
  }

  private static Form reserved() {
    return new Form(1, List.of(), true);
  }

  private static int words(String side) {
    return new StringTokenizer(side).countTokens(); // a pattern for each took 3 ms of every start
  }

  /** A name or literal that became an immediate is not on the stack; every other operand is. */
  private static int stackOperands(List<OperandKind> operands, Form form) {
    boolean first =
        form.immediates.contains(VARIABLE)
            || form.immediates.contains(CONSTANT)
            || form.immediates.contains(FUNCTION);
    return operands.size() - (first && !operands.isEmpty() ? 1 : 0);
  }

  /** The instruction or internal opcode of this spelling, upper or lower case. */
  public static Optional<Opcode> of(String mnemonic) {
    // Outside ASCII some letters have an ASCII lower case, as the Kelvin sign has k.
    return mnemonic.chars().allMatch(c -> c < 0x80)
        ? Optional.ofNullable(BY_MNEMONIC.get(mnemonic.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** The opcode of this number, if there is one. */
  public static Optional<Opcode> of(int number) {
    return number >= 0 && number < BY_NUMBER.length
        ? Optional.ofNullable(BY_NUMBER[number])
        : Optional.empty();
  }

  /** The name in source text and disassembly, lower case. */
  public String mnemonic() {
    return mnemonic;
  }

  /** The number in code, 0 to 255. */
  public int number() {
    return number;
  }

  public InstructionGroup group() {
    return group;
  }

  /**
   * Whether a program may write it: not internal. Reserved instructions are written too, but do not
   * compile.
   */
  public boolean inSource() {
    return group != INTERNAL;
  }

  /** Whether it is kept for a later release: it parses, and compiling it is an error. */
  public boolean isReserved() {
    return form.reserved;
  }

  /**
   * The effect of the source instruction with its operands written: {@code before -- after}, top
   * rightmost.
   */
  public String effect() {
    return effect;
  }

  /** The operands in the order they are written. */
  public List<OperandKind> operands() {
    return operands;
  }

  /** What follows the opcode in the code. */
  public List<Immediate> immediates() {
    return form.immediates;
  }

  /** How many words of code it takes. */
  public int length() {
    return 1 + form.immediates.size();
  }

  /**
   * What it costs before what its operands' sizes add. Only what pushes written operands and {@code
   * RETURN} are free: every way round a loop, and every instruction that pops, costs something.
   */
  public int fuel() {
    return form.fuel;
  }

  /**
   * Whether how much it pops or pushes depends on more than the opcode: {@code CALL} (the
   * function), {@code RETURN} and {@code CASE} (the path), the templates (the holes).
   */
  public boolean hasVariableEffect() {
    return switch (this) {
      case CALL, RETURN, CASE, TEXTTEMPLATE, KEYTEMPLATE -> true;
      default -> false;
    };
  }

  /** Whether the instruction behind it may be the next one; only a few end the path. */
  public boolean fallsThrough() {
    return this != JUMP && this != RETURN && this != FAIL;
  }

  /**
   * How many values it pops in the code, operands included. Meaningless where the effect is
   * variable.
   */
  public int pops() {
    return pops;
  }

  /** How many values it pushes. Meaningless where the effect is variable. */
  public int pushes() {
    return pushes;
  }

  /** Whether it reads or changes keys of the store, or begins or ends a transaction. */
  public boolean reachesStore() {
    return switch (this) {
      case LOADPDEFAULT, TRANSACTIONSTART, TRANSACTIONEND -> true;
      case SEGMENT -> false;
      default -> group == STORAGE;
    };
  }

  /** One sentence: what it does. */
  public String explanation() {
    return explanation;
  }

  /** What to say when it has run; empty of a reserved instruction. */
  public Phrase phrase() {
    return phrase;
  }
}
