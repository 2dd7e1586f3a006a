package orrery.publish;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orrery.leaderboard.LeaderboardSummary;
import orrery.leaderboard.Profile;
import orrery.leaderboard.Sentences;
import orrery.suite.Kind;

/**
 * {@code README.md} of a publication: the card that Hugging Face shows, its metadata in front.
 *
 * <p>Source of the metadata: huggingface/hub-docs, {@code datasetcard.md}.
 */
final class DatasetCard {
  private static final int THOUSAND = 1_000;

  private final Publication.Labels labels;
  private final List<Profile> profiles;
  private final Table table;
  private final List<Publication.Failure> failures;
  private final Optional<LeaderboardSummary> leaderboard;
  private final StringBuilder out = new StringBuilder();

  DatasetCard(
      Publication.Labels labels,
      Relatives relatives,
      Table table,
      List<Publication.Failure> failures,
      Optional<LeaderboardSummary> leaderboard) {
    this.labels = labels;
    this.profiles = relatives.sketches().stream().map(Relatives.Sketch::profile).toList();
    this.table = table;
    this.failures = failures;
    this.leaderboard = leaderboard;
  }

  /** What it is, in two sentences. */
  String description() {
    long programs = profiles.stream().map(Profile::family).distinct().count();
    return ("%s of %s whose mechanism is known, for putting interpretability methods to the test: %s."
            + " Weights, circuits, tokenisers, evaluation pairs and certificates; no pickle, no code to"
            + " be run.")
        .formatted(
            Sentences.counted(profiles.size(), "transformer"),
            Sentences.counted(programs, "program"),
            kinds());
  }

