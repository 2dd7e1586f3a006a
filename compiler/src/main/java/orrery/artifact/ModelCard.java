package orrery.artifact;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orrery.causal.Variable;
import orrery.circuit.BuildRecord;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.verify.Certificate;

/** {@code card.md} of a compiled model: what a person wants to know of it before using it. */
final class ModelCard {
  private final CompiledModel model;
  private final Certificate certificate;
  private final CardPage page;

  ModelCard(CompiledModel model, Certificate certificate) {
    this.model = model;
    this.certificate = certificate;
    this.page = new CardPage(model);
  }

  String text() {
    page.line("# " + CardPage.code(model.meaning().name()));
    page.line("");
    page.line(
        "A transformer whose weights were computed from a program, not trained: its mechanism is known exactly.");
    page.line("");
    page.purpose();
    page.sizes("BOS stands before every input; PAD may follow it.");
    verification();
    variables();
    page.snippet();
    page.line(
        "`circuit.json` has the ground truth: what every head does, the edges that the program uses and those that the weights can carry, and the directions of every variable. `causal_model.json` has every variable's table.");
    page.line("");
    provenance();
    return page.text();
  }

  private void verification() {
    Certificate c = certificate;
    page.line("## How it was verified");
    page.line("");
    String which =
        c.coverage() == Certificate.Coverage.EXHAUSTIVE
            ? "all %d legal inputs".formatted(c.inputs())
            : "a sample of %d inputs (of at most %s, seed %d)"
                .formatted(c.inputs(), c.candidates(), c.seed());
    page.line(
        "The float32 weights of this folder were run on %s and compared with the program's interpreter at every variable and output: %d values, %d disagreements. %s"
            .formatted(
                which,
                c.values(),
                c.disagreements(),
                c.passed() ? "It passed." : "**It did not pass.**"));
    page.line("");
    page.line(
        "Smallest decode margin %s (1 is exact, 0 a tie); largest attention outside a selector %s, bound %s."
            .formatted(
                CardPage.shown(c.margin()),
                CardPage.shown(c.leak()),
                CardPage.shown(c.leakBound())));
    page.line("");
  }

  private void variables() {
    page.line("## Where its variables are");
    page.line("");
    page.line("| variable | values | written by | read at | encoding | dimensions |");
    page.line("|---|---|---|---|---|---|");
    for (Variable v : model.meaning().variables()) {
      List<Placement> own = model.alignment().of(v);
      String name =
          CardPage.code(v.name()) + v.annotations().role().map(r -> " (" + r + ")").orElse("");
      String values = CardPage.code(CardPage.shortened(v.domain().toString()));
      if (own.isEmpty()) {
        String parents =
            v.parents().stream()
                .map(p -> CardPage.code(p.name()))
                .collect(Collectors.joining(", "));
        page.line(
            "| %s | %s | | | a function of %s | |"
                .formatted(CardPage.cell(name), CardPage.cell(values), CardPage.cell(parents)));
      }
      for (Placement p : own) {
        String writers =
            p.writers().stream().map(Component::name).collect(Collectors.joining(", "));
        String hook = AlignmentJson.hook(p.time(), model.weights().layers().size());
        page.line(
            "| %s | %s | %s | %s | %s | %s |"
                .formatted(
                    CardPage.cell(name),
                    CardPage.cell(values),
                    writers,
                    CardPage.code(hook),
                    JsonNode.nameOf(p.readout().kind()),
                    dimensions(p)));
      }
    }
    page.line("");
  }

  private static String dimensions(Placement placement) {
    TreeMap<Integer, Boolean> used = new TreeMap<>();
    placement.readout().directions().forEach((row, d, value) -> used.put(d, true));
    if (used.isEmpty()) return "";
    boolean block = used.lastKey() - used.firstKey() == used.size() - 1;
    if (block && used.size() > 2) return used.firstKey() + "–" + used.lastKey();
    if (used.size() > placement.readout().directions().rows() + 4) return used.size() + " of them";
    return used.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private void provenance() {
    BuildRecord build = model.build();
    page.line("## Provenance");
    page.line("");
    page.line(
        "- Made by Orrery %s from `program.rasp` (SHA-256 %s). No data was used."
            .formatted(ConfigFile.VERSION, CardPage.code(SmallFile.sha256(build.program()))));
    page.line(
        "- Parameters: "
            + CardPage.listed(build.parameters())
            + ". Dials: sharpness %s, slope %s, logit scale %s."
                .formatted(
                    build.dials().sharpness() == 0
                        ? "by length"
                        : CardPage.shown(build.dials().sharpness()),
                    CardPage.shown(build.dials().slope()),
                    CardPage.shown(build.dials().logitScale())));
    String passes =
        build.passes().stream()
            .map(p -> p.name() + " (" + CardPage.listed(p.settings()) + ")")
            .collect(Collectors.joining("; "));
    page.line("- Passes: " + (passes.isEmpty() ? "none" : passes) + ".");
    page.line(
        "- Licence: the weights follow from the program, so they are under the program's licence.");
  }
}
