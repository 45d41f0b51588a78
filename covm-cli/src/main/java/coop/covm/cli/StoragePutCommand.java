package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.JsonObject;
import coop.covm.cli.output.Terminal;
import coop.covm.engine.RunLimits;
import coop.covm.engine.TrapCode;
import coop.covm.storage.Key;
import coop.covm.storage.Session;
import coop.covm.syntax.DiagnosticCode;
import coop.covm.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm storage put}: gives a key a value. */
final class StoragePutCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Usage.command(
                "put",
                "Give a key a value.",
                "covm storage put org/treasury/balance 90.10m",
                "covm storage put org/acme/name '\"42\"'   # a string, not a number")
            .addPositional(Usage.parameter(0, "KEY", "The key."))
            .addPositional(
                Usage.parameter(
                    1, "VALUE", "A literal, else a string; or - to read it from standard input."));
    return StoreOption.addToWriter(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    Value value = value(Usage.text(arguments, 1), terminal);
    try (OpenedStore store = OpenedStore.toWrite(arguments, terminal)) {
      Session session = store.session();
      Key key = session.scope().key(Usage.text(arguments, 0));
      session.set(key, value);
      if (JsonOption.isSet(arguments)) {
        terminal
            .out()
            .json(
                new JsonObject()
                    .with("status", Json.of("ok"))
                    .with("key", Json.of(key.toString()))
                    .with("value", Json.of(value))
                    .with("revision", Json.of(session.view()))
                    .json());
      }
      return Exit.OK;
    }
  }

  private static Value value(String argument, Terminal terminal) {
    if (!argument.equals(InputBytes.STANDARD_INPUT)) {
      return Literal.orString(argument);
    }
    int limit = Math.toIntExact(RunLimits.DEFAULT.valueBytes());
    byte[] bytes = InputBytes.read(InputBytes.STANDARD_INPUT, terminal.input(), limit + 1);
    if (bytes.length > limit) {
      throw new CommandException(
          TrapCode.VALUE_TOO_LARGE,
          "standard input holds more than %,d bytes, the most one value may have".formatted(limit));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Literal.orString(withoutLineEnd(text));
    } catch (CharacterCodingException e) {
      throw new CommandException(DiagnosticCode.INVALID_ENCODING, "standard input is not UTF-8");
    }
  }

  private static String withoutLineEnd(String text) {
    int end = text.endsWith("\n") ? text.length() - 1 : text.length();
    return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
