package coop.covm.dialogue;

import java.util.List;

/**
 * A function as an input defined it.
 *
 * @param text from its header to its last line
 * @param line the number of its first line in the dialogue
 * @param calls the names of the functions that it calls
 */
record Definition(String name, String text, int line, List<String> calls) {
  Definition {
    calls = List.copyOf(calls);
  }
}
