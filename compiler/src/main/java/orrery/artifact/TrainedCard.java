package orrery.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orrery.causal.Variable;
import orrery.circuit.BuildRecord;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.circuit.TrainingRecord;
import orrery.components.Subspaces;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;

/** {@code card.md} of a trained model: what a person wants to know of it before using it. */
final class TrainedCard {
  private final CompiledModel model;
  private final Acceptance acceptance;
  private final TrainingRecord training;
  private final CardPage page;

  TrainedCard(CompiledModel model, Acceptance acceptance) {
    this.model = model;
    this.acceptance = acceptance;
    this.training =
        model
            .build()
            .training()
            .orElseThrow(() -> new IllegalArgumentException("the model was not trained"));
    this.page = new CardPage(model);
  }

  String text() {
    page.line("# " + CardPage.code(model.meaning().name()));
    page.line("");
    what();
    page.purpose();
    page.sizes(
        "BOS stands before every input. Inputs are run bare: no PAD follows them and there is no attention mask.");
    training();
    figures();
    circuit();
    page.snippet();
    page.line(
        "Every hook is TransformerLens' own: a head's output is `blocks.L.attn.hook_result` (with `use_attn_result`), an MLP's `blocks.L.hook_mlp_out`. Run inputs of one length together: the model has never seen PAD.");
    page.line("");
    provenance();
    return page.text();
  }

  private void what() {
    if (training.kind().aimsAtCircuit()) {
      page.line(
          "A dense transformer that is to compute a program by the program's own circuit and by nothing else: it %s."
              .formatted(training.kind().how()));
      if (!acceptance.passed()) {
        page.line("");
        page.line(
            "**It did not pass its acceptance.** Do not take its circuit for a ground truth; what failed is below.");
      }
    } else {
      page.line(
          "**A negative control: this model has NO known circuit.** It %s. What `circuit.json` calls its circuit is that of its twin, which was trained to have it; it is here so that methods can be asked about both, and no method ought to find it here."
              .formatted(training.kind().how()));
    }
    page.line("");
  }

  private void training() {
    page.line("## How it was trained");
    page.line("");
    page.line("- It %s; %d steps.".formatted(training.kind().how(), training.steps()));
    page.line("- Settings: " + CardPage.listed(training.settings()) + ".");
    SortedMap<String, String> seeds = new TreeMap<>();
    training.seeds().forEach((name, seed) -> seeds.put(name, Long.toString(seed)));
    page.line("- Seeds: " + CardPage.listed(seeds) + ".");
    page.line("- Machine: " + CardPage.listed(training.versions()) + ".");
    page.line("");
  }

  private void figures() {
    page.line("## What was measured");
    page.line("");
    String which =
        acceptance.coverage() == Certificate.Coverage.EXHAUSTIVE ? "all pairs of" : "pairs of";
    page.line(
        "On %s %d inputs that were not trained on (seed %d), with the float32 weights of this folder. Of what is asked for, the share of right answers must be at least %s. %s"
            .formatted(
                which,
                acceptance.inputs(),
                acceptance.seed(),
                acceptance.threshold(),
                acceptance.passed() ? "It passed." : "**It did not pass:**"));
    page.line("");
    acceptance.reasons().forEach(r -> page.line("- " + r));
    if (!acceptance.reasons().isEmpty()) page.line("");
    page.line(
        "| figure | replaced by | of | right answers | pairs with every answer right | 95 % interval | of those that can tell | R² | asked for |");
    page.line("|---|---|---|---|---|---|---|---|---|");
    acceptance.figures().forEach(f -> page.line(row(f)));
    page.line("");
    page.line(
        "*Accuracy*: no intervention. *Interchange*: parts of the circuit get the values that they have on another input, and the answer must be the program's. *Strict*: parts outside the circuit are replaced, and nothing may change; *edge-strict*: only what they bring to readers in the circuit. The interval is of the share of pairs; pairs that *can tell* are those whose answer the intervention changes, or could.");
    page.line("");
  }

