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
import orrery.circuit.CompiledModel;
import orrery.model.ActivationFunction;
import orrery.model.Normalization;
import orrery.model.TransformerConfig;

/** What the cards of all models have in common: their lines, what the model computes, its size. */
final class CardPage {
  private static final int MOST_VALUES = 60;
  private static final int MOST_TOKENS = 24;

  private final CompiledModel model;
  private final StringBuilder out = new StringBuilder();

  CardPage(CompiledModel model) {
    this.model = model;
  }

  /** What has been written. */
  String text() {
    return out.toString();
  }

  /** Adds a line. */
  void line(String text) {
    out.append(text).append('\n');
  }

  /** The lines of Python that load the model and run an example. */
  void snippet() {
    line("## Use it with TransformerLens");
    line("");
    line("```python");
    out.append(LoadSnippet.of(LoadSnippet.exampleTokens(model)));
    line("```");
    line("");
  }

  /** What it computes. */
  void purpose() {
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

  /** How large it is; {@code inputs} says how they are laid out. */
  void sizes(String inputs) {
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
        "%s, %s, standard position embeddings, %s attention. %s"
            .formatted(
                normalization(c.normalization()),
                activation(c.activation()),
                c.attentionDirection().transformerLensName(),
                inputs));
    line("");
  }

  private static String normalization(Normalization kind) {
    return switch (kind) {
      case NONE -> "No normalisation";
      case LAYER_NORM -> "Layer normalisation before every reader (`LNPre`, nothing learned)";
      case RMS -> "RMS normalisation before every reader (`RMSPre`, nothing learned)";
    };
  }

  private static String activation(ActivationFunction function) {
    return switch (function) {
      case RELU -> "ReLU";
      case GELU -> "GELU (`gelu_new`)";
    };
  }

  /** A number, to three digits. */
  static String shown(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }

  /** Settings by name, in order. */
  static String listed(Map<String, String> settings) {
    String list =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", "));
    return list.isEmpty() ? "none" : list;
  }

  /** A text, cut where it is long. */
  static String shortened(String text) {
    int[] start = text.codePoints().limit(MOST_VALUES).toArray();
    String shown = new String(start, 0, start.length);
    return shown.length() == text.length() ? text : shown + "…";
  }

  /** Text as Markdown code; longer fences than any inside. */
  static String code(String text) {
    String plain = text.replaceAll("\\R", " ");
    return plain.contains("`") ? "`` " + plain.replace("``", "'") + " ``" : "`" + plain + "`";
  }

  /** Text for a cell of a table. */
  static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\R", " ");
  }
}
