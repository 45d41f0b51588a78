package coop.covm.cli;

import coop.covm.cli.output.CommandException;
import coop.covm.cli.output.Json;
import coop.covm.cli.output.Terminal;
import coop.covm.storage.StorageException;
import coop.covm.storage.Store;
import coop.covm.storage.StoreIdentities;
import coop.covm.storage.access.Role;
import coop.covm.storage.access.Subject;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code covm identity grant-role} and {@code revoke-role}. */
final class IdentityRoleCommand implements Command {
  private final boolean granting;

  private IdentityRoleCommand(boolean granting) {
    this.granting = granting;
  }

  static IdentityRoleCommand granting() {
    return new IdentityRoleCommand(true);
  }

  static IdentityRoleCommand revoking() {
    return new IdentityRoleCommand(false);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        granting
            ? Usage.command(
                "grant-role",
                "Give a member a role: admin for the whole store, or one in an organisation.",
                "covm identity grant-role alice org/acme:treasurer",
                "covm identity grant-role bob admin")
            : Usage.command(
                "revoke-role",
                "Take a role from a member.",
                "covm identity revoke-role alice org/acme:treasurer");
    spec.addPositional(Usage.parameter(0, "ID", "The member."))
        .addPositional(
            Usage.parameter(1, "ROLE", "The role, such as admin or org/acme:treasurer."));
    return StoreOption.addPlaceTo(spec).addOption(JsonOption.document());
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) {
    String member = new Subject.Member(Usage.text(arguments, 0)).id();
    Role role = role(Usage.text(arguments, 1));
    StoreVisit visit = StoreVisit.of(arguments, terminal);
    try (Store store = visit.toChange()) {
      StoreIdentities identities = store.identities();
      OptionalLong revision =
          granting
              ? identities.grantRole(member, role, visit.acting())
              : identities.revokeRole(member, role, visit.acting());
      return new ChangeReport(arguments, terminal)
          .with("member", Json.of(member))
          .with("role", Json.of(role.toString()))
          .print(
              revision,
              (granting ? "%s has the role %s already" : "%s has no role %s")
                  .formatted(member, role));
    }
  }

  private static Role role(String text) {
    try {
      return Role.parse(text);
    } catch (StorageException e) {
      throw CommandException.usage(
          "ROLE is a name such as admin, or one in an organisation such as org/acme:treasurer, not '%s': %s"
              .formatted(text, e.getMessage()));
    }
  }
}
