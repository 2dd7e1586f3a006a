package orrery.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.intervention.Prompts;

/** Other inputs for each prompt, that agree with it on variables at a position or do not. */
final class ScrubbingInputs {
  /** So many inputs are all visited; of more, this many are drawn. */
  private static final int POOL = 4096;

  private final CompiledModel model;
  private final Prompts prompts;
  private final long seed;
  private final Map<Integer, Evaluation> pools = new TreeMap<>(); // by length
  private final Evaluation own;

  ScrubbingInputs(CompiledModel model, Prompts prompts, long seed) {
    this.model = model;
    this.prompts = prompts;
    this.seed = seed;
    InputSpace space = model.meaning().inputs();
    Map<Integer, List<int[]>> byLength = new TreeMap<>();
    for (int[] input : inputs(space)) {
      byLength.computeIfAbsent(input.length, n -> new ArrayList<>()).add(input);
    }
    byLength.forEach((length, inputs) -> pools.put(length, evaluation(inputs)));
    this.own =
        evaluation(
            Arrays.stream(prompts.clean()).map(p -> Arrays.copyOfRange(p, 1, p.length)).toList());
  }

  private List<int[]> inputs(InputSpace space) {
    if (!space.isAtMost(POOL)) return space.sample(POOL, new Random(seed));
    List<int[]> all = new ArrayList<>();
    space.forEachBatch(batch -> all.addAll(Arrays.asList(batch.rows())));
    return all;
  }

  private Evaluation evaluation(List<int[]> inputs) {
    InputSpace space = model.meaning().inputs();
    return new Evaluation(InputBatch.of(inputs, space.maxLength()), space.causal());
  }

  /**
   * Another prompt of the same length for each; the prompt itself where there is none or where it
   * has no such position.
   *
   * @param claim variables; none at all, and every prompt is another
   * @param position of the prompt, where BOS is 0
   */
  int[][] drawn(Set<Variable> claim, int position, CausalScrubbing.Draw draw) {
    Random random = new Random(seed);
    int[][] drawn = new int[prompts.size()][];
    for (int i = 0; i < drawn.length; i++) {
      int[] clean = prompts.clean()[i];
      drawn[i] = position < clean.length ? other(claim, position - 1, draw, i, random) : clean;
    }
    return drawn;
  }

  private int[] other(
      Set<Variable> claim, int place, CausalScrubbing.Draw draw, int example, Random random) {
    int[] clean = prompts.clean()[example];
    int[] input = Arrays.copyOfRange(clean, 1, clean.length);
    boolean agree = draw == CausalScrubbing.Draw.AGREE || claim.isEmpty();
    List<int[]> fit = new ArrayList<>();
    Evaluation pool = pools.get(input.length);
    if (pool == null) return clean;
    for (int row = 0; row < pool.batch().size(); row++) {
      int[] candidate = pool.batch().rows()[row];
      if (agrees(claim, pool, row, example, place) == agree && !Arrays.equals(candidate, input)) {
        fit.add(candidate);
      }
    }
    if (fit.isEmpty()) return clean;
    int[] chosen = fit.get(random.nextInt(fit.size()));
    return model.vocabulary().ids(chosen, chosen.length);
  }

  private boolean agrees(Set<Variable> claim, Evaluation pool, int row, int example, int place) {
    for (Variable v : claim) {
      int there = pool.codes(v)[pool.batch().at(row, place)];
      if (there != own.codes(v)[own.batch().at(example, place)]) return false;
    }
    return true;
  }
}
