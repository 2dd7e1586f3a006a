package orrery.truth;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.PositionLevel;

/** From which tokens a circuit leads to which answers, and whether any others matter. */
final class TokenPaths {
  private final CausalModel meaning;
  private final Circuit circuit;
  private final PositionLevel positions;
  private final Map<Integer, List<BitSet>> reached = new HashMap<>();

  TokenPaths(CompiledModel model, Circuit circuit, long seed) {
    this.meaning = model.meaning();
    this.circuit = circuit;
    this.positions = PositionLevel.of(model, seed);
  }

  /**
   * For each token of inputs of one length, the positions of the logits that it has a path to;
   * positions are the program's.
   */
  List<BitSet> of(int length) {
    return reached.computeIfAbsent(
        length, n -> IntStream.range(0, n).mapToObj(i -> from(i + 1, n)).toList());
  }

  private BitSet from(int token, int length) {
    Map<Component, BitSet> at = new HashMap<>();
    BitSet start = new BitSet();
    start.set(token);
    at.put(Component.EMBED, start);
    for (Edge e : new TreeSet<>(circuit.edges().keySet())) { // in the order of computation
      BitSet from = at.getOrDefault(e.from(), new BitSet());
      if (from.isEmpty()) continue;
      List<BitSet> sees = positions.positions(e, length);
      BitSet to = at.computeIfAbsent(e.to(), c -> new BitSet());
      for (int p = 0; p <= length; p++) if (sees.get(p).intersects(from)) to.set(p);
    }
    BitSet answers = at.getOrDefault(Component.LOGITS, new BitSet());
    return answers.length() == 0 ? answers : answers.get(1, answers.length());
  }

  /**
   * A token that matters without a path.
   *
   * @param input the input in which it matters
   * @param other the input with another token there
   * @param token its position
   * @param answer the position of the answer that changes
   */
  record Missing(int[] input, int[] other, int token, int answer) {}

  /** How many pairs of token and judged answer have no path, over all lengths. */
  long unreached() {
    long pairs = 0;
    for (int length : meaning.inputs().lengths()) {
      for (BitSet to : of(length)) {
        for (int p = 0; p < length; p++) if (isJudged(p, length) && !to.get(p)) pairs++;
      }
    }
    return pairs;
  }

  private boolean isJudged(int position, int length) {
    return meaning.outputs().stream().anyMatch(o -> o.judgedAt(position, length));
  }

  /** Every token of some inputs that changes an answer which it has no path to. */
  List<Missing> missing(List<int[]> inputs) {
    List<Missing> missing = new ArrayList<>();
    for (int[] input : inputs) {
      List<int[]> variants = new ArrayList<>(List.of(input));
      List<Integer> changed = new ArrayList<>(List.of(0));
      for (int i = 0; i < input.length; i++) {
        if (of(input.length).get(i).cardinality() == input.length) continue;
        for (int t = 0; t < meaning.inputs().alphabet().size(); t++) {
          int[] other = input.clone();
          other[i] = t;
          if (t == input[i] || !meaning.inputs().isLegal(other)) continue;
          variants.add(other);
          changed.add(i);
        }
      }
      if (variants.size() > 1) compare(variants, changed, missing);
    }
    return missing;
  }

  private void compare(List<int[]> variants, List<Integer> changed, List<Missing> missing) {
    int length = variants.get(0).length;
    InputBatch batch = InputBatch.of(variants, length);
    Evaluation evaluation = new Evaluation(batch, meaning.inputs().causal());
    for (CausalModel.Output o : meaning.outputs()) {
      int[] codes = evaluation.codes(o.variable());
      for (int v = 1; v < variants.size(); v++) {
        int token = changed.get(v);
        for (int p = 0; p < length; p++) {
          boolean differs = codes[batch.at(v, p)] != codes[batch.at(0, p)];
          if (differs && o.judgedAt(p, length) && !of(length).get(token).get(p)) {
            missing.add(new Missing(variants.get(0), variants.get(v), token, p));
          }
        }
      }
    }
  }
}
