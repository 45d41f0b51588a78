package coop.covm.engine;

import coop.covm.bytecode.Template;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.List;

/** {@code emit}, {@code emitevent} and texts with holes. */
final class OutputInstructions {
  private OutputInstructions() {}

  static void emit(Run run, Value value) {
    if (value instanceof StringValue text) {
      run.meter().charge(Charges.deep(text));
      run.emissions().emit(text.value(), text.byteSize(), run.transactions().isOpen());
      return;
    }
    StringValue text = StringValue.of(ConversionInstructions.text(run.meter(), value));
    run.emissions().emit(text.value(), text.byteSize(), run.transactions().isOpen());
  }

  static void emitEvent(Run run, Value category, Value message) {
    StringValue about = Operands.string("emitevent", category);
    StringValue what = Operands.string("emitevent", message);
    long bytes = about.byteSize() + what.byteSize();
    run.meter().charge(Charges.bytes(bytes));
    run.emissions().event(about.value(), what.value(), bytes, run.transactions().isOpen());
  }

  /** Fills the holes of a text as emit prints. */
  static Value fill(Meter meter, Template template, List<Value> holes) {
    long read = 0;
    for (Value hole : holes) {
      read += hole.byteSize();
    }
    meter.charge(Charges.bytes(read));
    long bytes = 0;
    for (String text : template.texts()) {
      bytes += StringValue.of(text).byteSize();
    }
    for (Value hole : holes) {
      bytes += TextSize.of(hole);
    }
    meter.charge(Charges.bytes(bytes) - Charges.bytes(read));
    meter.checkValue(bytes);
    StringBuilder text = new StringBuilder((int) bytes).append(template.texts().getFirst());
    for (int i = 0; i < holes.size(); i++) {
      text.append(holes.get(i)).append(template.texts().get(i + 1));
    }
    return StringValue.of(text.toString());
  }
}
