package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the programs that files and folders name. */
final class ProgramFiles {
  private static final String EXTENSION = ".rasp";

  private ProgramFiles() {}

  /**
   * The files themselves, and every program below the folders, in the order of their names.
   *
   * @throws Misuse where there is none
   */
  static List<Path> below(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> tree = Files.walk(path)) {
        List<Path> found = tree.filter(p -> p.toString().endsWith(EXTENSION)).sorted().toList();
        if (found.isEmpty()) throw new Misuse("there is no program in " + path);
        files.addAll(found);
      }
    }
    return files;
  }
}
