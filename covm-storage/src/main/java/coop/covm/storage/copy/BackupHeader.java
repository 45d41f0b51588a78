package coop.covm.storage.copy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import coop.covm.storage.log.Digest;
import coop.covm.storage.log.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a part of a backup says of itself. Times of heads count for nothing.
 *
 * @param first the digest of the store's first commit, by which a store is known; {@link
 *     Digest#NONE} if there is none
 * @param after the commit that its first one follows; {@link Head#EMPTY} if it begins with the
 *     first of all
 * @param through the last commit that it holds, or {@code after} if it holds none
 * @param follows the id of the part that it goes on from; {@link Digest#NONE} if it is a full one
 * @param madeMillis when, milliseconds since 1970
 * @param masterKeys the ids of the master keys that the store's data keys are wrapped by, in order
 */
record BackupHeader(
    Digest first,
    Head after,
    Head through,
    Digest follows,
    long madeMillis,
    List<String> masterKeys) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{1,64}");
  private static final Pattern TEXT =
      Pattern.compile(
          """
          first ([0-9a-f]{64})
          after ([0-9]{1,18}) ([0-9a-f]{64})
          through ([0-9]{1,18}) ([0-9a-f]{64})
          follows ([0-9a-f]{64})
          made ([0-9]{1,18})
          ((?:master-key [0-9a-f]{1,64}
          )*)\
          """);

  BackupHeader {
    masterKeys = masterKeys.stream().filter(id -> ID.matcher(id).matches()).toList();
  }

  boolean isFull() {
    return follows.equals(Digest.NONE);
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(512);
    text.append("first ").append(first).append('\n');
    text.append("after ").append(shown(after)).append('\n');
    text.append("through ").append(shown(through)).append('\n');
    text.append("follows ").append(follows).append('\n');
    text.append("made ").append(madeMillis).append('\n');
    masterKeys.forEach(id -> text.append("master-key ").append(id).append('\n'));
    return text.toString().getBytes(US_ASCII);
  }

  private static String shown(Head head) {
    return head.revision() + " " + head.digest();
  }

  /** Reads what {@link #bytes} gives; empty if it is something else. */
  static Optional<BackupHeader> parse(byte[] bytes) {
    Matcher text = TEXT.matcher(new String(bytes, US_ASCII));
    if (!text.matches()) {
      return Optional.empty();
    }
    List<String> masterKeys = new ArrayList<>();
    text.group(8).lines().forEach(line -> masterKeys.add(line.substring("master-key ".length())));
    BackupHeader header =
        new BackupHeader(
            Digest.parse(text.group(1)),
            head(text.group(2), text.group(3)),
            head(text.group(4), text.group(5)),
            Digest.parse(text.group(6)),
            Long.parseLong(text.group(7)),
            masterKeys);
    return header.through.revision() < header.after.revision()
            || (header.isFull() && header.after.revision() > 0)
        ? Optional.empty()
        : Optional.of(header);
  }

  private static Head head(String revision, String digest) {
    return new Head(Long.parseLong(revision), 0, Digest.parse(digest));
  }
}
