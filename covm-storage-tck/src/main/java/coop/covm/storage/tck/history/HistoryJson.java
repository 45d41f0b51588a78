package coop.covm.storage.tck.history;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.tck.history.RecordedTransaction.Kind;
import coop.covm.value.BooleanValue;
import coop.covm.value.ListValue;
import coop.covm.value.MapValue;
import coop.covm.value.NullValue;
import coop.covm.value.NumberValue;
import coop.covm.value.StringValue;
import coop.covm.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The form in which transactions and commits stand in a file: a map each, in which an action, an
 * outcome and a change are a list whose first element says what it is, such as {@code
 * ["get","org/group0/text1","w2-17"]}. What is absent is null.
 */
final class HistoryJson {
  private HistoryJson() {}

  static Value of(RecordedTransaction transaction) {
    Map<String, Value> map = new LinkedHashMap<>();
    map.put("run", text(transaction.run()));
    map.put("place", number(transaction.place()));
    map.put("worker", number(transaction.worker()));
    map.put("kind", text(transaction.kind()));
    map.put("invoked", number(transaction.invoked()));
    map.put("completed", number(transaction.completed()));
    map.put("view", number(transaction.view()));
    map.put("actions", list(transaction.actions(), HistoryJson::of));
    map.put("outcome", of(transaction.outcome()));
    return MapValue.of(map);
  }

  static Value of(LoggedCommit commit) {
    Map<String, Value> map = new LinkedHashMap<>();
    map.put("revision", number(commit.revision()));
    map.put("timeMillis", number(commit.timeMillis()));
    map.put("previous", text(commit.previous()));
    map.put("digest", text(commit.digest()));
    map.put("run", text(commit.run()));
    map.put("place", number(commit.place()));
    map.put("view", number(commit.view()));
    map.put("changes", list(commit.changes(), HistoryJson::of));
    return MapValue.of(map);
  }

  static RecordedTransaction transaction(Fields fields) {
    return new RecordedTransaction(
        fields.run(),
        fields.integer("place"),
        (int) fields.integer("worker"),
        Kind.valueOf(fields.text("kind")),
        fields.integer("invoked"),
        fields.integer("completed"),
        fields.integer("view"),
        all(fields.list("actions"), HistoryJson::action),
        outcome(new Parts(fields.list("outcome"))));
  }

  static LoggedCommit commit(Fields fields) {
    return new LoggedCommit(
        fields.integer("revision"),
        fields.integer("timeMillis"),
        fields.text("previous"),
        fields.text("digest"),
        fields.run(),
        fields.integer("place"),
        fields.integer("view"),
        all(fields.list("changes"), HistoryJson::change));
  }

  private static Value of(Action action) {
    return switch (action) {
      case Action.Get get -> parts("get", text(get.key()), orNull(get.seen()));
      case Action.Contains contains ->
          parts("contains", text(contains.key()), BooleanValue.of(contains.seen()));
      case Action.Listing listing ->
          parts(
              "listing",
              text(listing.prefix()),
              orNull(listing.after().map(HistoryJson::text)),
              list(listing.seen(), HistoryJson::text),
              BooleanValue.of(listing.whole()));
      case Action.GetAt get ->
          parts("getAt", text(get.key()), number(get.revision()), orNull(get.seen()));
      case Action.Versions versions ->
          parts("versions", text(versions.key()), list(versions.seen(), HistoryJson::of));
      case Action.Set set -> parts("set", text(set.key()), set.value());
      case Action.Delete delete -> parts("delete", text(delete.key()));
      case Action.Increment add -> parts("increment", text(add.key()), add.amount());
    };
  }

  private static Action action(Value value) {
    Parts parts = new Parts(((ListValue) value).elements());
    return switch (parts.name()) {
      case "get" -> new Action.Get(parts.key(1), parts.optional(2));
      case "contains" -> new Action.Contains(parts.key(1), parts.isTrue(2));
      case "listing" ->
          new Action.Listing(
              KeyPrefix.parse(parts.text(1)),
              parts.optional(2).map(HistoryJson::key),
              all(parts.list(3), HistoryJson::key),
              parts.isTrue(4));
      case "getAt" -> new Action.GetAt(parts.key(1), parts.integer(2), parts.optional(3));
      case "versions" ->
          new Action.Versions(parts.key(1), all(parts.list(2), HistoryJson::version));
      case "set" -> new Action.Set(parts.key(1), parts.value(2));
      case "delete" -> new Action.Delete(parts.key(1));
      case "increment" -> new Action.Increment(parts.key(1), parts.value(2));
      default -> throw new IllegalArgumentException("there is no action " + parts.name());
    };
  }

