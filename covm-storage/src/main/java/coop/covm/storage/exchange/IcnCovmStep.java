package coop.covm.storage.exchange;

import coop.covm.storage.Key;
import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.Digest;
import java.nio.file.Path;

/** What becomes one commit of an import from the original icn-covm. */
sealed interface IcnCovmStep {
  /** One line that tells this step from every other. */
  String identity();

  /**
   * A version of a key.
   *
   * @param key where it goes
   * @param directory where its file lies
   * @param first whether it is the first of its key that is imported
   * @param orderSeconds its time, or that of a version before it if that is later
   * @param content the digest of its file
   */
  record OfVersion(
      Key key,
      Path directory,
      IcnCovmMetadata.Version version,
      boolean first,
      long orderSeconds,
      Digest content)
      implements IcnCovmStep {
    Path file() {
      return directory.resolve("v%s.data".formatted(version.number()));
    }

    @Override
    public String identity() {
      return "version %s %s %s %s %s"
          .formatted(key, version.number(), version.timeSeconds(), content, version.author());
    }
  }

  /**
   * Lines of an audit log.
   *
   * @param below the prefix of their keys
   * @param firstLine from 1
   * @param offset where in the file the first one begins
   * @param bytes of all of them
   */
  record OfAudit(Path file, KeyPrefix below, long firstLine, long offset, int bytes, Digest content)
      implements IcnCovmStep {
    @Override
    public String identity() {
      return "audit %s %s %s".formatted(below, firstLine, content);
    }
  }

  /**
   * The quota of a namespace.
   *
   * @param bytes how many it may hold
   */
  record OfQuota(KeyPrefix namespace, long bytes) implements IcnCovmStep {
    @Override
    public String identity() {
      return "quota %s %s".formatted(namespace, bytes);
    }
  }
}
