package coop.covm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line: a program, {@code /} for a line end within it, and what it leaves or how it fails. */
class InstructionTest {
  @ParameterizedTest(name = "{0} => {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          push 1; push 2; pop | 1
          push 1; dup | 1 1
          push 1; push "a"; swap | "a" 1
          push 1; push true; over | 1 true 1
          push 1; push "b"; push 3; rot | "b" 3 1
          push [1]; push "b"; push null; rot | "b" null [1]
          push 7; push 8; depth | 7 8 2
          push 1; push 2; add | 3
          push 0.1; push 0.2; add | 0.30000000000000004
          push 1m; push 2; add | 3m
          push 90.10m; push 0.9m; add | 91.00m
          push "a"; push "b"; add | "ab"
          push [1]; push [2, 3]; add | [1, 2, 3]
          push []; push []; add | []
          push 1; push "a"; add | TypeMismatch
          push "a"; push 1; add | TypeMismatch
          push 1.5; push 1m; add | TypeMismatch
          push true; push 1; add | TypeMismatch
          push 1e308; push 1e308; add | NumberNotFinite
          push 5; push 7; sub | -2
          push "a"; push "b"; sub | TypeMismatch
          push 6; push 7; mul | 42
          push 0; push -7; mul | 0
          push "ab"; push 3; mul | "ababab"
          push "ab"; push 0; mul | ""
          push ""; push 9007199254740992; mul | ""
          push "ab"; push -1; mul | InvalidCount
          push "ab"; push 1.5; mul | InvalidCount
          push "ab"; push 2m; mul | TypeMismatch
          push 3; push "ab"; mul | TypeMismatch
          push "ab"; push 1000000000; mul | ValueTooLarge
          push "ab"; push 9007199254740992; mul | ValueTooLarge
          push 1e200; push 1e200; mul | NumberNotFinite
          push 1.10m; push 1.1m; mul | 1.210m
          push 1; push 3; div | 0.3333333333333333
          push 0; push -3; div | 0
          push 1m; push 3m; div | 0.3333333333333333333333333333333333m
          push 1; push 0; div | DivisionByZero
          push 0; push 0; div | DivisionByZero
          push 1m; push 0m; div | DivisionByZero
          push 1e308; push 1e-10; div | NumberNotFinite
          push -7; push 3; mod | -1
          push 7; push -3; mod | 1
          push -6; push 3; mod | 0
          push 5.5; push 2; mod | 1.5
          push -4.5; push 1.5; mod | 0
          push 1e18; push 7; mod | 1
          push -2147483648; push -1; mod | 0
          push 7; push 0; mod | DivisionByZero
          push 7.5m; push 2; mod | 1.5m
          push 5; negate | -5
          push 0; negate | 0
          push 1.50m; negate | -1.50m
          push "a"; negate | TypeMismatch
          push -5; abs | 5
          push 2; push 1; min | 1
          push 2; push 1m; max | 2
          push "a"; push "b"; max | TypeMismatch
          push -1.5; floor | -2
          push -0.5; ceil | 0
          push 2.5; round | 2
          push 3.5; round | 4
          push -0.4; round | 0
          push 2.5m; round | 2m
          push 2.345m; push 2; roundto | 2.34m
          push 2.3m; push 3; roundto | 2.300m
          push 7; push 2; roundto | 7.00m
          push 7.5; push 2; roundto | TypeMismatch
          push 1m; push -1; roundto | InvalidCount
          push 1m; push 1000; roundto | InvalidCount
          push 1m; push 999; roundto | DecimalOverflow
          push 1e999m; push 1e999m; mul | DecimalOverflow
          push 1e-999m; push 1e-999m; mul | DecimalOverflow
          push 1e999m; push 1e-999m; add | DecimalOverflow
          push 1.5m; tonumber | 1.5
          push "-1.5e3"; tonumber | -1500
          push "1e+21"; tonumber | 1e+21
          push 1e999m; tonumber | NumberNotFinite
          push "1e999"; tonumber | NumberNotFinite
          push "-0"; tonumber | 0
          push " 1"; tonumber | InvalidText
          push ""; tonumber | InvalidText
          push "-"; tonumber | InvalidText
          push "1."; tonumber | InvalidText
          push "1e"; tonumber | InvalidText
          push "1f"; tonumber | InvalidText
          push "NaN"; tonumber | InvalidText
          push "Infinity"; tonumber | InvalidText
          push "0x10"; tonumber | InvalidText
          push "٣"; tonumber | InvalidText
          push true; tonumber | TypeMismatch
          push 0.1; todecimal | 0.1m
          push 1e21; todecimal | 1000000000000000000000m
          push "90.10"; todecimal | 90.10m
          push "0000000000000000000000000000000000000001"; todecimal | 1m
          push "-007.50"; todecimal | -7.50m
          push "1e99999999999"; todecimal | DecimalOverflow
          push "1e2147483647"; todecimal | DecimalOverflow
          push "12345678901234567890123456789012345"; todecimal | DecimalOverflow
          push "1m"; todecimal | InvalidText
          push null; todecimal | TypeMismatch
          push 90.10m; tostring | "90.10"
          push [1, "a", 1.0m]; tostring | "[1, \\"a\\", 1.0m]"
          push "a"; tostring | "a"
          push null; typeof | "null"
          push true; typeof | "boolean"
          push 1; typeof | "number"
          push 1m; typeof | "decimal"
          push "a"; typeof | "string"
          push []; typeof | "list"
          push {}; typeof | "map"
          push 1; push 1.0m; eq | true
          push 0.1; push 0.1m; eq | false
          push [1, 2m]; push [1m, 2]; eq | true
          push {"a": 1, "b": 2}; push {"b": 2, "a": 1}; eq | true
          push 1; push "1"; eq | false
          push null; push null; ne | false
          push 1; push 2; ne | true
          push 5; push 3; gt | true
          push 3; push 3; ge | true
          push 3; push 3; lt | false
          push 3; push 3; le | true
          push "a"; push "b"; lt | true
          push "\\u{FFFF}"; push "\\u{10000}"; lt | true
          push 0.1; push 0.1m; gt | true
          push "a"; push 1; lt | TypeMismatch
          push true; push false; lt | TypeMismatch
          push 0m; not | true
          push "a"; not | TypeMismatch
          push 1; push 0; and | false
          push 2; push 1m; and | true
          push 0; push 3; or | true
          push true; push "a"; or | TypeMismatch
          push false; push "a"; and | TypeMismatch
          push 1; store x; load x | 1
          push 1; store x; push [1]; store x; push 2; store x; load x; load x | 2 2
          load x; push 1; store x | VariableNotFound
          push 1; push "x"; store; load x | 1
          push 1; push "other"; store; push "other"; load | 1
          push "x"; load | VariableNotFound
          push 1; push "1x"; store | InvalidVariableName
          push 1; push 2; store | TypeMismatch
          push "a b"; load | InvalidVariableName
          push [5, 6]; push 1; get | 6
          push [5, 6]; push 2; get | IndexOutOfRange
          push [5, 6]; push -1; get | IndexOutOfRange
          push []; push 0; get | IndexOutOfRange
          push [5, 6]; push 0.5; get | InvalidCount
          push [5, 6]; push 1m; get | TypeMismatch
          push {"a": 1}; push "a"; get | 1
          push {"a": 1}; push "b"; get | EntryNotFound
          push {"a": 1}; push 1; get | TypeMismatch
          push "a\\u{1F600}b"; push 1; get | "😀"
          push "a\\u{1F600}b"; push 2; get | "b"
          push "abc"; push 3; get | IndexOutOfRange
          push 5; push 0; get | TypeMismatch
          push [1, 2]; push 0; push 9; put | [9, 2]
          push [1, 2]; push 2; push 9; put | [1, 2, 9]
          push [1, 2]; push 3; push 9; put | IndexOutOfRange
          push {"a": 1}; push "b"; push 2; put | {"a": 1, "b": 2}
          push {"a": 1, "b": 2}; push "a"; push 3; put | {"a": 3, "b": 2}
          push "abc"; push 0; push "x"; put | TypeMismatch
          push [1]; push [2]; append | [1, [2]]
          push {}; push 1; append | TypeMismatch
          push [1, 2, 3]; push 1; remove | [1, 3]
          push [1]; push 1; remove | IndexOutOfRange
          push {"a": 1}; push "a"; remove | {}
          push {"a": 1}; push "b"; remove | {"a": 1}
          push {"a": 1}; push "a"; has | true
          push [1]; push 0; has | true
          push [1]; push 1; has | false
          push [1]; push -1; has | false
          push [1]; push 0.5; has | false
          push "😀"; push 1; has | false
          push [1]; push "a"; has | TypeMismatch
          push {"a": 1}; push 0; has | TypeMismatch
          push 1; push 1; has | TypeMismatch
          push [1, [2.0m]]; push [2]; contains | true
          push "hello"; push "ell"; contains | true
          push "hello"; push ""; contains | true
          push "hello"; push "elo"; contains | false
          push "hello"; push 1; contains | TypeMismatch
          push {"a": 1}; push "a"; contains | TypeMismatch
          push "a😀"; size | 2
          push [1, 2]; size | 2
          push {"a": 1}; size | 1
          push 1; size | TypeMismatch
          push {"b": 1, "a": 2}; keys | ["b", "a"]
          push {"b": 1, "a": 2}; values | [1, 2]
          push [1]; keys | TypeMismatch
          push [1]; values | TypeMismatch
          push [1, 2, 3]; push 1; push 3; slice | [2, 3]
          push [1, 2, 3]; push 3; push 3; slice | []
          push "a😀bc"; push 1; push 3; slice | "😀b"
          push "abcd"; push 1; push 3; slice | "bc"
          push [1]; push 1; push 0; slice | IndexOutOfRange
          push [1]; push 0; push 2; slice | IndexOutOfRange
          push [1]; push -1; push 1; slice | IndexOutOfRange
          push [1]; push 0.5; push 1; slice | InvalidCount
          push {}; push 0; push 0; slice | TypeMismatch
          push [3, 1.5m, 2]; sort | [1.5m, 2, 3]
          push [1.0m, 1, 1.00m]; sort | [1.0m, 1, 1.00m]
          push ["b", "\\u{10000}", "\\u{FFFF}", "a"]; sort | ["a", "b", "￿", "𐀀"]
          push [1, "a"]; sort | TypeMismatch
          push [true]; sort | TypeMismatch
          push []; sort | []
          push ["a", "b"]; push ", "; join | "a, b"
          push []; push ", "; join | ""
          push ["a", 1]; push ", "; join | TypeMismatch
          push ["a"]; push 1; join | TypeMismatch
          push "a,b,,c"; push ","; split | ["a", "b", "", "c"]
          push ""; push ","; split | [""]
          push "a😀b"; push ""; split | ["a", "😀", "b"]
          push ""; push ""; split | []
          push "aaa"; push "aa"; split | ["", "a"]
          push 1; push ","; split | TypeMismatch
          push "ÄB"; lower | "äb"
          push "ΑΣ ΣΑΣ."; lower | "ας σας."
          push "İΣ"; lower | "i̇ς"
          push "straße"; upper | "STRASSE"
          push "i"; upper | "I"
          push 1; upper | TypeMismatch
          push "\\u{A0}\\u{2003} a b\\t\\u{85}"; trim | "a b"
          push "\\u{200B}a"; trim; size | 2
          push 1; trim | TypeMismatch
          nop | ``
          now | 1700000000
          push 1; asserttop 1.0m | 1
          push 1; asserttop 2 | AssertionFailed
          push 1; store x; assertmemory x 1 | ``
          push 1; store x; assertmemory x 2 | AssertionFailed
          assertmemory x 2; push 1; store x | VariableNotFound
          push 1; store x; push "x"; push 1; assertmemory | ``
          push 1; store x; push "x"; push 2; assertmemory | AssertionFailed
          push "x"; push 2; assertmemory | VariableNotFound
          push 1; push 1m; push 1; assertequalstack 3 | 1 1m 1
          push 2; push 1m; push 1; assertequalstack 3 | AssertionFailed
          push 2; push 1m; push 1; assertequalstack 2 | 2 1m 1
          push 2; store n; push 1; assertequalstack n | AssertionFailed
          push 1; assertequalstack 0 | 1
          push 1; push -1; assertequalstack | InvalidCount
          push true; require "no" | ``
          push 0; require "no" | RequirementFailed
          push "a"; require "no" | TypeMismatch
          push true; push 1; require | TypeMismatch
          fail "no" | Failed
          push 1; fail | TypeMismatch
          push 5; store n; push f"n={n}{{}}{n}" | "n=5{}5"
          push "x"; store n; push f"[{n}]" | "[x]"
          push f"{n}"; push 1; store n | VariableNotFound
          push "acme"; segment | "acme"
          push 7; segment | "7"
          push 1.5; segment | TypeMismatch
          push "a/b"; segment | InvalidKey
          push ".."; segment | InvalidKey
          push ""; segment | InvalidKey
          """)
  void instructionsDoWhatTheLanguageSays(String program, String expected) {
    Bench.Result result = Bench.of(program);
    if (expected.matches("[A-Z][A-Za-z]+")) {
      assertThat(result.error()).isEqualTo(expected);
    } else {
      assertThat(String.join(" ", result.stack())).isEqualTo(expected);
    }
  }
}
