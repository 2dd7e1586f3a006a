package orrery.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import orrery.Compiler;
import orrery.causal.CausalModel;
import orrery.causal.InputSpace;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.intervention.JavaEngine;
import orrery.model.ActivationFunction;
import orrery.model.AttentionDirection;
import orrery.model.Normalization;
import orrery.model.RandomWeights;
import orrery.model.ReferenceTransformer;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** Small programs, and models of them. */
final class Small {
  static final String HIST =
      """
      program hist;
      input tokens[1..4] : "a".."c";
      output hist = selector_width(select(tokens, tokens, ==));
      """;

  static final String INDUCTION =
      """
      program induction;
      option causal;
      input tokens[1..5] : "a".."c";
      prev = shift(tokens, 1, "^");
      match_ = last(select(q, k: prev[k] == tokens[q]));
      output guess = aggregate(match_, tokens, none);
      """;

  static final String IOI =
      """
      program ioi;
      option causal;
      type Name = {"anna", "ben", "carl"};
      input tokens[8] : Name | {"when", "and", ",", "gave", "to"} split " ";
      shape "when" Name "and" Name "," Name "gave" "to";
      assume tokens[1] != tokens[3];
      assume (tokens[5] == tokens[1]) or (tokens[5] == tokens[3]);
      is_name = tokens in Name;
      duplicate = any(select(q, k: k < q and tokens[k] == tokens[q]), true) and is_name;
      repeated = aggregate(select(duplicate, true, ==), tokens, "-");
      mover = select(q, k: is_name[k] and tokens[k] != repeated[q]);
      output next = aggregate(mover, tokens) at last;
      """;

  static final String XOR =
      """
      program xor;
      input tokens[2] : "a".."b";
      output differ = count(select(tokens, tokens, !=)) > 0;
      """;

  static final String COPY =
      """
      program copy;
      input tokens[1..3] : "a".."c";
      output same = tokens;
      """;

  private Small() {}

  static CausalModel meaning(String text) {
    return Frontend.load(new Source("small.rasp", text), Map.of(), new Diagnostics())
        .orElseThrow()
        .model();
  }

  static CompiledModel compiled(String text) {
    return Compiler.compile(meaning(text), Compiler.Options.DEFAULT);
  }

  /** A model of the same shape, but random and without kinks. */
  static CompiledModel smooth(String text, long seed) {
    return random(text, seed, 2);
  }

  /** A random model of embedding and unembedding alone. */
  static CompiledModel linear(String text, long seed) {
    return random(text, seed, 0);
  }

  private static CompiledModel random(String text, long seed, int layers) {
    CompiledModel model = compiled(text);
    TransformerConfig c = model.weights().config();
    TransformerConfig config =
        new TransformerConfig(
            layers,
            2,
            6,
            3,
            5,
            c.nCtx(),
            c.dVocab(),
            c.dVocabOut(),
            ActivationFunction.GELU,
            AttentionDirection.BIDIRECTIONAL,
            Normalization.NONE);
    return model.withWeights(RandomWeights.full(config, new Random(seed), 0.9));
  }

  static TokenTask task(CompiledModel model, List<TokenQuestion> questions) {
    return new TokenTask(model, new JavaEngine(model.weights(), 1), questions, 0);
  }

  static TokenTask task(CompiledModel model, int inputs) {
    return task(model, TokenQuestions.of(model, inputs, 1, /* last= */ false));
  }

  /** The quantity of a question, by another machine. */
  static double value(Weights weights, CompiledModel model, TokenQuestion q, int[] input) {
    int[] ids = model.vocabulary().ids(input, input.length);
    return new ReferenceTransformer(weights).run(ids).logits().get(q.position() + 1, q.logit());
  }

  static List<int[]> inputs(InputSpace space, int length) {
    List<int[]> all = new ArrayList<>();
    space.ofLength(length).forEachBatch(b -> all.addAll(Arrays.asList(b.rows())));
    return all;
  }

  /** The codes of an input that is written as letters from {@code a} on. */
  static int[] letters(String letters) {
    return letters.chars().map(c -> c - 'a').toArray();
  }

  static BitSet set(int... members) {
    BitSet set = new BitSet();
    for (int m : members) set.set(m);
    return set;
  }
}
