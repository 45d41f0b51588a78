package coop.covm.bytecode;

import coop.covm.bytecode.Listing.ListedFunction;
import coop.covm.bytecode.Listing.ListedInstruction;
import coop.covm.bytecode.Listing.ListedTemplate;
import coop.covm.value.StringValue;
import java.util.Locale;

/** A {@link Listing} laid out in columns. */
final class ListingText {
  private final StringBuilder out = new StringBuilder();

  private ListingText() {}

  static String of(Listing listing) {
    ListingText text = new ListingText();
    text.module(listing);
    return text.out.toString();
  }

  private void module(Listing listing) {
    // As a literal, so that no name of a file forges lines of the listing.
    line("module %s".formatted(StringValue.of(listing.sourceName()).literal()));
    line("program sha-256 %s".formatted(listing.programDigest()));
    if (!listing.constants().isEmpty()) {
      line("");
      line("constants");
      for (int index = 0; index < listing.constants().size(); index++) {
        line("%6s  %s".formatted(index, listing.constants().get(index)));
      }
    }
    if (!listing.templates().isEmpty()) {
      line("");
      line("templates");
      for (int index = 0; index < listing.templates().size(); index++) {
        ListedTemplate template = listing.templates().get(index);
        line("%6s  %-6s  %s".formatted(index, lower(template.kind()), template.text()));
      }
    }
    listing.functions().forEach(this::function);
  }

  private void function(ListedFunction function) {
    line("");
    line(
        "%s %s: parameters %s, results %s, hidden slots %s, stack %s"
            .formatted(
                function.library() ? "library function" : "function",
                function.name(),
                function.parameters(),
                function.results(),
                function.hidden(),
                function.maxStack()));
    if (!function.variables().isEmpty()) {
      line("  variables: %s".formatted(String.join(", ", function.variables())));
    }
    line("  line  offset  height");
    for (ListedInstruction instruction : function.instructions()) {
      line(
          "%6s  %6s  %6d  %-7s %s"
              .formatted(
                  function.library() ? "" : instruction.line(),
                  instruction.offset(),
                  instruction.height(),
                  instruction.label(),
                  instruction.text()));
    }
  }

  private static String lower(Template.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void line(String line) {
    out.append(line).append('\n');
  }
}
