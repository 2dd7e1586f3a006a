package orrery.publish;

import static orrery.publish.Column.Type.INTEGER;
import static orrery.publish.Column.Type.NUMBER;
import static orrery.publish.Column.Type.TEXT;
import static orrery.publish.Column.Type.TRUTH;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.ModelHash;
import orrery.artifact.SmallFile;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.model.TransformerConfig;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;

/** The table of all models of a publication: a row for each, filled in while it is written. */
final class Metadata {
  private final List<Field> fields = new ArrayList<>();
  private final List<List<Optional<Object>>> rows = new ArrayList<>();

  /**
   * A model and all that is said of it.
   *
   * @param sketch which model
   * @param contents its folder as it was published
   * @param relatives the models of the publication
   * @param hash SHA-256 of its weights' file
   */
  private record Entry(
      Relatives.Sketch sketch, ModelFolder.Contents contents, Relatives relatives, String hash) {
    CompiledModel model() {
      return contents.model();
    }

    TransformerConfig config() {
      return model().weights().config();
    }

    Optional<TrainingRecord> training() {
      return model().build().training();
    }

    Optional<Acceptance> acceptance() {
      return contents.certificate() instanceof Acceptance a ? Optional.of(a) : Optional.empty();
    }

    Optional<Certificate> certificate() {
      return contents.certificate() instanceof Certificate c ? Optional.of(c) : Optional.empty();
    }
  }

  private record Field(Column column, Function<Entry, Optional<Object>> value) {}

  Metadata() {
    identity();
    circuit();
    shape();
    training();
    evidence();
    files();
  }

  /** Adds the row of a model that has been written. */
  void add(Relatives.Sketch sketch, ModelFolder.Contents contents, Relatives relatives, Path folder)
      throws ArtifactException {
    String hash = SmallFile.sha256(folder.resolve(PublishedModel.WEIGHTS));
    Entry entry = new Entry(sketch, contents, relatives, hash);
    List<Optional<Object>> row = new ArrayList<>();
    for (Field f : fields) row.add(f.value().apply(entry));
    rows.add(row);
  }

  /** The table of the rows so far. */
  Table table() {
    return new Table(fields.stream().map(Field::column).toList(), rows);
  }

  private void text(String name, String what, Function<Entry, Optional<String>> value) {
    Column column = new Column(name, TEXT, what);
    fields.add(
        new Field(column, e -> value.apply(e).filter(t -> !t.isEmpty()).map(Function.identity())));
  }

  private void whole(String name, String what, Function<Entry, Optional<Long>> value) {
    Column column = new Column(name, INTEGER, what);
    fields.add(new Field(column, e -> value.apply(e).map(Function.identity())));
  }

  private void number(String name, String what, Function<Entry, OptionalDouble> value) {
    Column column = new Column(name, NUMBER, what);
    fields.add(
        new Field(
            column,
            e -> {
              OptionalDouble own = value.apply(e);
              boolean isNumber = own.isPresent() && Double.isFinite(own.getAsDouble());
              return isNumber ? Optional.of(own.getAsDouble()) : Optional.empty();
            }));
  }

  private void truth(String name, String what, Function<Entry, Optional<Boolean>> value) {
    Column column = new Column(name, TRUTH, what);
    fields.add(new Field(column, e -> value.apply(e).map(Function.identity())));
  }

  private void identity() {
    text(
        "id", "The model's name, and its folder below models/.", e -> Optional.of(e.sketch().id()));
    text(
        "kind",
        "siit: trained strictly to the program's circuit; compiled: computed from the program; iit,"
            + " natural, random: negative controls, whose circuit is not known.",
        e -> Optional.of(e.sketch().profile().kind().text()));
    truth(
        "negative_control",
        "Whether nothing makes the model have the circuit that its files name.",
        e -> Optional.of(e.sketch().profile().isControl()));
    text("program", "The program's name.", e -> Optional.of(e.model().meaning().name()));
    text("description", "What the program says of itself.", e -> doc(e.model()));
    text(
        "program_hash",
        "SHA-256 of the program's text and parameters: models with an equal one are not independent.",
        e -> Optional.of(e.sketch().profile().family()));
    text("parameters", "The program's parameters.", e -> listed(e.model().build().parameters()));
    text(
        "model_hash", "SHA-256 of program and weights.", e -> Optional.of(ModelHash.of(e.model())));
    text(
        "compiled_twin",
        "The compiled model of the same program.",
        e -> e.relatives().compiled(e.sketch()));
    text(
        "trained_twin",
        "Of a negative control, the model with the circuit and the same shape.",
        e -> e.relatives().twin(e.sketch()));
    text(
        "controls",
        "The negative controls of a model, with spaces between.",
        e -> Optional.of(String.join(" ", e.relatives().controls(e.sketch()))));
  }

  private void circuit() {
    text(
        "stratum",
        "How difficult the circuit is.",
        e -> Optional.of(e.sketch().profile().stratum()));
    whole(
        "components",
        "Heads and MLPs in the program's circuit.",
        e -> Optional.of((long) e.sketch().profile().components()));
    whole(
        "circuit_edges",
        "Edges in the program's circuit.",
        e -> Optional.of((long) e.model().program().edges().size()));
    whole(
        "wired_edges",
        "Edges along which some weight can carry anything.",
        e -> Optional.of((long) e.model().structural().edges().size()));
    whole(
        "outputs", "Outputs of the program.", e -> Optional.of((long) e.model().outputs().size()));
    truth(
        "regression",
        "Whether some output is one number, not classes.",
        e -> Optional.of(e.model().outputs().stream().anyMatch(o -> o.regression())));
  }

