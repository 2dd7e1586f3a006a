package orrery.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import orrery.diagnostic.Source;

/** Finds the files that a program imports. */
public interface ModuleLoader {
  /**
   * The module that {@code importer} calls {@code file}.
   *
   * @param importer the file that imports
   * @param file the name in the import, without its extension
   */
  Optional<Source> load(Source importer, String file);

  /** No file can be imported. */
  static ModuleLoader none() {
    return (importer, file) -> Optional.empty();
  }

  /** Files beside the importing one, named by relative paths that stay below it. */
  static ModuleLoader files() {
    return (importer, file) -> {
      try {
        Path relative = Path.of(file.endsWith(".rasp") ? file : file + ".rasp");
        if (relative.isAbsolute()) return Optional.empty();
        Path path = Path.of(importer.name()).resolveSibling(relative).normalize();
        if (!Files.isRegularFile(path)) return Optional.empty();
        return Optional.of(new Source(path.toString(), Files.readString(path)));
      } catch (InvalidPathException | IOException unreadable) {
        return Optional.empty();
      }
    };
  }
}
