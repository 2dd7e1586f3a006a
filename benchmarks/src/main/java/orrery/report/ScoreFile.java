package orrery.report;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;
import orrery.artifact.ModelHash;
import orrery.circuit.CompiledModel;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Scores;
import orrery.exchange.Missing;
import orrery.exchange.Reading;
import orrery.exchange.ScoreReader;
import orrery.exchange.Shape;
import orrery.intervention.Cost;
import orrery.intervention.Mask;
import orrery.truth.View;

/**
 * Reads scores that somebody else has made, in whatever format: an {@code orrery/answer/1} file,
 * the rows of a scorecard, or what another tool writes.
 *
 * @param shape of the model at hand
 * @param model its hash
 * @param missing what is done about edges that another tool's file does not name
 */
public record ScoreFile(Shape shape, String model, Missing missing) {
  /** A reader of scores of a model. */
  public static ScoreFile of(CompiledModel model, Missing missing) {
    return new ScoreFile(Shape.of(model), ModelHash.of(model), missing);
  }

  /**
   * The answers in a file.
   *
   * @throws ArtifactException where it is of another model, names what the model does not have, has
   *     something twice, or holds what is no number
   */
  public List<Answer> read(Path file) throws ArtifactException, NoSuchFileException {
    if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
    ScoreReader reader = new ScoreReader(shape, missing);
    if (!ScoreReader.isJson(file)) return List.of(answer(file, reader.table(file)));
    JsonNode top = ScoreReader.top(file);
    Optional<JsonNode> stated =
        top.element().isJsonObject() ? top.find("schema") : Optional.empty();
    String schema = stated.isEmpty() ? "" : stated.get().text();
    return switch (schema) {
      case AnswerFile.SCHEMA ->
          List.of(AnswerFile.read(top.orElse(AnswerFile.REMEDY), shape, model));
      case Scorecard.SCHEMA -> ofCard(file);
      case "", "orrery/hook_edges/1" -> List.of(answer(file, reader.json(top)));
      default ->
          throw new ArtifactException(
              file,
              "its schema is \"%s\", and must be %s or %s, or missing in another tool's file"
                  .formatted(schema, AnswerFile.SCHEMA, Scorecard.SCHEMA),
              ScoreReader.REMEDY);
    };
  }

  /** An answer that is called like its file. */
  private static Answer answer(Path file, Reading reading) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
    return new Answer(name, "", Map.of(), Cost.NONE, reading.scores(), reading.notes());
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
    ResidualGraph graph = shape.graph();
    if (e.scores().isEmpty()) {
      return new Scores.Circuits(
          graph,
          e.circuits().stream()
              .map(f -> new Scores.Found(f.threshold(), Mask.of(graph, Means.set(f.edges()))))
              .toList());
    }
    double[][] values = e.scores().stream().map(s -> new double[] {s}).toArray(double[][]::new);
    double[][] ofEdges = Arrays.copyOf(values, graph.edgeCount());
    for (View.Kind kind : View.Kind.values()) {
      if (e.kind().equals(EdgeAnswer.VIEW + kind.label()))
        return ofView(View.of(graph, kind), ofEdges);
    }
    return new Scores.OfEdges(graph, ofEdges);
  }

  private Scores ofView(View view, double[][] ofEdges) {
    double[][] values = new double[view.size()][1];
    for (int e = 0; e < ofEdges.length; e++) {
      OptionalInt of = view.of(e);
      if (of.isPresent()) values[of.getAsInt()] = ofEdges[e];
    }
    return new Scores.OfView(shape.graph(), view, values);
  }
}
