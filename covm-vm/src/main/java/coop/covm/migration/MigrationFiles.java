package coop.covm.migration;

import coop.covm.ProgramException;
import coop.covm.bytecode.ModuleFile;
import coop.covm.syntax.SourceDecoder;
import coop.covm.syntax.SourceException;
import coop.covm.syntax.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The migrations of a directory.
 *
 * @param directory as it was named
 * @param files by number, then by name; numbers may stand twice
 * @param problems what is in the directory and can be no migration
 */
public record MigrationFiles(
    Path directory, List<MigrationFile> files, List<MigrationProblem> problems) {
  public MigrationFiles {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /**
   * Reads all migrations of a directory. What is named neither {@code V1…} nor {@code ….covm} is
   * passed over, and so is what lies in directories below.
   *
   * @throws MigrationException {@code MigrationDirectory} if the directory or a file of it cannot
   *     be read
   */
  public static MigrationFiles read(Path directory) {
    List<MigrationFile> files = new ArrayList<>();
    List<MigrationProblem> problems = new ArrayList<>();
    for (Path file : meantAsMigrations(directory)) {
      String name = file.getFileName().toString();
      Optional<MigrationName> parsed = MigrationName.parse(name);
      if (parsed.isEmpty() || !Files.isRegularFile(file)) {
        problems.add(misnamed(name, directory));
      } else {
        read(file, parsed.get(), files, problems);
      }
    }
    files.sort(Comparator.comparingInt(MigrationFile::number).thenComparing(MigrationFile::file));
    return new MigrationFiles(directory, files, problems);
  }

  /** The number of the next migration that is written. */
  public int nextNumber() {
    return files.isEmpty() ? 1 : files.getLast().number() + 1;
  }

  private static List<Path> meantAsMigrations(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> MigrationName.isMeantAsOne(entry.getFileName().toString()))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new MigrationException(
          MigrationError.NO_DIRECTORY,
          "there is no directory '%s' with migrations; covm migrate new NAME writes the first, --dir names another"
              .formatted(directory));
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  private static void read(
      Path file, MigrationName name, List<MigrationFile> files, List<MigrationProblem> problems) {
    String shown = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(SourceFile.MAX_BYTES + 1);
      if (ModuleFile.looksLikeModule(bytes)) {
        problems.add(
            MigrationProblem.of(
                MigrationError.NAME,
                "'%s' is a compiled module; a migration is kept as the text of its program"
                    .formatted(shown)));
        return;
      }
      SourceFile decoded = SourceDecoder.decode(shown, bytes);
      files.add(MigrationFile.of(file.getFileName().toString(), name, decoded));
    } catch (SourceException e) {
      throw new ProgramException(e.source(), List.of(e.diagnostic()));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static MigrationProblem misnamed(String name, Path directory) {
    return MigrationProblem.of(
        MigrationError.NAME,
        "'%s' in '%s' is not named as a file of a migration: V, a number, two underscores, a name, .covm, such as V003__split_funds.covm; rename it, or move it elsewhere"
            .formatted(name, directory));
  }

  private static MigrationException unreadable(Path path, IOException e) {
    String reason =
        e instanceof AccessDeniedException
            ? "its permissions do not allow it"
            : String.valueOf(e.getMessage());
    return new MigrationException(
        MigrationError.NO_DIRECTORY, "'%s' cannot be read: %s".formatted(path, reason));
  }
}
