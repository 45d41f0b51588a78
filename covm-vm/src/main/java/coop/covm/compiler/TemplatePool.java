package coop.covm.compiler;

import coop.covm.bytecode.Template;
import java.util.ArrayList;
import java.util.List;

/** The templates of a module, one for each f-string of the source. */
final class TemplatePool {
  private final List<Template> templates = new ArrayList<>();

  int index(Template template) {
    templates.add(template);
    return templates.size() - 1;
  }

  List<Template> templates() {
    return List.copyOf(templates);
  }
}
