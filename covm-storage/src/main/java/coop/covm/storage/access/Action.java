package coop.covm.storage.access;

import java.util.Locale;
import java.util.Optional;

/** What a rule allows or denies. */
public enum Action {
  /** To read values: of now, of former revisions, when each changed. */
  READ,
  /** To set values and to increment them. */
  WRITE,
  /** To remove keys. */
  DELETE,
  /** To see that a key is there. */
  LIST,
  /** To grant access below, to keep history, to erase and to encrypt. */
  ADMIN;

  /** Whether it changes the store, for which somebody has to sign. */
  public boolean changes() {
    return this != READ && this != LIST;
  }

  /** The name in lower case, as it is stored and typed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The action of this label; empty if there is none. */
  public static Optional<Action> parse(String label) {
    for (Action action : values()) {
      if (action.label().equals(label)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return label();
  }
}
