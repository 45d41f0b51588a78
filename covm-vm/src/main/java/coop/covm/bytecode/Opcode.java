package coop.covm.bytecode;

import static coop.covm.bytecode.Immediate.*;
import static coop.covm.bytecode.InstructionGroup.*;
import static coop.covm.bytecode.OperandKind.*;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one table of instructions: name, operands, stack effect, fuel and meaning. The compiler, the
 * verifier, the disassembler, the engines' tests and the reference page derive from it.
 *
 * <p>The stack effect is that of the source instruction with its operands written; in the code
 * operands are pushed first, in the order written, so an instruction pops its operands from above
 * the values of its effect. Numbers of opcodes never change; a new opcode takes a new number.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum Opcode {
  PUSH(0x01, STACK, "-- v", ops(VALUE), imm(CONSTANT), "Pushes a literal."),
  POP(0x02, STACK, "v --", "Drops the top value."),
  DUP(0x03, STACK, "a -- a a", "Copies the top value."),
  SWAP(0x04, STACK, "a b -- b a", "Exchanges the top two values."),
  OVER(0x05, STACK, "a b -- a b a", "Copies the second value to the top."),
  ROT(0x06, STACK, "a b c -- b c a", "Brings the third value to the top."),
  DEPTH(0x07, STACK, "-- n", "Pushes how many values are on the stack of this frame."),

  ADD(0x10, ARITHMETIC, "a b -- c", "Adds numbers or decimals; joins strings or lists."),
  SUB(0x11, ARITHMETIC, "a b -- c", "Subtracts b from a."),
  MUL(0x12, ARITHMETIC, "a b -- c", "Multiplies; repeats a string by a count."),
  DIV(0x13, ARITHMETIC, "a b -- c", "Divides a by b; of decimals rounded half-even to 34 digits."),
  MOD(0x14, ARITHMETIC, "a b -- c", "The remainder of a by b, with the sign of a."),
  NEGATE(0x15, ARITHMETIC, "a -- b", "The value with its sign changed."),
  ABS(0x16, ARITHMETIC, "a -- b", "The magnitude."),
  MIN(0x17, ARITHMETIC, "a b -- c", "The smaller value."),
  MAX(0x18, ARITHMETIC, "a b -- c", "The larger value."),
  FLOOR(0x19, ARITHMETIC, "a -- b", "The largest whole value that is not larger."),
  CEIL(0x1a, ARITHMETIC, "a -- b", "The smallest whole value that is not smaller."),
  ROUND(0x1b, ARITHMETIC, "a -- b", "The nearest whole value, of two the even one."),
  ROUNDTO(
      0x1c,
      ARITHMETIC,
      "d places -- d",
      "The decimal with that many digits after the point, rounded half-even or padded."),
  TONUMBER(0x1d, ARITHMETIC, "v -- n", "Converts a decimal or the text of a number to a number."),
  TODECIMAL(
      0x1e,
      ARITHMETIC,
      "v -- d",
      "Converts a number (by its shortest text) or the text of a decimal to a decimal."),
  TOSTRING(0x1f, ARITHMETIC, "v -- s", "The text that emit prints."),
  TYPEOF(0x20, ARITHMETIC, "v -- s", "The name of the value's type."),

  EQ(0x28, COMPARISON, "a b -- boolean", "Whether two values are equal."),
  NE(0x29, COMPARISON, "a b -- boolean", "Whether two values differ."),
  LT(0x2a, COMPARISON, "a b -- boolean", "Whether a is less than b."),
  LE(0x2b, COMPARISON, "a b -- boolean", "Whether a is at most b."),
  GT(0x2c, COMPARISON, "a b -- boolean", "Whether a is greater than b."),
  GE(0x2d, COMPARISON, "a b -- boolean", "Whether a is at least b."),
  NOT(0x2e, COMPARISON, "a -- boolean", "Whether a condition does not hold."),
  AND(0x2f, COMPARISON, "a b -- boolean", "Whether both conditions hold."),
  OR(0x30, COMPARISON, "a b -- boolean", "Whether at least one condition holds."),

  STORE(0x38, MEMORY, "v --", ops(NAME), imm(VARIABLE), "Stores the top value in a variable."),
  LOAD(0x39, MEMORY, "-- v", ops(NAME), imm(VARIABLE), "Pushes the value of a variable."),
  STORENAMED(0x3a, INTERNAL, "v name --", "store with its name popped."),
  LOADNAMED(0x3b, INTERNAL, "name -- v", "load with its name popped."),

  CALL(
      0x40,
      CONTROL,
      "… -- …",
      ops(NAME),
      imm(FUNCTION),
      "Calls a function: its parameters are popped, its results pushed."),
  JUMP(0x41, INTERNAL, "--", 1, imm(TARGET), "Goes on at another place."),
  JUMPIFFALSE(
      0x42,
      INTERNAL,
      "c --",
      1,
      imm(TARGET),
      "Pops a condition and goes on elsewhere when it does not hold."),
  LOOPSTART(0x43, INTERNAL, "n --", 1, imm(HIDDEN), "Takes the count of a loop."),
  LOOPNEXT(
      0x44,
      INTERNAL,
      "--",
      1,
      imm(HIDDEN, TARGET),
      "Counts a round, or goes on elsewhere when none is left."),
  FOREACHSTART(0x45, INTERNAL, "c --", 1, imm(HIDDEN), "Takes the list or map of a foreach."),
  FOREACHNEXT(
      0x46,
      INTERNAL,
      "--",
      1,
      imm(HIDDEN, VARIABLE, TARGET),
      "Stores the next element, or goes on elsewhere when none is left."),
  CASE(
      0x47,
      INTERNAL,
      "v -- v?",
      1,
      imm(CONSTANT, TARGET),
      "Pops the value when it equals the constant, else leaves it and goes on elsewhere."),
  RETURN(0x48, INTERNAL, "… --", 0, imm(), "Ends the frame; its stack goes to the caller."),

  EMIT(0x50, OUTPUT, "--", ops(TEXT), imm(), "Prints a text; without one, any top value."),
  EMITEVENT(0x51, OUTPUT, "--", ops(TEXT, TEXT), imm(), "Reports an event: category and message."),

  ASSERTTOP(
      0x58,
      CHECKS,
      "v -- v",
      ops(VALUE),
      imm(),
      "Ends the run unless the top value equals this one; keeps it."),
  ASSERTMEMORY(
      0x59,
      CHECKS,
      "--",
      ops(NAME, VALUE),
      imm(VARIABLE),
      "Ends the run unless the variable equals this value."),
  ASSERTMEMORYNAMED(0x5a, INTERNAL, "name v --", "assertmemory with its operands popped."),
  ASSERTEQUALSTACK(
      0x5b,
      CHECKS,
      "--",
      ops(NUMBER),
      imm(),
      "Ends the run unless the top N values are equal; keeps them."),
  REQUIRE(
      0x5c,
      CHECKS,
      "condition --",
      ops(TEXT),
      imm(),
      "Ends the run with this message unless the condition holds."),
  FAIL(0x5d, CHECKS, "--", ops(TEXT), imm(), "Ends the run with this message."),

  DUMPSTACK(0x60, INSPECTION, "--", "Shows the stack on standard error."),
  DUMPMEMORY(0x61, INSPECTION, "--", "Shows the variables on standard error."),
  DUMPSTATE(
      0x62, INSPECTION, "--", "Shows stack, variables, calls and transaction on standard error."),

  GET(
      0x68,
      COLLECTIONS,
      "c k -- v",
      "The element of a list at an index, the entry of a map, the code point of a string."),
  PUT(0x69, COLLECTIONS, "c k v -- c", "The list or map with one element replaced or added."),
  APPEND(0x6a, COLLECTIONS, "l v -- l", "The list with one more element at its end."),
  REMOVE(
      0x6b,
      COLLECTIONS,
      "c k -- c",
      "The list or map without one element; a missing map key is no error."),
  HAS(
      0x6c,
      COLLECTIONS,
      "c k -- boolean",
      "Whether a map has a key, or a list or string an index."),
  CONTAINS(
      0x6d, COLLECTIONS, "c v -- boolean", "Whether a list has an element, or a string a part."),
  SIZE(0x6e, COLLECTIONS, "c -- n", "How many elements, entries or code points there are."),
  KEYS(0x6f, COLLECTIONS, "m -- l", "The keys of a map, in order."),
  VALUES(0x70, COLLECTIONS, "m -- l", "The values of a map, in order."),
  SLICE(
      0x71,
      COLLECTIONS,
      "c from to -- c",
      "The part of a list or string from an index up to, not including, another."),
  SORT(
      0x72, COLLECTIONS, "l -- l", "The list in ascending order; equal elements keep their order."),
  JOIN(0x73, COLLECTIONS, "l sep -- s", "The strings of a list with a separator between them."),
  SPLIT(0x74, COLLECTIONS, "s sep -- l", "The parts of a string between separators."),
  LOWER(
      0x75,
      COLLECTIONS,
      "s -- s",
      "The text in lower case, by the rules of Unicode, in every locale the same."),
  UPPER(
      0x76,
      COLLECTIONS,
      "s -- s",
      "The text in upper case, by the rules of Unicode, in every locale the same."),
  TRIM(0x77, COLLECTIONS, "s -- s", "The text without white space at its ends."),

  STOREP(0x80, STORAGE, "v --", ops(KEY), imm(), "Stores a value under a key."),
  LOADP(
      0x81,
      STORAGE,
      "-- v",
      ops(KEY),
      imm(),
      "The value of a key; missing is an error, or the value behind default."),
  LOADPDEFAULT(0x82, INTERNAL, "key v -- v", "loadp with a value for a missing key."),
  DELETEP(0x83, STORAGE, "--", ops(KEY), imm(), "Removes a key; a missing one is no error."),
  KEYEXISTS(0x84, STORAGE, "-- boolean", ops(KEY), imm(), "Whether a key has a value."),
  LISTKEYS(
      0x85,
      STORAGE,
      "-- l",
      ops(PREFIX),
      imm(),
      "The absolute keys below a prefix, by their UTF-8 bytes."),
  BEGINTX(0x86, STORAGE, "--", "Begins an explicit transaction."),
  COMMITTX(0x87, STORAGE, "--", "Commits the explicit transaction."),
  ROLLBACKTX(0x88, STORAGE, "--", "Undoes the explicit transaction."),
  INCREMENTP(
      0x89, STORAGE, "n --", ops(KEY), imm(), "Adds to a number or decimal without reading it."),
  LOADVERSIONP(0x8a, STORAGE, "-- v", ops(KEY, NUMBER), imm(), "The value as of a revision."),
  LISTVERSIONSP(
      0x8b, STORAGE, "-- l", ops(KEY), imm(), "The versions of a key, oldest first, as maps."),
  DIFFVERSIONSP(
      0x8c,
      STORAGE,
      "-- v",
      ops(KEY, NUMBER, NUMBER),
      imm(),
      "The difference between two revisions of a key."),
  SEGMENT(0x8d, STORAGE, "v -- s", "One safe key segment, or an error."),
  TRANSACTIONSTART(0x8e, INTERNAL, "--", 1, imm(), "Begins, or joins, a transaction: block."),
  TRANSACTIONEND(
      0x8f, INTERNAL, "--", 1, imm(), "Ends a transaction: block; the outermost commits."),

  GETCALLER(0xa0, IDENTITY, "-- v", reserved(), "The principal of the run, or null."),
  HASROLE(0xa1, IDENTITY, "-- boolean", ops(ID), reserved(), "Whether the principal has a role."),
  REQUIREROLE(
      0xa2, IDENTITY, "--", ops(ID), reserved(), "Ends the run unless the principal has a role."),
  REQUIREIDENTITY(
      0xa3,
      IDENTITY,
      "--",
      ops(ID),
      reserved(),
      "Ends the run unless the principal is this member."),
  VERIFYSIGNATURE(
      0xa4,
      IDENTITY,
      "message signature key -- boolean",
      reserved(),
      "Whether an Ed25519 signature fits; base64."),
  CHECKMEMBERSHIP(
      0xa5,
      IDENTITY,
      "-- boolean",
      ops(ID, ID),
      reserved(),
      "Whether a member belongs to an organisation."),

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

  NOP(0xc0, MISCELLANEOUS, "--", "Does nothing."),
  NOW(0xc1, MISCELLANEOUS, "-- n", "Seconds since 1970, one value for the whole run."),

  OPERAND(0xd0, INTERNAL, "-- v", 0, imm(CONSTANT), "Pushes a written operand."),
  OPERANDVARIABLE(
      0xd1,
      INTERNAL,
      "-- v",
      0,
      imm(VARIABLE),
      "Pushes a variable that is an operand or fills a hole."),
  TEXTTEMPLATE(0xd2, INTERNAL, "… -- s", 1, imm(TEMPLATE), "Fills the holes of a text."),
  KEYTEMPLATE(
      0xd3,
      INTERNAL,
      "… -- s",
      1,
      imm(TEMPLATE),
      "Fills the holes of a key or prefix, each with one valid segment.");

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
  private final int pops;
  private final int pushes;

  Opcode(int number, InstructionGroup group, String effect, String explanation) {
    this(number, group, effect, ops(), new Form(1, List.of(), false), explanation);
  }

  Opcode(int number, InstructionGroup group, String effect, Form form, String explanation) {
    this(number, group, effect, ops(), form, explanation);
  }

  Opcode(
      int number, InstructionGroup group, String effect, int fuel, Form form, String explanation) {
    this(number, group, effect, ops(), new Form(fuel, form.immediates, form.reserved), explanation);
  }

  Opcode(
      int number,
      InstructionGroup group,
      String effect,
      List<OperandKind> operands,
      Form form,
      String explanation) {
    this.number = number;
    this.mnemonic = name().toLowerCase(Locale.ROOT);
    this.group = group;
    this.effect = effect;
    this.operands = operands;
    this.form = form;
    this.explanation = explanation;
    String[] sides = effect.split("--", -1);
    this.pops = words(sides[0]) + stackOperands(operands, form);
    this.pushes = words(sides[sides.length - 1]);
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
    return side.isBlank() ? 0 : side.trim().split(" +").length;
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

  /** One sentence: what it does. */
  public String explanation() {
    return explanation;
  }
}
