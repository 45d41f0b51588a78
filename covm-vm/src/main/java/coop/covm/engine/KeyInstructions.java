package coop.covm.engine;

import static coop.covm.storage.StorageError.INVALID_KEY;
import static coop.covm.value.ValueError.TYPE_MISMATCH;

import coop.covm.bytecode.Template;
import coop.covm.storage.KeyScope;
import coop.covm.storage.StorageException;
import coop.covm.value.NumberValue;
import coop.covm.value.Numbers;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import coop.covm.value.ValueException;
import java.util.List;

/**
 * Makes keys, roles and ids out of data so that data never leaves its place: each hole is one valid
 * segment or a part of one, none in the first segment of a key leads out of the namespace, and none
 * in a role moves the colon between scope and name.
 */
final class KeyInstructions {
  private KeyInstructions() {}

  /** {@code segment}: one safe key segment. */
  static Value segment(Meter meter, Value value) {
    meter.charge(Charges.deep(value));
    return StringValue.of(KeyScope.checkSegment(part("segment", value)));
  }

  /** Fills the holes of anything but a text. The instruction that takes it checks the whole. */
  static Value fill(Meter meter, Template template, List<Value> holes) {
    long bytes = 0;
    for (Value hole : holes) {
      bytes += hole.byteSize();
    }
    for (String text : template.texts()) {
      bytes += text.length();
    }
    meter.charge(Charges.bytes(bytes));
    StringBuilder key = new StringBuilder(template.texts().getFirst());
    for (int i = 0; i < holes.size(); i++) {
      key.append(hole(template.kind(), holes.get(i))).append(template.texts().get(i + 1));
    }
    String made = key.toString();
    if (isKey(template.kind())
        && template.texts().getFirst().indexOf('/') < 0
        && template.holes() > 0) {
      checkRelative(made);
    }
    return meter.checked(StringValue.of(made));
  }

  private static boolean isKey(Template.Kind kind) {
    return switch (kind) {
      case TEXT, ROLE, ID -> false;
      case KEY, PREFIX -> true;
    };
  }

  private static String hole(Template.Kind kind, Value value) {
    String where =
        switch (kind) {
          case ROLE -> "a hole in a role";
          case ID -> "a hole in an id";
          case TEXT, KEY, PREFIX -> "a hole in a key";
        };
    String segment = KeyScope.checkSegment(part(where, value));
    if (kind == Template.Kind.ROLE && segment.indexOf(':') >= 0) {
      throw new StorageException(
          INVALID_KEY,
          "%s: a : separates the scope of a role from its name, and no hole may add one"
              .formatted(BriefText.of(value)));
    }
    return segment;
  }

  /** The first segment holds data, so it must not make the key absolute. */
  private static void checkRelative(String key) {
    int end = key.indexOf('/');
    String first = KeyScope.checkSegment(end < 0 ? key : key.substring(0, end));
    if (KeyScope.isRoot(first)) {
      throw new StorageException(
          INVALID_KEY,
          "%s: a hole made the first segment the root %s; data may not lead out of the namespace"
              .formatted(BriefText.of(StringValue.of(key)), first));
    }
  }

  private static String part(String where, Value value) {
    if (value instanceof StringValue text) {
      return text.value();
    }
    if (value instanceof NumberValue number && Numbers.isIntegral(number.value())) {
      return number.toString();
    }
    throw new ValueException(
        TYPE_MISMATCH,
        "%s takes a string or an integral number, not %s".formatted(where, BriefText.of(value)));
  }
}
