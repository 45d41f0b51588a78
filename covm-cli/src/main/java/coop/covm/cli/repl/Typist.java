package coop.covm.cli.repl;

import java.util.Optional;

/** Who types, seen from the shell. */
interface Typist {
  /** The next input, waited for; empty when the user leaves. What is half typed is dropped. */
  Optional<String> next();

  /** Ctrl-C was typed while no input ran, and reached the process as a signal. */
  void interrupted();
}
