package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.intervention.JavaEngine;
import orrery.intervention.Logits;
import orrery.intervention.Mask;
import orrery.intervention.Metric;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.Task;
import orrery.model.Activations;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Orthogonal;
import orrery.model.RandomWeights;
import orrery.model.ReferenceTransformer;
import orrery.model.Site;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** The dense machine computes what the specification and the engine of interventions do. */
class DenseRunProperties {
  private static final int ROWS = 3;

  @Property(tries = 60)
  void replacedOutputsAreWhatTheSpecificationMakesOfThem(@ForAll long seed) {
    Random random = new Random(seed);
    Weights weights = RandomWeights.tiny(random, 1);
    int[][] bases = sequences(random, weights.config());
    int[][] sources = sequences(random, weights.config());
    DenseWeights dense = new DenseWeights(weights);
    DenseRun base = run(dense, bases);
    DenseRun source = run(dense, sources);
    boolean[][] where = where(random, dense, bases[0].length, sources[0].length);
    DenseRun patched = new DenseRun(dense, ROWS, bases[0].length);
    patched.run(base, Change.ofOutputs(source.outputs(), where));

    ReferenceTransformer reference = new ReferenceTransformer(weights);
    for (int row = 0; row < ROWS; row++) {
      int r = row;
      Activations other = reference.run(sources[row]);
      Activations wanted =
          reference.run(
              bases[row], (site, value) -> patch(dense.graph, where, r, site, value, other));
      assertClose(patched, row, wanted.at(Site.of(Site.Kind.LOGITS)));
      assertClose(base, row, reference.run(bases[row]).at(Site.of(Site.Kind.LOGITS)));
    }
  }

  /** Of a rotated stream some coordinates are another run's. */
  @Property(tries = 60)
  void outputsReplacedInASubspaceAreWhatTheSpecificationMakesOfThem(@ForAll long seed) {
    Random random = new Random(seed);
    Weights weights = RandomWeights.tiny(random, 1);
    int[][] bases = sequences(random, weights.config());
    int[][] sources = sequences(random, weights.config());
    DenseWeights dense = new DenseWeights(weights);
    DenseRun base = run(dense, bases);
    DenseRun source = run(dense, sources);
    boolean[][] where = where(random, dense, bases[0].length, sources[0].length);
    int width = weights.config().dModel();
    Matrix rotation = Orthogonal.random(width, random);
    int most = random.nextInt(1, width + 1);
    double[][] directions = new double[most][];
    for (int d = 0; d < most; d++) directions[d] = rotation.rowToArray(d);
    double[][][] within = new double[dense.writers()][][];
    Arrays.fill(within, directions);
    DenseRun patched = new DenseRun(dense, ROWS, bases[0].length);
    patched.run(base, Change.within(source.outputs(), where, within));

    Matrix onto = Matrix.of(directions).transpose().times(Matrix.of(directions));
    ReferenceTransformer reference = new ReferenceTransformer(weights);
    for (int row = 0; row < ROWS; row++) {
      int r = row;
      Activations other = reference.run(sources[row]);
      Activations wanted =
          reference.run(
              bases[row],
              (site, value) -> {
                Matrix whole = patch(dense.graph, where, r, site, value, other);
                boolean stays = whole.equals(value);
                return stays ? value : value.plus(whole.plus(value.map(x -> -x)).times(onto));
              });
      assertClose(patched, row, wanted.at(Site.of(Site.Kind.LOGITS)));
    }
  }

  private static Matrix patch(
      ResidualGraph graph, boolean[][] where, int row, Site site, Matrix value, Activations other) {
    Component component =
        switch (site.kind()) {
          case RESULT -> Component.head(site.layer(), site.head());
          case MLP_OUT -> Component.mlp(site.layer());
          default -> Component.LOGITS;
        };
    if (component.equals(Component.LOGITS)) return value;
    boolean[] lanes = where[graph.writerId(component).orElseThrow()];
    MatrixBuilder patched = Matrix.builder(value.rows(), value.columns());
    for (int p = 0; p < value.rows(); p++) {
      boolean replaced = lanes.length > 0 && lanes[p * ROWS + row];
      patched.row(p, (replaced ? other.at(site) : value).rowToArray(p));
    }
    return patched.build();
  }

