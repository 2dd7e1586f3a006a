package orrery.suite;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;

/** Finds the programs that a pattern of a suite names. */
final class ProgramGlob {
  private static final String EXTENSION = ".rasp";
  private static final long LONGEST = 1 << 20;
  private static final int MOST = 100_000;

  private ProgramGlob() {}

  /** The programs, in the order of their file names; at least one. */
  static List<SuiteProgram> programs(SuiteSpec.Programs pattern, Path folder)
      throws ArtifactException {
    JsonNode place = pattern.place();
    List<SuiteProgram> programs = new ArrayList<>();
    for (Path file : files(pattern.files(), folder, place)) {
      String own = String.valueOf(file.getFileName());
      String name = pattern.name().orElse(own.substring(0, own.length() - EXTENSION.length()));
      place.require(
          SpecFile.isName(name),
          "finds `%s`, whose name must be of letters, digits, `_`, `.` and `-`".formatted(own));
      if (pattern.except().contains(name)) continue;
      programs.add(new SuiteProgram(name, text(file), pattern.parameters()));
    }
    place.require(!programs.isEmpty(), "must find a program");
    place.require(
        programs.size() == 1 || pattern.name().isEmpty(), "must find one program to give a name");
    return programs;
  }

  private static List<Path> files(String pattern, Path folder, JsonNode place)
      throws ArtifactException {
    place.require(pattern.endsWith(EXTENSION), "must end in " + EXTENSION);
    int slash = pattern.lastIndexOf('/');
    String above = pattern.substring(0, slash + 1);
    String last = pattern.substring(slash + 1);
    place.require(!above.matches(".*[*?\\[{].*"), "must have its wildcards after the last `/`");
    try {
      Path relative = Path.of(above);
      place.require(!relative.isAbsolute(), "must be relative to the suite's file");
      Path within = folder.resolve(relative).normalize();
      place.require(Files.isDirectory(within), "must name a folder that is there");
      return matching(within, last, place);
    } catch (InvalidPathException | PatternSyntaxException e) {
      throw place.wrong("must be a path");
    }
  }

  private static List<Path> matching(Path folder, String glob, JsonNode place)
      throws ArtifactException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      for (Path file : found) {
        if (Files.isRegularFile(file)) files.add(file);
        place.require(files.size() <= MOST, "must find at most " + MOST + " programs");
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw place.wrong("must name a folder that can be read");
    }
    files.sort(null);
    return files;
  }

  private static String text(Path file) throws ArtifactException {
    try {
      if (Files.size(file) > LONGEST) {
        throw new ArtifactException(
            file, "it has more than %d bytes".formatted(LONGEST), "Check that it is a program.");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ArtifactException(file, "it is no UTF-8 text", "Check that it is a program.");
    } catch (IOException e) {
      throw new ArtifactException(file, "it cannot be read", "Check that you may read it.");
    }
  }
}
