package orrery.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.Component;
import orrery.model.Activations;
import orrery.model.Matrix;
import orrery.model.ReferenceTransformer;
import orrery.model.Site;

/** The oracle itself, held to the reference transformer and to differences. */
class SlowEngineProperties {
  @Property(tries = 100)
  void aCleanRunIsTheReferenceTransformers(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = new SlowEngine(c.weights).prepare(c.task);

    for (int i = 0; i < c.prompts.size(); i++) {
      Activations run = new ReferenceTransformer(c.weights).run(c.prompts.clean()[i]);
      for (int u = 0; u < c.graph.writers().size(); u++) {
        assertMatrix(c.graph.writer(u).name(), experiment.output(u, i), run.at(site(c, u)));
      }
      for (int l = 0; l < c.weights.layers().size(); l++) {
        for (int h = 0; h < c.weights.layers().get(l).heads().size(); h++) {
          Matrix pattern = run.at(Site.of(Site.Kind.PATTERN, l, h));
          assertMatrix("pattern", experiment.pattern(l, h, i), pattern);
        }
      }
      double metric = c.task.metric().value(i, new MatrixLogits(run.logits()));
      assertThat(experiment.clean()[i]).isCloseTo(metric, within(Closeness.TOLERANCE));
    }
  }

  @Property(tries = 100)
  void cuttingAWriterIsPatchingItsSite(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = new SlowEngine(c.weights).prepare(c.task);
    int writer = c.writer();
    Site patched = site(c, writer);

    double[] effects = experiment.writerEffects()[writer];

    double[] clean = experiment.clean();
    for (int i = 0; i < c.prompts.size(); i++) {
      Matrix replacement = Matrix.of(experiment.reference(writer, i));
      Activations run =
          new ReferenceTransformer(c.weights)
              .run(
                  c.prompts.clean()[i],
                  (site, value) -> site.equals(patched) ? replacement : value);
      double metric = c.task.metric().value(i, new MatrixLogits(run.logits()));
      assertThat(clean[i] + effects[i]).isCloseTo(metric, within(Closeness.TOLERANCE));
    }
  }

  @Property(tries = 100)
  void cuttingEverythingIsRunningTheCounterfactual(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = new SlowEngine(c.weights).prepare(c.resampled());

    for (int i = 0; i < c.prompts.size(); i++) {
      Activations run = new ReferenceTransformer(c.weights).run(c.prompts.corrupt()[i]);
      double metric = c.task.metric().value(i, new MatrixLogits(run.logits()));
      assertThat(experiment.ablated()[i]).isCloseTo(metric, within(Closeness.TOLERANCE));
      assertThat(experiment.inject(List.of(Mask.none(c.graph)))[0][i])
          .isCloseTo(metric, within(Closeness.TOLERANCE));
    }
  }

  /** Central differences of step h are off by h² times a third derivative, and by 1e-16 / h. */
  @Property(tries = 30)
  void slopesAreLimitsOfDifferences(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    SlowExperiment experiment = (SlowExperiment) new SlowEngine(c.weights).prepare(c.task);
    double h = 1e-5;
    int reader = c.receivers().get(0);
    experiment.gradients(
        List.of(Point.clean()),
        Backward.EXACT,
        gradients -> {
          int i = gradients.example(0);
          int p = gradients.positions() - 1;
          int d = c.weights.config().dModel() - 1;
          double up = metric(experiment, i, shifted(reader, p, d, h));
          double down = metric(experiment, i, shifted(reader, p, d, -h));
          double here = metric(experiment, i, Intervention.NONE);
          if (Math.abs(up - 2 * here + down) > 1e-7) return; // a kink of ReLU lies between
          assertThat(gradients.atReader(reader, 0, p, d))
              .isCloseTo(
                  (up - down) / (2 * h), within(1e-4 * Math.max(1, Math.abs(up - down) / h)));
        });
  }

  @Property(tries = 30)
  void slopesOfMasksAreLimitsOfDifferences(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment experiment = new SlowEngine(c.weights).prepare(c.task);
    double h = 1e-5;
    double[] keep = c.keep();
    int edge = c.graph.edge(0, c.receivers().get(0));
    double[] up = keep.clone();
    double[] down = keep.clone();
    up[edge] += h;
    down[edge] -= h;

    Experiment.MaskGradients at = experiment.maskGradients(new double[][] {keep, up, down});

    double[] sums = new double[3];
    for (int m = 0; m < 3; m++) for (double x : at.metric()[m]) sums[m] += x;
    if (Math.abs(sums[1] - 2 * sums[0] + sums[2]) > 1e-7) return; // a kink of ReLU lies between
    double slope = (sums[1] - sums[2]) / (2 * h);
    assertThat(at.slopes()[0][edge]).isCloseTo(slope, within(1e-4 * Math.max(1, Math.abs(slope))));
  }

  @Example
  void aPromptThatIsNoSequenceOfTheModelIsRefused() {
    RandomCase c = RandomCase.of(1);
    int[][] illegal = {{c.weights.config().dVocab()}};

    assertThatThrownBy(
            () ->
                new SlowEngine(c.weights)
                    .prepare(
                        new Task(
                            new Prompts(illegal, illegal), new Reference.Zero(), c.task.metric())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double metric(SlowExperiment experiment, int example, Intervention change) {
    SlowPass pass = experiment.pass(example, change);
    return SlowExperiment.metric(experiment.task().metric(), example, pass);
  }

  private static Intervention shifted(int varied, int position, int dimension, double by) {
    return new Intervention() {
      @Override
      public Dual[][] read(int reader, Dual[][] composed) {
        if (reader == varied) {
          composed[position][dimension] = composed[position][dimension].plus(by);
        }
        return composed;
      }
    };
  }

  private static Site site(RandomCase c, int writer) {
    Component component = c.graph.writer(writer);
    return switch (component.kind()) {
      case EMBED -> Site.of(Site.Kind.EMBED);
      case POS_EMBED -> Site.of(Site.Kind.POS_EMBED);
      case HEAD -> Site.of(Site.Kind.RESULT, component.layer(), component.head());
      case MLP -> Site.of(Site.Kind.MLP_OUT, component.layer());
      case LOGITS -> throw new AssertionError("logits write nothing");
    };
  }

  private static void assertMatrix(String what, double[][] is, Matrix should) {
    double[][] rows = new double[should.rows()][];
    for (int r = 0; r < rows.length; r++) rows[r] = should.rowToArray(r);
    Closeness.assertClose(what, is, rows);
  }

  /** A matrix seen as logits. */
  private record MatrixLogits(Matrix matrix) implements Logits {
    @Override
    public int positions() {
      return matrix.rows();
    }

    @Override
    public int width() {
      return matrix.columns();
    }

    @Override
    public double get(int position, int index) {
      return matrix.get(position, index);
    }
  }
}
