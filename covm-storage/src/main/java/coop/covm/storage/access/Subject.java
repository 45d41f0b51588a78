package coop.covm.storage.access;

import coop.covm.storage.KeyScope;
import coop.covm.storage.StorageError;
import coop.covm.storage.StorageException;

/** Whom a rule is about. Written {@code member:ID}, {@code role:ROLE} or {@code everyone}. */
public sealed interface Subject {
  /** How much it weighs beside others at the same namespace; the larger wins. */
  int weight();

  /**
   * One member.
   *
   * @param id one valid segment of a key
   */
  record Member(String id) implements Subject {
    /**
     * @throws StorageException {@code InvalidKey} if the id is no valid segment
     */
    public Member {
      id = KeyScope.checkSegment(id);
    }

    @Override
    public int weight() {
      return 2;
    }

    @Override
    public String toString() {
      return "member:" + id;
    }
  }

  /** Whoever has the role. */
  record Holder(Role role) implements Subject {
    @Override
    public int weight() {
      return 1;
    }

    @Override
    public String toString() {
      return "role:" + role;
    }
  }

  /** Whoever comes, also without an identity. */
  record Everyone() implements Subject {
    @Override
    public int weight() {
      return 0;
    }

    @Override
    public String toString() {
      return "everyone";
    }
  }

  /**
   * The subject of this text.
   *
   * @throws StorageException {@code InvalidKey} saying what is wrong with it
   */
  static Subject parse(String text) {
    if (text.equals("everyone")) {
      return new Everyone();
    }
    if (text.startsWith("member:")) {
      return new Member(text.substring("member:".length()));
    }
    if (text.startsWith("role:")) {
      return new Holder(Role.parse(text.substring("role:".length())));
    }
    throw new StorageException(
        StorageError.INVALID_KEY,
        "'%s' names nobody: write member:ID, role:ROLE (such as role:org/acme:treasurer) or everyone"
            .formatted(text));
  }
}
