package coop.covm.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.covm.storage.Caller;
import coop.covm.storage.Key;
import coop.covm.storage.OpenMode;
import coop.covm.storage.RunStatement;
import coop.covm.storage.Session;
import coop.covm.storage.SessionOptions;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.identity.KeyText;
import coop.covm.value.NumberValue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A member with one session that commits each time it is told to, and prints "committed" or the
 * refusal. Arguments: the URL of the store, the member, the file with its key, the key to set.
 */
final class RevokedProcess {
  private RevokedProcess() {}

  public static void main(String[] arguments) throws Exception {
    Caller caller =
        Caller.of(arguments[1], KeyText.readPrivate(Files.readAllBytes(Path.of(arguments[2]))));
    SessionOptions options =
        new SessionOptions(caller, Optional.empty(), RunStatement.direct(UUID.randomUUID(), 0));
    try (Store store = Store.open(arguments[0], OpenMode.EXISTING);
        Session session = store.session(options);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      System.out.println("ready");
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        System.out.println(outcome(session, Key.parse(arguments[3])));
      }
    }
  }

  private static String outcome(Session session, Key key) {
    try {
      session.set(key, NumberValue.of(1));
      return "committed";
    } catch (StorageException e) {
      return e.getMessage();
    }
  }
}
