package coop.covm.storage.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.ValuePlace.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The principal's statement in a commit: who, by which run, on the ground of which views, changed
 * what.
 *
 * @param principal the member id, if the session had one
 * @param namespace where relative keys of the run led
 * @param run the program, its parameters and limits
 * @param place this commit's place among the commits of its run, from 1
 * @param views the views that the run was moved to since its commit before this one (which is a
 *     view too, and the first one then), in order, at least one
 * @param upon the digest of the commit that the last view is of, where the statement is signed: so
 *     the signature stands for all the history before, and for none in another store
 * @param changes at least one, ordered by key
 */
public record CommitBody(
    Optional<String> principal,
    Optional<KeyPrefix> namespace,
    RunRecord run,
    long place,
    List<ReadView> views,
    Optional<Digest> upon,
    List<Change> changes) {
  public CommitBody {
    views = List.copyOf(views);
    changes = List.copyOf(changes);
    if (place < 1 || views.isEmpty() || changes.isEmpty()) {
      throw new IllegalArgumentException("a commit has a place, a view and a change");
    }
  }

  /**
   * What a principal signs of a body: the words {@code covm body/1} and the body's digest, with one
   * space between, in ASCII.
   *
   * @param digest of the {@link #text} of the body
   */
  public static byte[] statement(Digest digest) {
    return ("covm body/1 " + digest).getBytes(US_ASCII);
  }

  /** This body with other changes. */
  public CommitBody with(List<Change> others) {
    return new CommitBody(principal, namespace, run, place, views, upon, others);
  }

  /** This body with the parameters of the run erased; the digests stay. */
  public CommitBody withoutParameters() {
    return new CommitBody(
        principal, namespace, run.withoutParameters(), place, views, upon, changes);
  }

  /** Whether one of its values is sealed. */
  public boolean hasSealedValues() {
    for (SaltedValue parameter : run.parameters().values()) {
      if (parameter.isSealed()) {
        return true;
      }
    }
    for (Change change : changes) {
      if (change.made().isPresent() && change.made().get().isSealed()) {
        return true;
      }
    }
    return false;
  }

  /** This body with what a function makes of its values, in the commit of a revision. */
  CommitBody mapValues(long revision, BiFunction<ValuePlace, SaltedValue, SaltedValue> function) {
    Map<String, SaltedValue> parameters = new LinkedHashMap<>();
    run.parameters()
        .forEach((name, value) ->
            parameters.put(
                name, function.apply(new ValuePlace(revision, Role.PARAMETER, name), value)));
    return new CommitBody(
        principal,
        namespace,
        run.withParameters(parameters),
        place,
        views,
        upon,
        changes.stream().map(change -> change.mapValues(revision, function)).toList());
  }

  /** The canonical text in UTF-8, which its digest is taken of and the principal signs. */
  public byte[] text() {
    return CommitText.body(this);
  }

  /** Whether it changed a key below the prefix, or the key of that name. */
  public boolean changesAt(KeyPrefix prefix) {
    return changes.stream().anyMatch(change -> prefix.covers(change.key()));
  }

  /** What it did to the key; empty if nothing. */
  public Optional<Change> change(Key key) {
    int low = 0;
    int high = changes.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = changes.get(middle).key().compareTo(key);
      if (order == 0) {
        return Optional.of(changes.get(middle));
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return Optional.empty();
  }
}
