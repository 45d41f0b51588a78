package coop.covm.cli.description;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option.
 *
 * @param names the short one first
 * @param label what it takes, such as {@code FILE}; empty if it takes nothing
 * @param values what it may take, if that is one of a few words
 */
public record DescribedOption(
    List<String> names, String label, List<String> values, String description, boolean repeated) {

  static DescribedOption of(OptionSpec option) {
    boolean takesValue = option.arity().max() > 0;
    List<String> values = new ArrayList<>();
    if (option.completionCandidates() != null) {
      option.completionCandidates().forEach(values::add);
    }
    return new DescribedOption(
        List.of(option.names()),
        takesValue ? option.paramLabel() : "",
        List.copyOf(values),
        DescribedCommand.text(option.description()),
        option.isMultiValue());
  }

  boolean takesValue() {
    return !label.isEmpty();
  }

  boolean takesFile() {
    return DescribedParameter.isFile(label);
  }
}
