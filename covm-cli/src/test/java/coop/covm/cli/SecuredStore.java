package coop.covm.cli;

import coop.covm.cli.CovmProcess.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A secured store with its administrator {@code root}, made by the command; the key of each member
 * lies beside it as {@code MEMBER.pem}.
 */
final class SecuredStore {
  private final Path directory;
  private final String url;

  private SecuredStore(Path directory, String url) {
    this.directory = directory;
    this.url = url;
  }

  static SecuredStore in(Path directory, String url) {
    SecuredStore store = new SecuredStore(directory, url);
    store.nobody("storage init --admin root --key root.pem").exits(0);
    return store;
  }

  /** Makes an identity with these roles. */
  void member(String member, String... roles) {
    nobody("identity create %s --key %s.pem --as root --as-key root.pem".formatted(member, member))
        .exits(0);
    for (String role : roles) {
      root("identity grant-role %s %s".formatted(member, role)).exits(0);
    }
  }

  /** Runs a command for somebody without a name. */
  Result nobody(String line) {
    return CovmProcess.in(directory).environment("COVM_STORE", url).run(words(line));
  }

  Result root(String line) {
    return as("root", line);
  }

  /** Runs a command for a member with its key. */
  Result as(String member, String line) {
    List<String> words = new ArrayList<>(words(line));
    words.addAll(List.of("--as", member, "--key", member + ".pem"));
    return CovmProcess.in(directory).environment("COVM_STORE", url).run(words);
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }
}