  private void shape() {
    size("n_layers", e -> e.nLayers());
    size("n_heads", e -> e.nHeads());
    size("d_model", e -> e.dModel());
    size("d_head", e -> e.dHead());
    whole(
        "d_mlp",
        "TransformerLens' d_mlp; empty where no layer has an MLP.",
        e -> e.config().attnOnly() ? Optional.empty() : Optional.of((long) e.config().dMlp()));
    size("n_ctx", e -> e.nCtx());
    size("d_vocab", e -> e.dVocab());
    size("d_vocab_out", e -> e.dVocabOut());
    text(
        "act_fn",
        "TransformerLens' act_fn.",
        e -> Optional.of(e.config().activation().transformerLensName()));
    text(
        "attention_dir",
        "TransformerLens' attention_dir.",
        e -> Optional.of(e.config().attentionDirection().transformerLensName()));
    text(
        "normalization_type",
        "TransformerLens' normalization_type; empty where there is none.",
        e ->
            Optional.of(e.config().normalization().transformerLensName())
                .filter(name -> !name.equals("none")));
    whole(
        "non_zero_weights",
        "Weights that are not 0.",
        e -> Optional.of(e.model().weights().nonZeros()));
  }

  private void size(String name, Function<TransformerConfig, Integer> of) {
    whole(name, "TransformerLens' " + name + ".", e -> Optional.of((long) of.apply(e.config())));
  }

  private void training() {
    whole("training_steps", "Steps of the training.", e -> e.training().map(t -> t.steps()));
    text(
        "training_settings", "What was set.", e -> e.training().flatMap(t -> listed(t.settings())));
    text(
        "training_seeds",
        "Seeds by what they decide.",
        e -> e.training().flatMap(t -> listed(t.seeds())));
    text("training_versions", "The machine.", e -> e.training().flatMap(t -> listed(t.versions())));
    truth(
        "aims_at_circuit",
        "Whether the training aims at the program's circuit; empty of a model that was not trained.",
        e -> e.training().map(t -> t.kind().aimsAtCircuit()));
  }

  private void evidence() {
    truth(
        "passed",
        "Whether the certificate says that the model is as it should be.",
        e -> Optional.of(e.contents().certificate().passed()));
    text(
        "coverage",
        "Whether all inputs were run, or a sample.",
        e ->
            e.acceptance()
                .map(Acceptance::coverage)
                .or(() -> e.certificate().map(Certificate::coverage))
                .map(c -> c.name().toLowerCase(Locale.ROOT)));
    whole(
        "certified_inputs",
        "Inputs that were run; of a trained model those held out.",
        e ->
            e.acceptance()
                .map(Acceptance::inputs)
                .or(() -> e.certificate().map(Certificate::inputs)));
    whole(
        "disagreements",
        "Of a compiled model, values that differ from the program's.",
        e -> e.certificate().map(Certificate::disagreements));
    number(
        "margin",
        "Of a compiled model, the smallest margin of a decoded value.",
        e ->
            e.certificate().map(c -> OptionalDouble.of(c.margin())).orElse(OptionalDouble.empty()));
    number(
        "threshold",
        "Of a trained model, the share that every figure must reach.",
        e ->
            e.acceptance()
                .map(a -> OptionalDouble.of(a.threshold()))
                .orElse(OptionalDouble.empty()));
    for (Acceptance.Kind kind : Acceptance.Kind.values()) {
      number(
          kind.name().toLowerCase(Locale.ROOT),
          "Of a trained model, the smallest share of right answers among the figures of this kind.",
          e -> worst(e, kind));
    }
    text(
        "reasons",
        "Why a certificate is not passed.",
        e -> e.acceptance().map(a -> String.join(" ", a.reasons())));
  }

  private static OptionalDouble worst(Entry e, Acceptance.Kind kind) {
    return e.acceptance().stream()
        .flatMap(a -> a.figures().stream())
        .filter(f -> f.kind() == kind && f.tokens() > 0)
        .mapToDouble(f -> (double) f.right() / f.tokens())
        .min();
  }

  private void files() {
    file("weights_file", PublishedModel.WEIGHTS);
    text("weights_sha256", "SHA-256 of the weights' file.", e -> Optional.of(e.hash()));
    file("config_file", "config.json");
    file("tokenizer_file", PublishedModel.TOKENIZER);
    file("circuit_file", PublishedModel.CIRCUIT);
    file("hook_edges_file", PublishedModel.HOOK_EDGES);
    file("graph_file", PublishedModel.GRAPH);
    file("evaluation_file", PublishedModel.PAIRS);
    file("certificate_file", PublishedModel.CERTIFICATE);
  }

  private void file(String name, String file) {
    text(
        name,
        "Where " + file + " is in this folder.",
        e -> Optional.of(PublishedModel.place(e.sketch().id()) + "/" + file));
  }

  private static Optional<String> listed(Map<String, ?> settings) {
    return Optional.of(
            settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(s -> s.getKey() + "=" + s.getValue())
                .collect(Collectors.joining(" ")))
        .filter(t -> !t.isEmpty());
  }

  private static Optional<String> doc(CompiledModel model) {
    return model
        .build()
        .program()
        .lines()
        .filter(l -> l.startsWith("##"))
        .map(l -> l.substring(2).strip())
        .findFirst();
  }
}
