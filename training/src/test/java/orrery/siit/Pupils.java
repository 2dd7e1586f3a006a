package orrery.siit;

import java.util.List;
import orrery.Showroom;
import orrery.circuit.CompiledModel;
import orrery.components.Architecture;
import orrery.components.Assignment;
import orrery.components.ComponentModel;
import orrery.components.InitialWeights;
import orrery.diagnostic.Source;
import orrery.model.ActivationFunction;
import orrery.model.Normalization;
import orrery.model.Weights;

/** Small programs, and models that are to learn them. */
final class Pupils {
  /** One MLP; 39 inputs, all of them shown and judged. */
  static final String IS_X =
      """
      program isx;
      input tokens[1..3] : "x".."z";
      output is_x = tokens == "x";
      """;

  /** Heads and MLPs one after another; 5,460 inputs, of which some are held out. */
  static final String COUNTS =
      """
      program counts;
      input tokens[1..6] : "a".."d";
      hist = selector_width(select(tokens, tokens, ==));
      output again = selector_width(select(hist, hist, ==));
      """;

  /** A number and a class, causal; the number is read off the head's output. */
  static final String FRACTION =
      """
      program fraction;
      option causal;
      input tokens[1..3] : {"x", "y"};
      is_x = tokens == "x";
      output frac : num = mean(select(q, k: k <= q), is_x);
      output is_y = tokens == "y";
      """;

  private Pupils() {}

  static CompiledModel compiled(String program) {
    return Showroom.compiled(Showroom.meant(new Source("test.rasp", program)));
  }

  /** Two layers of three heads, so that some have nothing to do. */
  static Architecture tiny(ActivationFunction activation, Normalization normalization) {
    return new Architecture(2, 3, 4, 2, 3, activation, normalization);
  }

  static Architecture tiny() {
    return tiny(ActivationFunction.GELU, Normalization.NONE);
  }

  /** A model that is to learn a program, from the weights of a seed. */
  static Job job(CompiledModel compiled, Architecture architecture, Recipe recipe, long seed) {
    Weights initial = InitialWeights.of(architecture.config(compiled), seed);
    CompiledModel skeleton = Assignment.random(compiled, architecture, seed).skeleton(initial);
    ComponentModel meaning = ComponentModel.of(skeleton);
    Schooling schooling = new Schooling(compiled.meaning(), seed);
    Places places = schooling.places(skeleton, meaning, recipe);
    return schooling.job(skeleton, meaning, places, recipe, seed);
  }

  /** A short training with looks at few pairs. */
  static Recipe quick() {
    return Recipe.DEFAULT
        .with("batch", "32")
        .with("steps", "60")
        .with("evaluate-every", "10")
        .with("held-out-pairs", "32");
  }

  static List<Job> jobs(CompiledModel compiled, Recipe recipe, int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(seed -> job(compiled, tiny(), recipe, seed))
        .toList();
  }
}
