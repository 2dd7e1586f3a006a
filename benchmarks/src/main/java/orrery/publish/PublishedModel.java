package orrery.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import orrery.artifact.ArtifactException;
import orrery.artifact.Export;
import orrery.artifact.JsonText;
import orrery.artifact.ModelFolder;
import orrery.circuit.CompiledModel;
import orrery.draw.CausalGraph;
import orrery.draw.CircuitGraph;
import orrery.draw.Svg;
import orrery.leaderboard.Member;
import orrery.report.LearningCurve;
import orrery.report.TrainingAccount;
import orrery.report.TrainingPicture;

/** Writes one model into a publication. */
final class PublishedModel {
  /** The folder of all models in a publication. */
  static final String MODELS = "models";

  static final String WEIGHTS = "model.safetensors";
  static final String CIRCUIT = "circuit.json";
  static final String TOKENIZER = "tokenizer.json";
  static final String CERTIFICATE = "certificate.json";
  static final String HOOK_EDGES = "interpbench_edges.json";
  static final String GRAPH = "mib_graph.json";
  static final String PAIRS = "evaluation/pairs.json";
  static final String EAP = "evaluation/eap.csv";

  /** What every model folder has. */
  private static final List<String> NEEDED =
      List.of(
          "program.rasp",
          "causal_model.json",
          WEIGHTS,
          "config.json",
          TOKENIZER,
          CIRCUIT,
          CERTIFICATE,
          "card.md");

  /** What it may have besides: exchanges, the curve of a training, what a suite asked for. */
  private static final List<String> MORE =
      List.of("abstraction.json", "curve.csv", "training.json", "item.json");

  private PublishedModel() {}

  /** The place of a model in a publication. */
  static String place(String id) {
    return MODELS + "/" + id;
  }

  /**
   * Writes the folder of a model and reads it back.
   *
   * @param root of the publication
   * @param pairs how many inputs to evaluate it on
   * @return what was read back
   */
  static ModelFolder.Contents write(Member member, Path root, int pairs, long seed)
      throws ArtifactException, IOException {
    Path folder = root.resolve(place(member.id()));
    Files.createDirectories(folder);
    for (String name : NEEDED) Files.copy(member.folder().resolve(name), folder.resolve(name));
    for (String name : MORE) {
      Path from = member.folder().resolve(name);
      if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
        Files.copy(from, folder.resolve(name));
      }
    }
    ModelFolder.Contents contents = ModelFolder.read(folder);
    CompiledModel model = contents.model();
    Export.write(model, Export.Target.INTERPBENCH, folder.resolve(HOOK_EDGES), /* force= */ false);
    Export.write(model, Export.Target.MIB, folder.resolve(GRAPH), /* force= */ false);
    Files.createDirectory(folder.resolve("evaluation"));
    EvaluationPairs evaluation = EvaluationPairs.of(model, HeldOut.of(contents, seed), pairs, seed);
    JsonText.write(folder.resolve(PAIRS), evaluation.json());
    Optional<String> eap = evaluation.eap();
    if (eap.isPresent()) text(folder.resolve(EAP), eap.get());
    figures(contents, folder.resolve("figures"));
    return contents;
  }

  private static void figures(ModelFolder.Contents contents, Path folder) throws IOException {
    CompiledModel model = contents.model();
    Files.createDirectory(folder);
    text(folder.resolve("circuit.svg"), Svg.write(CircuitGraph.of(model, model.program())));
    text(folder.resolve("variables.svg"), Svg.write(CausalGraph.of(model.meaning())));
    text(
        folder.resolve("certificate.svg"),
        CertificateFigure.svg(
            "Certificate of " + model.meaning().name() + ": share of right values",
            contents.certificate()));
    Path parent = folder.resolveSibling(".");
    Optional<TrainingAccount> training = TrainingAccount.of(model, contents.certificate(), parent);
    Optional<LearningCurve> curve =
        training.flatMap(TrainingAccount::curve).filter(c -> !c.isEmpty());
    if (training.isPresent() && curve.isPresent()) {
      text(
          folder.resolve("training.svg"),
          TrainingPicture.document(
              "Training of " + model.meaning().name(), curve.get(), training.get().threshold()));
    }
  }

  static void text(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
