package coop.covm.storage.log;

import java.util.Arrays;

/**
 * A commit record as one line of canonical JSON, the form in which the file backend keeps it and
 * anybody can read and verify it. Format 1; a line of another format is refused, never guessed.
 *
 * <p>The line is UTF-8, compact (no white space between tokens), its members exactly these in this
 * order:
 *
 * <pre>{@code
 * {"envelope":ENVELOPE,"digest":DIGEST,"head":HEAD|null,"body":BODY,"values":[SALTED,...],
 *  "text":S|null}
 *
 * ENVELOPE = {"covm":"commit/1","revision":N,"time":N,"previous":DIGEST,"body":DIGEST,
 *             "signature":SIGNATURE|null,"results":[DIGEST,...],"uses":[[PREFIX,N,N],...]}
 * HEAD     = {"signature":SIGNATURE,"digest":DIGEST}
 * BODY     = {"covm":"body/1","principal":S|null,"namespace":S|null,"program":DIGEST|null,
 *             "parameters":{S:DIGEST,...},"run":UUID,"place":N,"now":N,"limits":{S:N,...},
 *             "views":[[N,N],...],"upon":DIGEST|null,"changes":[CHANGE,...]}
 * CHANGE   = ["set",KEY,DIGEST] | ["delete",KEY] | ["increment",KEY,DIGEST]
 * SALTED   = {"salt":S,"value":VALUE} | {"sealed":S} | null
 * DIGEST   = a string of 64 lower-case hex digits: SHA-256
 * SIGNATURE = a string of 88 characters: an Ed25519 signature of 64 bytes in Base64
 * N        = an integer; S, UUID, KEY, PREFIX = strings, KEY as coop.covm.storage.Key
 * VALUE    = a value as CanonicalJson writes it
 * }</pre>
 *
 * <ul>
 *   <li>{@code digest} is SHA-256 of the bytes of ENVELOPE exactly as they stand in the line, from
 *       its opening to its closing brace; {@code envelope.body} is that of the bytes of BODY.
 *   <li>{@code previous} is the {@code digest} of the line before; 64 zeros in the first. {@code
 *       revision} counts from 1 without holes; {@code time} (milliseconds since 1970) never
 *       decreases.
 *   <li>A DIGEST in {@code parameters}, {@code changes} or {@code results} is SHA-256 of the 16
 *       bytes of a salt (32 lower-case hex digits) followed by the value's canonical JSON. {@code
 *       values} holds these salts and values: those of the parameters in their order, then those of
 *       the changes in theirs; an increment has two, the amount (its digest in {@code changes}) and
 *       the value that came out (its digest in {@code results}, in the order of the increments).
 *   <li>{@code envelope.signature} is the principal's, of what {@link CommitBody#statement} says;
 *       {@code upon} in a signed body is the {@code digest} of the commit that the last of {@code
 *       views} names, or 64 zeros for view 0. {@code head} is the store's own signature of what
 *       {@link Head#statement} says, with SHA-256 of that signature, by which damage is seen.
 *   <li>{@code uses} says what the values below a namespace with a quota take after this commit:
 *       keys, and bytes of keys and values; those that this commit changes or states first, ordered
 *       by the UTF-8 bytes of the namespaces.
 *   <li>{@code text} is the text whose SHA-256 is {@code program}, in the first commit of a program
 *       in this store.
 *   <li>Where salt and value have been erased, {@code null} stands in {@code values}; where they
 *       are encrypted, the Base64 of what {@link SealedValue} says.
 *   <li>Nothing but {@code values} holds a value. No digest covers {@code values} directly, so salt
 *       and value of a person can be erased and every digest and later signature stays valid.
 *   <li>{@code views} lists the revisions that the run's view was set to, each with how often in a
 *       row. {@code changes} are ordered by the UTF-8 bytes of their keys, no key twice.
 * </ul>
 *
 * <p>{@code "covm"} names the format of envelope and body inside the text that is digested, so a
 * later format, or another kind of record in the same chain, can never be taken for this one.
 */
public final class CommitJson {
  private CommitJson() {}

  /** The line without its line end, in UTF-8. */
  public static byte[] write(CommitRecord record) {
    return CommitText.line(record);
  }

  /**
   * Reads and verifies a line: its digests are recomputed, and writing it again must give the same
   * bytes. Whether it continues a chain is for the caller to check.
   *
   * @throws MalformedRecordException naming what is wrong
   */
  public static CommitRecord read(byte[] line) throws MalformedRecordException {
    CommitRecord record = new CommitLineReader(CanonicalJsonReader.of(line)).read();
    if (!Arrays.equals(write(record), line)) {
      throw new MalformedRecordException(
          "it is not the canonical form of the commit that it holds");
    }
    return record;
  }
}