  private String kinds() {
    return counts(Profile::kind).entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().text())
        .collect(Collectors.joining(", "));
  }

  private <T extends Comparable<T>> Map<T, Integer> counts(
      java.util.function.Function<Profile, T> of) {
    Map<T, Integer> counts = new TreeMap<>();
    profiles.forEach(p -> counts.merge(of.apply(p), 1, Integer::sum));
    return counts;
  }

  String text() {
    front();
    line("# " + labels.name());
    line("");
    line(description());
    line("");
    contents();
    leaderboard.ifPresent(l -> new LeaderboardSection(l).lines().forEach(this::line));
    layout();
    use();
    columns();
    failed();
    provenance();
    return out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void front() {
    line("---");
    line("pretty_name: " + new JsonPrimitive(labels.name()));
    line("license: " + new JsonPrimitive(labels.licence()));
    line("task_categories:\n- other");
    line("tags:\n- mechanistic-interpretability\n- circuit-discovery\n- ground-truth");
    line("size_categories:\n- " + (profiles.size() < THOUSAND ? "n<1K" : "1K<n<10K"));
    line("configs:\n- config_name: models\n  default: true");
    line("  data_files:\n  - split: models\n    path: metadata.parquet");
    line("---");
    line("");
  }

  private void contents() {
    line("## What is in it");
    line("");
    line("| kind | models | is its circuit known? |");
    line("|---|---|---|");
    counts(Profile::kind)
        .forEach((kind, n) -> line("| %s | %d | %s |".formatted(kind.text(), n, known(kind))));
    line("");
    line("| difficulty of the circuit | models |");
    line("|---|---|");
    counts(Profile::stratum).forEach((stratum, n) -> line("| %s | %d |".formatted(stratum, n)));
    line("");
    if (profiles.stream().anyMatch(Profile::isControl)) {
      line(
          "**Negative controls have no known circuit.** Their files name the circuit of the twin that"
              + " was trained to have it (`trained_twin`); a method that finds it in a control as well"
              + " finds something else.");
      line("");
    }
  }

  private static String known(Kind kind) {
    return switch (kind) {
      case COMPILED -> "yes: the weights were computed from the program";
      case SIIT ->
          "yes: trained strictly to the program's circuit, and certified component by component";
      case IIT -> "no: trained to the circuit, but nothing keeps others out (negative control)";
      case NATURAL -> "no: trained on behaviour only (negative control)";
      case RANDOM -> "no: not trained (negative control)";
    };
  }

  private void layout() {
    line("## Files");
    line("");
    line("| file | what it is |");
    line("|---|---|");
    row(
        Publication.CSV + "`, `" + Publication.PARQUET,
        "a row a model; an empty cell is not known");
    row(Publication.FAILED, "models that failed their certificates, and so are not here, with why");
    row(Publication.CROISSANT, "what all this is, for machines (Croissant 1.0)");
    row(Publication.READER, "runs a model on its evaluation pairs: Python without any package");
    row(Publication.SUMS, "checksums: `sha256sum -c " + Publication.SUMS + "`");
    if (leaderboard.isPresent()) {
      row(
          Publication.LEADERBOARD + "/",
          "methods put to the test on these models: a page, the same as JSON, and every figure as"
              + " CSV");
    }
    String at = PublishedModel.place("ID/");
    row(
        at + PublishedModel.WEIGHTS,
        "the weights, float32, with TransformerLens' names and shapes");
    row(
        at + "config.json",
        "the fields of `HookedTransformerConfig`; how it was made under `orrery`");
    row(at + PublishedModel.TOKENIZER, "token to id; Hugging Face's `tokenizers` loads it");
    row(at + PublishedModel.CIRCUIT, "the circuit: components, edges and what moves along them");
    row(at + PublishedModel.HOOK_EDGES, "its edges between hooks, as InterpBench's `edges.pkl`");
    row(
        at + PublishedModel.GRAPH,
        "its edges as the graph that EAP-IG loads and MIB scores against");
    row(at + "causal_model.json", "the program's variables, their values and tables");
    row(
        at + PublishedModel.PAIRS,
        "inputs, counterfactuals and right answers, as token ids and logits");
    row(at + PublishedModel.EAP, "the same as a table for EAP-IG, where answers are classes");
    row(at + PublishedModel.CERTIFICATE, "what was verified and how, with the hash of the weights");
    row(at + "card.md`, `" + at + "program.rasp", "the model for people; the program");
    row(
        at + "figures/",
        "certificate, circuit, variables, and of a trained model its training, as pictures");
    line("");
  }

  private void row(String file, String what) {
    line("| `%s` | %s |".formatted(file, what));
  }

  private void use() {
    line("## How to read it");
    line("");
    line("```\nsha256sum -c --quiet SHA256SUMS\npython3 evaluate.py models/ID\n```");
    line("");
    line("With TransformerLens (its lines are in each `card.md`):");
    line("");
    line(
        """
        ```python
        import json, torch
        from safetensors.torch import load_file
        from transformer_lens import HookedTransformer, HookedTransformerConfig

        config = json.load(open("models/ID/config.json", encoding="utf-8"))
        config.pop("orrery"); config.pop("schema")
        model = HookedTransformer(HookedTransformerConfig.from_dict(config))
        model.load_state_dict(load_file("models/ID/model.safetensors"), strict=False)
        pairs = json.load(open("models/ID/evaluation/pairs.json"))["pairs"]
        logits = model(torch.tensor([pairs[0]["clean"]]))  # BOS is the first token
        ```
        """);
    line(
        "In `pairs.json` an answer at a position is the number of the logit that ought to be the largest"
            + " among `first` to `first + count - 1` of its output, or, of an output with `regression`,"
            + " the number that logit `first` ought to be; `null` where nothing is asked. `held_out`"
            + " says whether the inputs were kept out of the training.");
    line("");
  }

  private void columns() {
    line("## Columns of the table");
    line("");
    line("| column | type | meaning |");
    line("|---|---|---|");
    for (Column c : table.columns()) {
      line(
          "| `%s` | %s | %s |"
              .formatted(c.name(), c.type().name().toLowerCase(Locale.ROOT), c.description()));
    }
    line("");
  }

  private void failed() {
    line("## What is not here");
    line("");
    line(
        failures.isEmpty()
            ? "Every model of the suite passed its certificate."
            : "%s failed; `%s` says why."
                .formatted(Sentences.counted(failures.size(), "model"), Publication.FAILED));
    line("");
  }

  private void provenance() {
    line("## Provenance");
    line("");
    line(
        "Made by Orrery 0.1.0 (`orrery suite publish`). All inputs are words of the programs' own"
            + " alphabets: no text, and no data of any person, is in it.");
  }
}
