package coop.covm.programs;

import coop.covm.engine.RunLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a program as a golden program, with the options and the store that it ran with. */
final class KeptProgram {
  private static final Pattern STORAGE =
      Pattern.compile("(?m)^ *(storep|loadp|deletep|keyexists|listkeys|incrementp|\\w+versionsp?)");

  private static final Pattern IDENTITY =
      Pattern.compile("(?m)^ *(hasrole|requirerole|checkmembership)");

  private KeptProgram() {}

  /** The text of the file. */
  static String text(String program, Conditions conditions) {
    List<String> lines = new ArrayList<>(List.of("# Say here in one sentence what it shows."));
    options(conditions).forEach(option -> lines.add("# option: " + option));
    if (IDENTITY.matcher(program).find()) {
      lines.add("# option: --member %s %s".formatted(Stock.MEMBER, Stock.ROLE));
    }
    if (STORAGE.matcher(program).find()) {
      Stock.SETUP.forEach(setup -> lines.add("# setup: " + setup));
    }
    if (conditions.meanwhiles() > 0) {
      lines.add(
          "# Another session added 100 to org/acme/%s at the first %d dumps, if it had any."
              .formatted(Stock.CONTENDED, conditions.meanwhiles()));
    }
    return String.join("\n", lines) + "\n" + program;
  }

  private static List<String> options(Conditions conditions) {
    RunLimits limits = conditions.limits();
    List<String> options =
        new ArrayList<>(
            List.of(
                "--fuel " + limits.fuel(),
                "--max-calls " + limits.callDepth(),
                "--max-value-bytes " + limits.valueBytes(),
                "--max-memory " + limits.heldBytes(),
                "--max-output " + limits.emittedBytes(),
                "--param %s=%s".formatted(ProgramWriter.GIVEN, conditions.given().literal())));
    if (conditions.namespace()) {
      options.add("--namespace org/acme");
    }
    if (conditions.principal()) {
      options.add("--principal " + Stock.MEMBER);
    }
    if (conditions.atomic()) {
      options.add("--atomic");
    }
    return options;
  }
}
