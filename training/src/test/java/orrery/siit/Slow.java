package orrery.siit;

import java.util.BitSet;
import java.util.List;
import orrery.circuit.OutputHead;
import orrery.circuit.Vocabulary;
import orrery.components.ComponentModel;
import orrery.model.Activations;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.ReferenceTransformer;
import orrery.model.Site;
import orrery.model.Weights;

/**
 * What training computes, computed again from the specification of a forward pass: one sequence at
 * a time, without PAD, in float64, outputs of heads and MLPs overwritten in the stream.
 */
final class Slow {
  /** Overwrites nothing. */
  static final BitSet NOTHING = new BitSet();

  private Slow() {}

  static int[] ids(Vocabulary vocabulary, int[] input) {
    return vocabulary.ids(input, input.length);
  }

  /** What components wrote in another run, put at some positions; BOS is position 0. */
  static ReferenceTransformer.Patch taken(
      Places places, BitSet components, Activations source, BitSet positions) {
    return (site, value) -> {
      if (!components.get(number(places, site))) return value;
      Matrix other = source.at(site);
      MatrixBuilder mixed = Matrix.builder(value.rows(), value.columns());
      for (int p = 0; p < value.rows(); p++) {
        mixed.row(p, (positions.get(p) ? other : value).rowToArray(p));
      }
      return mixed.build();
    };
  }

  /** Components that write nothing. */
  static ReferenceTransformer.Patch zeroed(Places places, BitSet components) {
    return (site, value) ->
        components.get(number(places, site)) ? Matrix.zero(value.rows(), value.columns()) : value;
  }

  /** The number of the component whose whole output a site is; else one that there is not. */
  private static int number(Places places, Site site) {
    return switch (site.kind()) {
      case RESULT -> places.head(site.layer(), site.head());
      case MLP_OUT -> places.mlp(site.layer());
      default -> places.count();
    };
  }

  static BitSet everywhere() {
    BitSet all = new BitSet();
    all.set(0, 1000);
    return all;
  }

  /**
   * The loss of a step.
   *
   * @param fixed weights of the source run whose outputs are taken: those of the model itself,
   *     unless the recipe detaches it
   */
  static double loss(Job job, Lesson lesson, Weights weights, Weights fixed) {
    Recipe recipe = job.recipe();
    ReferenceTransformer model = new ReferenceTransformer(weights);
    ReferenceTransformer other = new ReferenceTransformer(fixed);
    Vocabulary vocabulary = job.model().vocabulary();
    Matrix[] source = new Matrix[lesson.pairs()];
    Matrix[] exchanged = new Matrix[lesson.pairs()];
    Matrix[] strict = new Matrix[lesson.pairs()];
    for (int r = 0; r < lesson.pairs(); r++) {
      int[] base = ids(vocabulary, lesson.bases()[r]);
      int[] from = ids(vocabulary, lesson.sources()[r]);
      source[r] = model.run(from).logits();
      Activations taken = other.run(from);
      BitSet nodes = job.places().of(lesson.nodes()[r]);
      BitSet where = where(lesson, r);
      exchanged[r] = model.run(base, taken(job.places(), nodes, taken, where)).logits();
      BitSet silent = lesson.silent()[r];
      ReferenceTransformer.Patch patch =
          lesson.zeroed()[r]
              ? zeroed(job.places(), silent)
              : taken(job.places(), silent, taken, everywhere());
      strict[r] = model.run(base, patch).logits();
    }
    return recipe.behaviour() * mean(job, lesson.ofSource(), source)
        + recipe.iit() * mean(job, lesson.exchanged(), exchanged)
        + recipe.strict() * mean(job, lesson.ofBase(), strict);
  }

  /** Where a pair exchanges; BOS too where it does everywhere. */
  private static BitSet where(Lesson lesson, int row) {
    if (lesson.positions()[row].cardinality() == lesson.bases()[row].length) return everywhere();
    BitSet where = new BitSet();
    lesson.positions()[row].stream().forEach(p -> where.set(p + 1));
    return where;
  }

  /** The mean loss over judged positions, summed over outputs. */
  private static double mean(Job job, ComponentModel.Answers answers, Matrix[] logits) {
    double all = 0;
    List<OutputHead> outputs = job.model().outputs();
    for (int o = 0; o < outputs.size(); o++) {
      double sum = 0;
      int judged = 0;
      for (int r = 0; r < logits.length; r++) {
        for (int p = 1; p < logits[r].rows(); p++) {
          int code = answers.code(o, r, p - 1);
          if (code < 0) continue;
          judged++;
          sum += loss(outputs.get(o), logits[r].rowToArray(p), code);
        }
      }
      if (judged > 0) all += sum / judged;
    }
    return all;
  }

  private static double loss(OutputHead head, double[] logits, int code) {
    List<Double> values =
        head.output().variable().domain().values().stream().map(v -> v.toDouble()).toList();
    if (head.regression()) {
      double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
      double variance =
          values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double off = logits[head.first()] - values.get(code);
      return off * off / variance;
    }
    double exponentials = 0;
    for (int c = 0; c < head.count(); c++) exponentials += Math.exp(logits[head.first() + c]);
    return Math.log(exponentials) - logits[head.first() + code];
  }
}
