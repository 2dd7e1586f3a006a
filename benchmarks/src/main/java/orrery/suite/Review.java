package orrery.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.SmallFile;
import orrery.suite.SuiteIndex.Entry;

/**
 * Derives every figure of a suite again from its files: nothing that a file says of itself is
 * believed.
 */
public final class Review {
  private static final long LONGEST_PROGRAM = 1 << 20;

  private final Suite suite;
  private final SuiteFolder folder;
  private final Map<Kind, ModelMaker> makers;
  private final List<Finding> findings = new ArrayList<>();

  private Review(Suite suite, SuiteFolder folder, Map<Kind, ModelMaker> makers) {
    this.suite = suite;
    this.folder = folder;
    this.makers = makers;
  }

  /**
   * Something that is not as it should be.
   *
   * @param place the file or folder
   * @param what a clause
   */
  public record Finding(Path place, String what) {}

  /** Is told which item is looked at. */
  @FunctionalInterface
  public interface Watcher {
    void begins(Item item, int done);
  }

  /**
   * Reviews a folder.
   *
   * @return what differs, in the order of the items; empty where everything holds
   */
  public static List<Finding> of(
      Suite suite, SuiteFolder folder, Map<Kind, ModelMaker> makers, Watcher watcher)
      throws IOException {
    return new Review(suite, folder, makers).run(watcher);
  }

  private List<Finding> run(Watcher watcher) throws IOException {
    SuiteIndex index = SuiteIndex.of(suite, folder);
    int done = 0;
    for (Entry entry : index.entries()) {
      watcher.begins(entry.item(), done++);
      review(entry);
    }
    strangers(folder.models(), "");
    strangers(folder.failures(), ".json");
    index(index);
    return findings;
  }

  private void find(Path place, String what) {
    findings.add(new Finding(place, what));
  }

  private void review(Entry entry) {
    Path model = folder.path().resolve(entry.path().orElse("models/" + entry.item().id()));
    switch (entry.state()) {
      case WAITING -> {}
      case STALE, DAMAGED -> find(model, entry.why());
      case DONE, FAILED -> {
        Outcome outcome = entry.outcome().orElseThrow();
        if (!outcome.definition().equals(entry.item().definition())) {
          find(model, "its definition is not the suite's");
        }
        if (entry.path().isPresent()) review(entry.item(), outcome, model);
      }
    }
  }

  private void review(Item item, Outcome outcome, Path model) {
    try {
      ModelFolder.Contents contents = ModelFolder.read(model);
      belongs(item, model, contents);
      Facts facts = Facts.of(contents.model());
      if (!outcome.facts().equals(Optional.of(facts))) {
        find(model.resolve(Outcome.FILE), "its facts are not those of the circuit: " + facts);
      }
      ModelMaker maker = makers.get(item.kind());
      if (maker == null) {
        find(model, "this version does not know how to check a model of this kind");
        return;
      }
      compare(outcome, maker.check(item, model, contents), model);
    } catch (ArtifactException damaged) {
      find(model, String.valueOf(damaged.getMessage()));
    } catch (ItemRefusal differs) {
      find(model, String.valueOf(differs.getMessage()));
    }
  }

  private void belongs(Item item, Path model, ModelFolder.Contents contents)
      throws ArtifactException {
    Path program = model.resolve("program.rasp");
    String text = SmallFile.read(program, LONGEST_PROGRAM);
    if (!text.equals(item.program().text())) find(program, "it is not the suite's program");
    if (!contents.model().build().parameters().equals(item.program().parameters())) {
      find(model, "its parameters are not the suite's");
    }
  }

  private void compare(Outcome outcome, Made again, Path model) {
    Path file = outcome.made().accepted() ? model.resolve(Outcome.FILE) : Path.of(model + ".json");
    if (outcome.made().accepted() != again.accepted()) {
      find(file, "it says accepted=%b".formatted(outcome.made().accepted()));
    }
    Map<String, Double> said = outcome.made().figures();
    for (Map.Entry<String, Double> figure : again.figures().entrySet()) {
      Double is = said.get(figure.getKey());
      if (!figure.getValue().equals(is)) {
        find(file, "%s is %s, and it says %s".formatted(figure.getKey(), figure.getValue(), is));
      }
    }
    Set<String> more = new HashSet<>(said.keySet());
    more.removeAll(again.figures().keySet());
    if (!more.isEmpty()) find(file, "no file tells " + String.join(", ", more));
  }

  /** Models that the suite does not ask for. */
  private void strangers(Path parent, String ending) throws IOException {
    if (!Files.isDirectory(parent)) return;
    Set<String> known =
        suite.items().stream()
            .flatMap(i -> Stream.of(i.id(), i.id() + ending))
            .collect(Collectors.toSet());
    try (Stream<Path> inside = Files.list(parent)) {
      inside
          .filter(p -> !known.contains(String.valueOf(p.getFileName())))
          .sorted()
          .forEach(p -> find(p, "the suite asks for no such model"));
    }
  }

  private void index(SuiteIndex index) {
    Path file = folder.index();
    try {
      if (!SmallFile.read(file, Long.MAX_VALUE - 1).equals(index.text())) {
        find(file, "it is not what the folders say; `orrery suite run` writes it again");
      }
    } catch (ArtifactException missing) {
      find(file, String.valueOf(missing.getMessage()));
    }
  }
}
