package orrery.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.SmallFile;

/** Suites of tiny programs, and what their folders hold. */
final class Small {
  static final String INCREMENT =
      """
      program p%d;
      input tokens[1..3] : 0..%d;
      output next = tokens + %d;
      """;

  private Small() {}

  /** Writes so many programs and a suite of them; the file. */
  static Path suite(Path folder, int programs) throws IOException {
    Files.createDirectories(folder.resolve("p"));
    for (int i = 0; i < programs; i++)
      program(folder, "p" + i, INCREMENT.formatted(i, 2 + i, i + 1));
    return suite(folder, "\"kinds\": [\"compiled\"]");
  }

  static void program(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve("p").resolve(name + ".rasp"), text);
  }

  /** Writes a suite of all programs that are there. */
  static Path suite(Path folder, String more) throws IOException {
    String text =
        "{\"schema\": \"orrery/suite/1\", \"name\": \"small\", \"programs\": [\"p/*.rasp\"], %s}";
    return Files.writeString(folder.resolve("small.json"), text.formatted(more));
  }

  /** The files of a folder that a reader sees, by name, with their hashes. */
  static SortedMap<String, String> files(Path folder) {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.equals(".claims") && !name.equals(".writing")) {
          files.put(name, SmallFile.sha256(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ArtifactException e) {
      throw new AssertionError(e);
    }
    return files;
  }

  /** Runs a suite in this process. */
  static Log run(Path file, Path out, Map<Kind, ModelMaker> makers, SuiteRun.Options options)
      throws ArtifactException, IOException, InterruptedException {
    Suite suite = Suite.read(file);
    SuiteFolder folder = new SuiteFolder(out);
    folder.define(suite);
    Log log = new Log();
    new SuiteRun(suite, folder, makers, options, log).run();
    folder.index(suite);
    return log;
  }

  /** The same, so many models side by side. */
  static Log together(Path file, Path out, Map<Kind, ModelMaker> makers, int most)
      throws ArtifactException, IOException, InterruptedException {
    SuiteRun.Options options =
        new SuiteRun.Options(
            Shard.ALL, SuiteRun.Options.UNLIMITED, false, Set.of(), SuiteRun.Company.of(most));
    return run(file, out, makers, options);
  }

  static Log run(Path file, Path out) throws ArtifactException, IOException, InterruptedException {
    return run(file, out, ModelMaker.all(), SuiteRun.Options.ALL);
  }

  /** What a run said. */
  static class Log implements SuiteRun.Watcher {
    final List<String> begun = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    final List<String> failed = new ArrayList<>();
    final List<String> deaths = new ArrayList<>();

    @Override
    public void begins(Item item) {
      begun.add(item.id());
    }

    @Override
    public void at(Item item, double share, String what) {}

    @Override
    public void ends(Item item, Outcome outcome) {
      (outcome.made().accepted() ? done : failed).add(item.id());
    }

    @Override
    public void died(List<Item> items, String said) {
      deaths.add(items.stream().map(Item::id).collect(Collectors.joining(" ")) + ": " + said);
    }

    @Override
    public String toString() {
      return Stream.of(begun, done, failed, deaths)
          .map(l -> String.join(",", l))
          .collect(Collectors.joining(" | "));
    }
  }
}
