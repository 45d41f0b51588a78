package coop.covm.syntax;

import coop.covm.error.ErrorCode;
import coop.covm.error.ErrorEntry;
import coop.covm.error.ErrorKind;

/** What can be wrong with the text of a program. */
public enum DiagnosticCode implements ErrorCode {
  INVALID_ENCODING(
      "E0101",
      "InvalidEncoding",
      "The file is not UTF-8, or holds a control character outside a comment."),
  SOURCE_TOO_LARGE("E0102", "SourceTooLarge", "A program is at most 1 MiB of text."),
  INVALID_INDENTATION(
      "E0103",
      "InvalidIndentation",
      "Indentation uses spaces, and a dedent returns to a level that was opened."),
  EMPTY_BLOCK("E0104", "EmptyBlock", "A block holds at least one instruction."),
  MISPLACED_BLOCK("E0105", "MisplacedBlock", "A block word stands where no such block may begin."),
  UNCLOSED("E0106", "Unclosed", "A string, list or map is not closed."),
  INVALID_LITERAL(
      "E0107", "InvalidLiteral", "A literal is not well formed or its value cannot be held."),
  UNEXPECTED_TEXT(
      "E0108",
      "UnexpectedText",
      "Something stands where the instruction is already complete, or where something else was expected."),
  NESTING_TOO_DEEP("E0109", "BlocksTooDeep", "Blocks nest at most 100 deep."),
  INVALID_TEMPLATE(
      "E0110", "InvalidTemplate", "An f-string has an empty or broken hole, or a lone brace."),
  TOO_MANY_ERRORS(
      "E0111",
      "TooManyErrors",
      "A file has more errors than are shown; correct the first ones and compile again."),

  UNKNOWN_INSTRUCTION("E0201", "UnknownInstruction", "No instruction has this name."),
  RESERVED_INSTRUCTION(
      "E0202",
      "ReservedInstruction",
      "The instruction is reserved; this release does not have it yet."),
  OPERAND(
      "E0203",
      "InvalidOperand",
      "An operand is missing, of the wrong kind, or one of several is left out."),
  INVALID_NAME(
      "E0204",
      "InvalidName",
      "A name is made of letters, digits and _, and does not begin with a digit."),
  INVALID_KEY_LITERAL(
      "E0205", "InvalidKeyLiteral", "A literal key, prefix, role or id breaks a rule of keys."),
  UNKNOWN_FUNCTION("E0206", "UnknownFunction", "No function has this name."),
  DUPLICATE("E0207", "Duplicate", "A function, parameter or case is there twice."),
  MISPLACED_JUMP(
      "E0208",
      "MisplacedJump",
      "break and continue belong in a loop, return in a function; nothing follows them in their block."),
  STACK_UNDERFLOW(
      "E0209", "StackUnderflow", "The instruction takes more values than are on the stack here."),
  STACK_BRANCHES(
      "E0210",
      "StackBranches",
      "The branches of an if: or match: leave different numbers of values."),
  STACK_LOOP("E0211", "StackLoop", "The body of a loop leaves more or fewer values than it found."),
  STACK_CONDITION(
      "E0212", "StackCondition", "A condition: or value: block leaves exactly one value."),
  STACK_RETURN(
      "E0213",
      "StackReturn",
      "The paths of a function return different numbers of values, or not the number it states."),
  ARGUMENT_COUNT(
      "E0214",
      "ArgumentCount",
      "A call finds fewer values on the stack than the function has parameters."),
  RESULTS_UNKNOWN(
      "E0215",
      "ResultsUnknown",
      "The number of results of a recursive function cannot be inferred; state it with ->."),
  PROGRAM_TOO_LARGE(
      "E0216",
      "ProgramTooLarge",
      "A function has more variables, constants or code than a module can hold."),
  LIBRARY_NAME(
      "E0217",
      "LibraryName",
      "A function has the name of one of the standard library; it needs another."),

  HAND_BUILT_KEY(
      "E0251",
      "HandBuiltKey",
      "A key or role popped from the stack was built by add or an f-string; written as the operand its holes would be checked."),
  UNREACHED(
      "E0252",
      "Unreached",
      "No path through the program comes to this place, so what stands there never runs.");

  private final ErrorEntry entry;

  DiagnosticCode(String code, String title, String explanation) {
    this.entry = new ErrorEntry(code, title, ErrorKind.PROGRAM, explanation);
  }

  @Override
  public ErrorEntry entry() {
    return entry;
  }
}
