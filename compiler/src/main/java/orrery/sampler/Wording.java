package orrery.sampler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.syntax.Formatter;
import orrery.types.Value;

/**
 * The file of a sampled program: what it is, the program, and examples that the interpreter gives.
 *
 * @param name the program's name
 * @param doc what it is made of
 * @param draft the program
 */
record Wording(String name, String doc, Draft draft) {
  private static final int EXAMPLES = 2;

  /** The text, laid out as {@code orrery fmt} does. */
  String text() {
    String raw = "## Sampled: " + doc + ".\nprogram " + name + ";\n" + draft.body() + examples();
    Diagnostics diagnostics = new Diagnostics();
    return Formatter.format(new Source(name + ".rasp", raw), diagnostics)
        .orElseThrow(() -> new AssertionError("no program: " + raw + diagnostics.all()));
  }

  private String examples() {
    CausalModel meaning = draft.meaning();
    List<int[]> inputs =
        meaning.inputs().ofLength(meaning.inputs().maxLength()).sample(EXAMPLES, new Random(0));
    InputBatch batch = InputBatch.of(inputs, meaning.inputs().maxLength());
    Evaluation evaluation = new Evaluation(batch, meaning.inputs().causal());
    StringBuilder text = new StringBuilder("\n");
    for (CausalModel.Output output : meaning.outputs()) {
      Set<String> lines = new LinkedHashSet<>(); // the same input may be drawn twice
      for (int row = 0; row < batch.size(); row++) {
        lines.add(example(output, evaluation, row));
      }
      lines.forEach(text::append);
    }
    return text.toString();
  }

  private String example(CausalModel.Output output, Evaluation evaluation, int row) {
    InputBatch batch = evaluation.batch();
    int[] input = batch.rows()[row];
    List<Value> tokens = new ArrayList<>();
    List<Value> answers = new ArrayList<>();
    for (int p = 0; p < input.length; p++) {
      tokens.add(draft.meaning().inputs().alphabet().value(input[p]));
      int code = evaluation.codes(output.variable())[batch.at(row, p)];
      if (code < 0) return "";
      if (output.judgedAt(p, input.length)) {
        answers.add(output.variable().domain().value(code));
      }
    }
    boolean real =
        output.variable().domain().values().stream().anyMatch(v -> v instanceof Value.Real);
    boolean everywhere = output.at().place() == CausalModel.Place.EVERY;
    return "example "
        + output.name()
        + ": "
        + list(tokens)
        + " -> "
        + (everywhere ? list(answers) : answers.get(0))
        + (real ? " within 1e-9" : "")
        + ";\n";
  }

  private static String list(List<Value> values) {
    return values.stream().map(Value::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