  private static Value of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Committed committed -> parts("committed", number(committed.revision()));
      case Outcome.Unchanged ignored -> parts("unchanged");
      case Outcome.RolledBack ignored -> parts("rolledBack");
      case Outcome.Conflict conflict ->
          parts("conflict", text(conflict.key()), number(conflict.revision()));
      case Outcome.Refused refused -> parts("refused", text(refused.key()));
      case Outcome.Unknown ignored -> parts("unknown");
    };
  }

  private static Outcome outcome(Parts parts) {
    return switch (parts.name()) {
      case "committed" -> new Outcome.Committed(parts.integer(1));
      case "unchanged" -> new Outcome.Unchanged();
      case "rolledBack" -> new Outcome.RolledBack();
      case "conflict" -> new Outcome.Conflict(parts.key(1), parts.integer(2));
      case "refused" -> new Outcome.Refused(parts.key(1));
      case "unknown" -> new Outcome.Unknown();
      default -> throw new IllegalArgumentException("there is no outcome " + parts.name());
    };
  }

  private static Value of(LoggedChange change) {
    return switch (change) {
      case LoggedChange.Set set -> parts("set", text(set.key()), set.value());
      case LoggedChange.Delete delete -> parts("delete", text(delete.key()));
      case LoggedChange.Increment add ->
          parts("increment", text(add.key()), add.amount(), add.sum());
    };
  }

  private static LoggedChange change(Value value) {
    Parts parts = new Parts(((ListValue) value).elements());
    return switch (parts.name()) {
      case "set" -> new LoggedChange.Set(parts.key(1), parts.value(2));
      case "delete" -> new LoggedChange.Delete(parts.key(1));
      case "increment" -> new LoggedChange.Increment(parts.key(1), parts.value(2), parts.value(3));
      default -> throw new IllegalArgumentException("there is no change " + parts.name());
    };
  }

  private static Value of(KeyVersion version) {
    return ListValue.of(number(version.revision()), orNull(version.value()));
  }

  private static KeyVersion version(Value value) {
    Parts parts = new Parts(((ListValue) value).elements());
    return new KeyVersion(parts.integer(0), parts.optional(1));
  }

  private static Key key(Value value) {
    return Key.parse(((StringValue) value).value());
  }

  private static Value parts(String name, Value... others) {
    List<Value> parts = new ArrayList<>();
    parts.add(StringValue.of(name));
    parts.addAll(List.of(others));
    return ListValue.of(parts);
  }

  private static <T> Value list(List<T> all, Function<T, Value> form) {
    return ListValue.of(all.stream().map(form).toList());
  }

  private static <T> List<T> all(List<Value> values, Function<Value, T> form) {
    return values.stream().map(form).toList();
  }

  private static Value text(Object named) {
    return StringValue.of(named.toString());
  }

  static Value number(long number) {
    return NumberValue.of((double) number);
  }

  private static Value orNull(Optional<Value> value) {
    return value.orElse(NullValue.NULL);
  }

  /** A map that must have what is asked for. */
  record Fields(MapValue map) {
    boolean has(String name) {
      return map.contains(name);
    }

    long integer(String name) {
      return (long) ((NumberValue) map.get(name).orElseThrow()).value();
    }

    String text(String name) {
      return ((StringValue) map.get(name).orElseThrow()).value();
    }

    UUID run() {
      return UUID.fromString(text("run"));
    }

    List<Value> list(String name) {
      return ((ListValue) map.get(name).orElseThrow()).elements();
    }
  }

  /** The elements of a list, which must be there. */
  private record Parts(List<Value> parts) {
    String name() {
      return text(0);
    }

    Value value(int place) {
      return parts.get(place);
    }

    String text(int place) {
      return ((StringValue) value(place)).value();
    }

    Key key(int place) {
      return HistoryJson.key(value(place));
    }

    long integer(int place) {
      return (long) ((NumberValue) value(place)).value();
    }

    boolean isTrue(int place) {
      return ((BooleanValue) value(place)).value();
    }

    List<Value> list(int place) {
      return ((ListValue) value(place)).elements();
    }

    Optional<Value> optional(int place) {
      return value(place) instanceof NullValue ? Optional.empty() : Optional.of(value(place));
    }
  }
}
