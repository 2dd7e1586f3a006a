package orrery.siit;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import orrery.circuit.Component;
import orrery.circuit.OutputHead;
import orrery.circuit.Reader;
import orrery.circuit.Vocabulary;
import orrery.components.ComponentModel;
import orrery.model.Activations;
import orrery.model.Affine;
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
    return taken(places, components, List.of(), source, positions);
  }

  /** The same, and queries, keys and values of another run. */
  static ReferenceTransformer.Patch taken(
      Places places, BitSet components, List<Reader> ports, Activations source, BitSet positions) {
    return (site, value) -> {
      boolean exchanged =
          components.get(number(places, site)) || ports.stream().anyMatch(p -> isAt(p, site));
      return exchanged ? mixed(value, source.at(site), positions) : value;
    };
  }

  /** Some coordinates of what components wrote in another run, after another patch. */
  private static ReferenceTransformer.Patch inSubspaces(
      Places places,
      List<Places.InSubspace> parts,
      Activations source,
      BitSet positions,
      ReferenceTransformer.Patch first) {
    return (site, value) -> {
      Matrix patched = first.at(site, value);
      for (Places.InSubspace part : parts) {
        if (!part.components().get(number(places, site))) continue;
        Matrix apart =
            mixed(value, source.at(site), positions).plus(value.map(x -> -x)); // where it is
        Matrix rotation = places.subspaces.orElseThrow().rotation();
        MatrixBuilder onto = Matrix.builder(rotation.columns(), rotation.columns());
        for (int i = 0; i < rotation.columns(); i++) {
          for (int j = 0; j < rotation.columns(); j++) {
            double sum = 0;
            for (int d : part.coordinates().stream().toArray()) {
              sum += rotation.get(d, i) * rotation.get(d, j);
            }
            onto.set(i, j, sum);
          }
        }
        patched = patched.plus(apart.times(onto.build()));
      }
      return patched;
    };
  }

  private static boolean isAt(Reader port, Site site) {
    return port.port().name().equals(site.kind().name())
        && port.component().equals(Component.head(site.layer(), site.head()));
  }

  /** Rows of one matrix, at some positions those of another. */
  private static Matrix mixed(Matrix own, Matrix other, BitSet positions) {
    MatrixBuilder mixed = Matrix.builder(own.rows(), own.columns());
    for (int p = 0; p < own.rows(); p++) {
      mixed.row(p, (positions.get(p) ? other : own).rowToArray(p));
    }
    return mixed.build();
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
    Matrix[] edges = new Matrix[lesson.pairs()];
    for (int r = 0; r < lesson.pairs(); r++) {
      BitSet common = common(lesson.bases()[r], lesson.sources()[r]);
      int[] base = ids(vocabulary, lesson.bases()[r]);
      int[] from = ids(vocabulary, lesson.sources()[r]);
      source[r] = model.run(from).logits();
      Activations taken = other.run(from);
      BitSet nodes = job.places().of(lesson.nodes()[r]);
      BitSet where = where(lesson.positions()[r], common);
      List<Reader> ports = job.places().portsOf(lesson.nodes()[r]);
      List<Places.InSubspace> variables = job.places().variablesOf(lesson.nodes()[r]);
      exchanged[r] =
          model
              .run(
                  base,
                  inSubspaces(
                      job.places(),
                      variables,
                      taken,
                      where,
                      taken(job.places(), nodes, ports, taken, where)))
              .logits();
      BitSet silent = lesson.silent()[r];
      ReferenceTransformer.Patch patch =
          lesson.zeroed()[r]
              ? zeroed(job.places(), silent)
              : inSubspaces(
                  job.places(),
                  lesson.beside()[r].stream().mapToObj(job.places().beside::get).toList(),
                  taken,
                  common,
                  taken(job.places(), silent, taken, common));
      strict[r] = model.run(base, patch).logits();
      List<Places.Reading> readings =
          lesson.readings()[r].stream().mapToObj(job.places().readings::get).toList();
      Rewired rewired = new Rewired(weights, job.places(), readings, taken, common);
      edges[r] = model.run(base, rewired).logits();
    }
    return recipe.behaviour() * mean(job, lesson.ofSource(), source)
        + recipe.iit() * mean(job, lesson.exchanged(), exchanged)
        + recipe.strict() * mean(job, lesson.ofBase(), strict)
        + recipe.edgeStrict() * mean(job, lesson.ofBase(), edges);
  }

  /**
   * Some readers compute from the stream that each would see if its strangers wrote as elsewhere.
   */
  private static final class Rewired implements ReferenceTransformer.Patch {
    private final Weights weights;
    private final Places places;
    private final List<Places.Reading> readings;
    private final Activations source;
    private final BitSet common;
    private final Map<Integer, Matrix> differences = new HashMap<>(); // by component
    private Matrix stream;

    Rewired(
        Weights weights,
        Places places,
        List<Places.Reading> readings,
        Activations source,
        BitSet common) {
      this.weights = weights;
      this.places = places;
      this.readings = readings;
      this.source = source;
      this.common = common;
      this.stream = source.at(Site.of(Site.Kind.EMBED));
    }

    @Override
    public Matrix at(Site site, Matrix value) {
      switch (site.kind()) {
        case RESID_PRE, RESID_MID, RESID_POST -> stream = value;
        case RESULT, MLP_OUT -> {
          Matrix other = mixed(value, source.at(site), common);
          differences.put(number(places, site), other.plus(value.map(x -> -x)));
        }
        default -> {
          Optional<Places.Reading> reading =
              readings.stream().filter(r -> isReader(r, site)).findFirst();
          if (reading.isEmpty()) return value;
          Matrix seen = stream;
          for (int c : reading.get().strangers().stream().toArray()) {
            seen = seen.plus(Objects.requireNonNull(differences.get(c)));
          }
          return map(site).apply(normal(seen));
        }
      }
      return value;
    }

    private static boolean isReader(Places.Reading reading, Site site) {
      Component reader = reading.reader();
      return switch (site.kind()) {
        case Q, K, V ->
            reader.equals(Component.head(site.layer(), site.head()))
                && reading.port().name().equals(site.kind().name());
        case MLP_PRE -> reader.equals(Component.mlp(site.layer()));
        case LOGITS -> reader.equals(Component.LOGITS);
        default -> false;
      };
    }

    private Affine map(Site site) {
      return switch (site.kind()) {
        case Q -> weights.layers().get(site.layer()).heads().get(site.head()).q();
        case K -> weights.layers().get(site.layer()).heads().get(site.head()).k();
        case V -> weights.layers().get(site.layer()).heads().get(site.head()).v();
        case MLP_PRE -> weights.layers().get(site.layer()).mlp().orElseThrow().in();
        default -> weights.unembed();
      };
    }

    private Matrix normal(Matrix x) {
      MatrixBuilder normal = Matrix.builder(x.rows(), x.columns());
      for (int p = 0; p < x.rows(); p++) {
        normal.row(p, weights.config().normalization().apply(x.rowToArray(p)));
      }
      return normal.build();
    }
  }

  /** The positions that two inputs have in common, BOS included. */
  private static BitSet common(int[] base, int[] source) {
    BitSet common = new BitSet();
    common.set(0, Math.min(base.length, source.length) + 1);
    return common;
  }

  /** Where a pair exchanges; BOS too where it does everywhere. */
  private static BitSet where(BitSet positions, BitSet common) {
    if (positions.cardinality() == common.cardinality() - 1) return common;
    BitSet where = new BitSet();
    positions.stream().forEach(p -> where.set(p + 1));
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