  private static boolean[][] where(Random random, DenseWeights dense, int length, int other) {
    boolean[][] where = new boolean[dense.writers()][0];
    for (int w = 2; w < where.length; w++) {
      if (random.nextBoolean()) continue;
      where[w] = new boolean[ROWS * length];
      for (int lane = 0; lane < ROWS * Math.min(length, other); lane++) {
        where[w][lane] = random.nextInt(3) > 0;
      }
    }
    return where;
  }

  @Property(tries = 60)
  void readersThatGetOtherInputsAreCutEdgesOfTheEngine(@ForAll long seed) {
    Random random = new Random(seed);
    Weights weights = RandomWeights.tiny(random, 1);
    int[][] bases = sequences(random, weights.config());
    int[][] sources =
        Arrays.stream(bases)
            .map(b -> tokens(random, weights.config(), b.length))
            .toArray(int[][]::new);
    DenseWeights dense = new DenseWeights(weights);
    DenseRun base = run(dense, bases);
    DenseRun patched = new DenseRun(dense, ROWS, bases[0].length);
    Mask mask = Mask.all(dense.graph);
    int[][] cut = new int[dense.graph.readers().size()][];
    for (int r = 0; r < cut.length; r++) {
      List<Integer> writers = new ArrayList<>();
      for (int w = 0; w < dense.graph.writersOf(r); w++) {
        if (random.nextInt(3) > 0) continue;
        writers.add(w);
        mask = mask.without(dense.graph.edge(w, r));
      }
      cut[r] = writers.stream().mapToInt(i -> i).toArray();
    }
    int lanes = ROWS * bases[0].length;
    patched.run(base, Change.ofInputs(run(dense, sources).outputs(), cut, lanes));

    Task task = new Task(new Prompts(bases, sources), new Reference.Resample(), new Mixed());
    double[] wanted = new JavaEngine(weights, 1).prepare(task).run(List.of(mask))[0];
    for (int row = 0; row < ROWS; row++) {
      double is = 0;
      for (int p = 0; p < patched.positions; p++) {
        for (int i = 0; i < patched.logits.length; i++) {
          is += Mixed.share(p, i) * patched.logits[i][p * ROWS + row];
        }
      }
      assertThat(is).isCloseTo(wanted[row], within(1e-9 * (1 + Math.abs(wanted[row]))));
    }
  }

  /** All logits of an example in one number. */
  private static final class Mixed implements Metric {
    static double share(int position, int index) {
      return Math.sin(1 + 7 * position + index);
    }

    @Override
    public String name() {
      return "mixed";
    }

    @Override
    public double value(int example, Logits logits) {
      double sum = 0;
      for (int p = 0; p < logits.positions(); p++) {
        for (int i = 0; i < logits.width(); i++) sum += share(p, i) * logits.get(p, i);
      }
      return sum;
    }

    @Override
    public void gradient(int example, Logits logits, Entry visit) {
      for (int p = 0; p < logits.positions(); p++) {
        for (int i = 0; i < logits.width(); i++) visit.add(p, i, share(p, i));
      }
    }

    @Override
    public boolean reads(int example, int position) {
      return true;
    }
  }

  private static DenseRun run(DenseWeights weights, int[][] tokens) {
    DenseRun run = new DenseRun(weights, tokens.length, tokens[0].length);
    run.run(tokens);
    return run;
  }

  /** Sequences of one length. */
  private static int[][] sequences(Random random, TransformerConfig config) {
    int length = 1 + random.nextInt(config.nCtx());
    int[][] sequences = new int[ROWS][];
    for (int row = 0; row < ROWS; row++) sequences[row] = tokens(random, config, length);
    return sequences;
  }

  private static int[] tokens(Random random, TransformerConfig config, int length) {
    return random.ints(length, 0, config.dVocab()).toArray();
  }

  private static void assertClose(DenseRun run, int row, Matrix logits) {
    for (int p = 0; p < logits.rows(); p++) {
      for (int i = 0; i < logits.columns(); i++) {
        double wanted = logits.get(p, i);
        assertThat(run.logits[i][p * ROWS + row])
            .as("position %d, logit %d", p, i)
            .isCloseTo(wanted, within(1e-9 * (1 + Math.abs(wanted))));
      }
    }
  }
}
