package orrery.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.model.Transformer;

/** Runs interchange interventions on the shipped float32 weights and on the program. */
final class Interchange {
  private final CompiledModel model;
  private final Transformer transformer;
  private final List<Decoder> decoders;

  Interchange(CompiledModel model) {
    this.model = model;
    this.transformer = new Transformer(model.weights().toFloat32());
    this.decoders = model.outputs().stream().map(Decoder::new).toList();
  }

  /**
   * What became of each case.
   *
   * @param variables what is exchanged, in every case the same
   */
  List<Interchanged> run(List<Variable> variables, List<InterchangeCase> cases) {
    Intervened expected = new Intervened(model.meaning(), variables, cases);
    List<Integer> legal = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) if (expected.isLegal(i)) legal.add(i);
    List<InterchangeCase> asked = legal.stream().map(cases::get).toList();
    float[][][] logits =
        new Swap(model, transformer, variables)
            .run(
                asked,
                asked.stream().map(c -> ids(c.base())).toArray(int[][]::new),
                asked.stream().map(c -> ids(c.source())).toArray(int[][]::new));
    List<Interchanged> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < cases.size(); i++) {
      if (!expected.isLegal(i)) {
        all.add(new Interchanged(false, false, Optional.empty()));
        continue;
      }
      Optional<Interchanged.Difference> first = first(expected, i, logits[next++]);
      all.add(new Interchanged(true, expected.isInformative(i), first));
    }
    return all;
  }

  private int[] ids(int[] input) {
    return model.vocabulary().ids(input, input.length);
  }

  private Optional<Interchanged.Difference> first(Intervened expected, int row, float[][] logits) {
    int length = logits.length - 1;
    for (Decoder decoder : decoders) {
      CausalModel.Output output = decoder.head().output();
      for (int p = 0; p < length; p++) {
        if (!output.judgedAt(p, length)) continue;
        int wanted = expected.code(output.variable(), row, p);
        float[] at = logits[p + 1];
        int got = decoder.code(i -> at[i]);
        if (got != wanted) {
          return Optional.of(
              new Interchanged.Difference(
                  output.name(), p, decoder.show(wanted), decoder.show(got)));
        }
      }
    }
    return Optional.empty();
  }
}
