package coop.covm.cli.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A parameter that has no name of its own on the command line.
 *
 * @param label such as {@code KEY}
 * @param values what it may be, if that is one of a few words
 * @param required whether it may not be left out
 * @param repeated whether more than one may be given
 */
public record DescribedParameter(
    String label, List<String> values, String description, boolean required, boolean repeated) {
  private static final Set<String> FILES = Set.of("FILE", "OUT", "DIR");

  static DescribedParameter of(PositionalParamSpec parameter) {
    List<String> values = new ArrayList<>();
    if (parameter.completionCandidates() != null) {
      parameter.completionCandidates().forEach(values::add);
    }
    return new DescribedParameter(
        parameter.paramLabel(),
        List.copyOf(values),
        DescribedCommand.text(parameter.description()),
        parameter.required(),
        parameter.isMultiValue());
  }

  /** As a synopsis has it, such as {@code [KEY]...}. */
  String synopsis() {
    return (required ? label : "[" + label + "]") + (repeated ? "..." : "");
  }

  boolean isFile() {
    return isFile(label);
  }

  static boolean isFile(String label) {
    return FILES.contains(label);
  }
}
