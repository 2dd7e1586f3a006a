package orrery.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.SmallFile;
import orrery.suite.Review.Finding;
import orrery.suite.SuiteIndex.Entry;

/** Derives the figures of one item again from its files. */
final class ItemReview {
  private static final long LONGEST_PROGRAM = 1 << 20;

  private final SuiteFolder folder;
  private final Map<Kind, ModelMaker> makers;
  private final List<Finding> findings = new ArrayList<>();

  private ItemReview(SuiteFolder folder, Map<Kind, ModelMaker> makers) {
    this.folder = folder;
    this.makers = makers;
  }

  /** What is not as it should be. */
  static List<Finding> of(Entry entry, SuiteFolder folder, Map<Kind, ModelMaker> makers) {
    ItemReview review = new ItemReview(folder, makers);
    review.review(entry);
    return List.copyOf(review.findings);
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
}
