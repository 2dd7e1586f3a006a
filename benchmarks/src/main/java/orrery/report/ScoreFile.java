package orrery.report;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Scores;
import orrery.intervention.Cost;
import orrery.intervention.Mask;

/**
 * Reads scores that somebody else has made, in whatever format: an {@code orrery/answer/1} file or
 * the rows of a scorecard.
 *
 * @param graph of the model at hand
 * @param model its hash
 */
public record ScoreFile(ResidualGraph graph, String model) {
  /**
   * The answers in a file.
   *
   * @throws ArtifactException where it is of another model, names what the model does not have, has
   *     something twice, or holds what is no number
   */
  public List<Answer> read(Path file) throws ArtifactException, NoSuchFileException {
    if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
    JsonNode top = JsonFile.readOr(file, AnswerFile.REMEDY);
    String schema = top.find("schema").isEmpty() ? "" : top.get("schema").text();
    return switch (schema) {
      case AnswerFile.SCHEMA -> List.of(AnswerFile.read(top, graph, model));
      case Scorecard.SCHEMA -> ofCard(file);
      default ->
          throw new ArtifactException(
              file,
              "its schema is \"%s\", and must be %s or %s"
                  .formatted(schema, AnswerFile.SCHEMA, Scorecard.SCHEMA),
              AnswerFile.REMEDY);
    };
  }

  /** The rows of a scorecard that compete. */
  private List<Answer> ofCard(Path file) throws ArtifactException {
    Scorecard card = ScorecardFile.read(file);
    if (!card.provenance().weightsHash().equals(model)) {
      throw new ArtifactException(
          file,
          "its scores are of another model (%s)".formatted(card.provenance().program()),
          "Score it against the model that it was made on.");
    }
    List<Answer> answers = new ArrayList<>();
    for (Scorecard.Entry e : card.methods()) {
      Cost cost = new Cost(e.cost(), 0);
      answers.add(new Answer(e.name(), e.citation(), e.settings(), cost, scores(e), List.of()));
    }
    return answers;
  }

  private Scores scores(Scorecard.Entry e) {
    if (e.scores().isEmpty()) {
      return new Scores.Circuits(
          graph,
          e.circuits().stream()
              .map(f -> new Scores.Found(f.threshold(), Mask.of(graph, Means.set(f.edges()))))
              .toList());
    }
    double[][] values = e.scores().stream().map(s -> new double[] {s}).toArray(double[][]::new);
    return new Scores.OfEdges(graph, Arrays.copyOf(values, graph.edgeCount()));
  }
}
