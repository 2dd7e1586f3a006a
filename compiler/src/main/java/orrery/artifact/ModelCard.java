package orrery.artifact;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.causal.Variable;
import orrery.circuit.BuildRecord;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Placement;
import orrery.model.TransformerConfig;
import orrery.verify.Certificate;

/** {@code card.md}: what a person wants to know of a model before using it. */
final class ModelCard {
  private static final int MOST_VALUES = 60;
  private static final int MOST_TOKENS = 24;

  private final CompiledModel model;
  private final Certificate certificate;
  private final StringBuilder out = new StringBuilder();

  ModelCard(CompiledModel model, Certificate certificate) {
    this.model = model;
    this.certificate = certificate;
  }

  String text() {
    line("# " + code(model.meaning().name()));
    line("");
    line(
        "A transformer whose weights were computed from a program, not trained: its mechanism is known exactly.");
    line("");
    purpose();
    sizes();
    verification();
    variables();
    use();
    provenance();
    return out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void purpose() {
    line("## What it computes");
    line("");
    String about = comment();
    if (!about.isEmpty()) line(about + "\n");
    InputSpace inputs = model.meaning().inputs();
    line(
        "- Input: tokens "
            + code(shortened(inputs.alphabet().toString()))
            + ", length "
            + lengths(inputs)
            + ".");
    for (CausalModel.Output o : model.meaning().outputs()) {
      line(
          "- Output %s: %s, judged at %s."
              .formatted(
                  code(o.name()),
                  code(shortened(o.variable().domain().toString())),
                  place(o.at())));
    }
    example().ifPresent(e -> line("- Example: " + e));
    line("");
  }

  /** The comment that opens the program. */
  private String comment() {
    return model
        .build()
        .program()
        .lines()
        .takeWhile(l -> l.isBlank() || l.startsWith("#"))
        .map(l -> l.replaceFirst("^#+ ?", ""))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static String lengths(InputSpace inputs) {
    int least = inputs.minLength();
    int most = inputs.maxLength();
    if (inputs.lengths().size() == most - least + 1) {
      return least == most ? Integer.toString(most) : least + " to " + most;
    }
    return inputs.lengths().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String place(CausalModel.At at) {
    return switch (at.place()) {
      case EVERY -> "every position";
      case FIRST -> "the first position";
      case LAST -> "the last position";
      case INDEX -> "position " + at.index();
    };
  }

  private Optional<String> example() {
    InputSpace inputs = model.meaning().inputs();
    return ExampleInput.of(inputs)
        .filter(input -> input.length <= MOST_TOKENS)
        .map(
            input -> {
              Evaluation values =
                  new Evaluation(InputBatch.of(List.of(input), input.length), inputs.causal());
              String given =
                  Arrays.stream(input)
                      .mapToObj(t -> inputs.alphabet().value(t).toString())
                      .collect(Collectors.joining(" "));
              return code(given)
                  + " gives "
                  + model.meaning().outputs().stream()
                      .map(o -> code(o.name()) + " = " + code(answer(values, o.variable())))
                      .collect(Collectors.joining(", "))
                  + ".";
            });
  }

  private static String answer(Evaluation values, Variable variable) {
    return Arrays.stream(values.codes(variable))
        .mapToObj(c -> c < 0 ? "-" : variable.domain().value(c).toString())
        .collect(Collectors.joining(" "));
  }

  private void sizes() {
    TransformerConfig c = model.weights().config();
    int heads = model.weights().layers().stream().mapToInt(l -> l.heads().size()).sum();
    int units = model.weights().layers().stream().mapToInt(l -> l.dMlp()).sum();
    line("## Size");
    line("");
    line(
        "| layers | heads (at most a layer) | d_model | d_head | MLP units (at most a layer) | n_ctx | d_vocab | d_vocab_out | weights that are not 0 |");
    line("|---|---|---|---|---|---|---|---|---|");
    line(
        "| %d | %d (%d) | %d | %d | %d (%d) | %d | %d | %d | %d |"
            .formatted(
                c.nLayers(),
                heads,
                c.nHeads(),
                c.dModel(),
                c.dHead(),
                units,
                c.dMlp(),
                c.nCtx(),
                c.dVocab(),
                c.dVocabOut(),
                model.weights().nonZeros()));
    line("");
    line(
        "No normalisation, ReLU, standard position embeddings, %s attention. BOS stands before every input; PAD may follow it."
            .formatted(c.attentionDirection().transformerLensName()));
    line("");
  }

  private void verification() {
    Certificate c = certificate;
    line("## How it was verified");
    line("");
    String which =
        c.coverage() == Certificate.Coverage.EXHAUSTIVE
            ? "all %d legal inputs".formatted(c.inputs())
            : "a sample of %d inputs (of at most %s, seed %d)"
                .formatted(c.inputs(), c.candidates(), c.seed());
    line(
        "The float32 weights of this folder were run on %s and compared with the program's interpreter at every variable and output: %d values, %d disagreements. %s"
            .formatted(
                which,
                c.values(),
                c.disagreements(),
                c.passed() ? "It passed." : "**It did not pass.**"));
    line("");
    line(
        "Smallest decode margin %s (1 is exact, 0 a tie); largest attention outside a selector %s, bound %s."
            .formatted(shown(c.margin()), shown(c.leak()), shown(c.leakBound())));
    line("");
  }

  private static String shown(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }

  private void variables() {
    line("## Where its variables are");
    line("");
    line("| variable | values | written by | read at | encoding | dimensions |");
    line("|---|---|---|---|---|---|");
    for (Variable v : model.meaning().variables()) {
      List<Placement> own = model.alignment().of(v);
      String name = code(v.name()) + v.annotations().role().map(r -> " (" + r + ")").orElse("");
      String values = code(shortened(v.domain().toString()));
      if (own.isEmpty()) {
        String parents =
            v.parents().stream().map(p -> code(p.name())).collect(Collectors.joining(", "));
        line(
            "| %s | %s | | | a function of %s | |"
                .formatted(cell(name), cell(values), cell(parents)));
      }
      for (Placement p : own) {
        String writers =
            p.writers().stream().map(Component::name).collect(Collectors.joining(", "));
        String hook = AlignmentJson.hook(p.time(), model.weights().layers().size());
        line(
            "| %s | %s | %s | %s | %s | %s |"
                .formatted(
                    cell(name),
                    cell(values),
                    writers,
                    code(hook),
                    JsonNode.nameOf(p.readout().kind()),
                    dimensions(p)));
      }
    }
    line("");
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

  private void use() {
    line("## Use it with TransformerLens");
    line("");
    line("```python");
    out.append(LoadSnippet.of(LoadSnippet.exampleTokens(model)));
    line("```");
    line("");
    line(
        "`circuit.json` has the ground truth: what every head does, the edges that the program uses and those that the weights can carry, and the directions of every variable. `causal_model.json` has every variable's table.");
    line("");
  }

  private void provenance() {
    BuildRecord build = model.build();
    line("## Provenance");
    line("");
    line(
        "- Made by Orrery %s from `program.rasp` (SHA-256 %s). No data was used."
            .formatted(ConfigFile.VERSION, code(SmallFile.sha256(build.program()))));
    line(
        "- Parameters: "
            + listed(build.parameters())
            + ". Dials: sharpness %s, slope %s, logit scale %s."
                .formatted(
                    build.dials().sharpness() == 0 ? "by length" : shown(build.dials().sharpness()),
                    shown(build.dials().slope()),
                    shown(build.dials().logitScale())));
    String passes =
        build.passes().stream()
            .map(p -> p.name() + " (" + listed(p.settings()) + ")")
            .collect(Collectors.joining("; "));
    line("- Passes: " + (passes.isEmpty() ? "none" : passes) + ".");
    line(
        "- Licence: the weights follow from the program, so they are under the program's licence.");
  }

  private static String listed(Map<String, String> settings) {
    String list =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", "));
    return list.isEmpty() ? "none" : list;
  }

  private static String shortened(String text) {
    int[] start = text.codePoints().limit(MOST_VALUES).toArray();
    String shown = new String(start, 0, start.length);
    return shown.length() == text.length() ? text : shown + "…";
  }

  /** Text as Markdown code; longer fences than any inside. */
  private static String code(String text) {
    String plain = text.replaceAll("\\R", " ");
    return plain.contains("`") ? "`` " + plain.replace("``", "'") + " ``" : "`" + plain + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\R", " ");
  }
}
