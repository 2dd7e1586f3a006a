package orrery.attribution;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;

/** Draws inputs of a program and asks about its answers. */
public final class TokenQuestions {
  /** Up to so many words of a length, all are looked at. */
  private static final int MOST = 4096;

  private static final int FEWEST = 64;

  private TokenQuestions() {}

  /**
   * Questions about answers to different legal inputs, the lengths in turn; inputs of one token
   * leave nothing to rank and are taken only where there are no others.
   *
   * @param inputs how many; fewer where there are fewer
   * @param last whether only the last place is asked for at which an output is judged
   * @throws AttributionRefusal where nothing is judged
   */
  public static List<TokenQuestion> of(CompiledModel model, int inputs, long seed, boolean last) {
    if (inputs < 1) throw new AttributionRefusal("Ask about at least one input.");
    List<int[]> drawn = drawn(model.meaning().inputs(), inputs, new Random(seed));
    List<TokenQuestion> questions = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      for (OutputHead head : model.outputs()) {
        List<TokenQuestion> own = about(model, i, drawn.get(i), head);
        questions.addAll(last && !own.isEmpty() ? own.subList(own.size() - 1, own.size()) : own);
      }
    }
    if (questions.isEmpty()) {
      throw new AttributionRefusal(
          "%s has no answer at any judged position of the inputs that were drawn."
              .formatted(model.meaning().name()));
    }
    return questions;
  }

  /** The questions about one output on one input. */
  static List<TokenQuestion> about(CompiledModel model, int number, int[] input, OutputHead head) {
    InputBatch batch = InputBatch.of(List.of(input), input.length);
    Evaluation evaluation = new Evaluation(batch, model.meaning().inputs().causal());
    int[] codes = evaluation.codes(head.output().variable());
    List<TokenQuestion> questions = new ArrayList<>();
    for (int p = 0; p < input.length; p++) {
      if (!head.output().judgedAt(p, input.length) || codes[p] < 0) continue;
      questions.add(new TokenQuestion(number, input, head, p, codes[p]));
    }
    return questions;
  }

  private static List<int[]> drawn(InputSpace space, int count, Random random) {
    boolean hasLong = space.maxLength() > 1;
    List<Deque<int[]>> pools = new ArrayList<>();
    for (int length : space.lengths()) {
      if (length > 1 || !hasLong) pools.add(pool(space.ofLength(length), count, random));
    }
    List<int[]> drawn = new ArrayList<>();
    while (drawn.size() < count && pools.stream().anyMatch(p -> !p.isEmpty())) {
      for (Deque<int[]> pool : pools) {
        if (!pool.isEmpty() && drawn.size() < count) drawn.add(pool.removeFirst());
      }
    }
    return drawn;
  }

  private static Deque<int[]> pool(InputSpace space, int count, Random random) {
    List<int[]> words = new ArrayList<>();
    if (space.isAtMost(MOST)) space.forEachBatch(b -> words.addAll(Arrays.asList(b.rows())));
    else words.addAll(space.sample(FEWEST + 2 * count, random));
    Set<IntBuffer> distinct = new LinkedHashSet<>();
    words.forEach(w -> distinct.add(IntBuffer.wrap(w)));
    List<int[]> shuffled = new ArrayList<>();
    distinct.forEach(b -> shuffled.add(b.array()));
    Collections.shuffle(shuffled, random);
    return new ArrayDeque<>(shuffled);
  }
}