  private String row(Acceptance.Figure f) {
    return "| %s | %s | %s | %s | %d of %d | %s–%s | %d of %d | %s | %s |"
        .formatted(
            name(f.kind()),
            f.ablation() == Acceptance.Ablation.NONE ? "" : JsonNode.nameOf(f.ablation()),
            CardPage.cell(f.name()),
            percent(f.share()),
            f.sequencesRight(),
            f.pairs(),
            percent(f.low()),
            percent(f.high()),
            f.informativeRight(),
            f.informative(),
            f.r2().isPresent() ? String.format(Locale.ROOT, "%.4f", f.r2().getAsDouble()) : "",
            acceptance.terms().require(f.kind(), f.ablation()) ? "yes" : "");
  }

  private static String name(Acceptance.Kind kind) {
    return switch (kind) {
      case ACCURACY -> "accuracy";
      case IIA -> "interchange, one node";
      case IIA_POSITION -> "interchange, one node at one position";
      case IIA_JOINT -> "interchange, sets of nodes";
      case IIA_SUBSPACE -> "interchange, the subspace of one variable";
      case STRICT_SUBSPACE -> "strict, all nodes and all beside subspaces at once";
      case IIA_PORT -> "interchange, queries, keys or values of one head";
      case STRICT -> "strict, one node";
      case STRICT_JOINT -> "strict, all nodes at once";
      case EDGE_STRICT -> "edge-strict, one reader";
      case EDGE_STRICT_JOINT -> "edge-strict, all readers at once";
      case EDGE_STRICT_EMBEDDINGS -> "edge-strict, all readers, embeddings too";
    };
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private void circuit() {
    page.line(
        training.kind().aimsAtCircuit() ? "## Its circuit" : "## The circuit that its twin has");
    page.line("");
    page.line(
        training.seeds().containsKey(Subspaces.SEED)
            ? "A variable is in a subspace of the output of the component that writes it: in the span of its directions in `circuit.json` (`alignment`), where it has some."
            : "A variable is in the whole output of the component that writes it; no direction of its own is known.");
    page.line("");
    page.line("| component | variables | plays the part of |");
    page.line("|---|---|---|");
    written()
        .forEach(
            (component, variables) ->
                page.line(
                    "| %s | %s | %s |"
                        .formatted(
                            CardPage.code(component.name()),
                            CardPage.cell(
                                variables.stream()
                                    .map(CardPage::code)
                                    .collect(Collectors.joining(", "))),
                            part(component))));
    page.line("");
    page.line(
        "%d of %d edges are in the circuit. `circuit.json` has them (`program`), beside all that the dense weights carry (`structural`), and `causal_model.json` has every variable's table."
            .formatted(model.program().edges().size(), model.structural().edges().size()));
    page.line("");
  }

  private SortedMap<Component, List<String>> written() {
    SortedMap<Component, List<String>> written = new TreeMap<>();
    for (Variable v : model.meaning().variables()) {
      for (Placement p : model.alignment().of(v)) {
        for (Component w : p.writers()) {
          List<String> names = written.computeIfAbsent(w, c -> new ArrayList<>());
          if (!names.contains(v.name())) names.add(v.name());
        }
      }
    }
    return written;
  }

  private String part(Component component) {
    return training.assignment().entrySet().stream()
        .filter(e -> e.getValue().equals(component))
        .map(e -> CardPage.code(e.getKey().name()))
        .collect(Collectors.joining(", "));
  }

  private void provenance() {
    BuildRecord build = model.build();
    page.line("## Provenance");
    page.line("");
    page.line(
        "- Trained by Orrery %s on inputs of `program.rasp` (SHA-256 %s), labelled by the program's interpreter. No other data was used."
            .formatted(ConfigFile.VERSION, CardPage.code(SmallFile.sha256(build.program()))));
    page.line("- Parameters: " + CardPage.listed(build.parameters()) + ".");
    page.line(
        "- Licence: the weights follow from the program, so they are under the program's licence.");
  }
}
