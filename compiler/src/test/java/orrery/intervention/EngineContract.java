package orrery.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.model.Orthogonal;
import orrery.model.RandomWeights;
import orrery.model.Weights;

/**
 * What every engine must answer: the same as {@link SlowEngine}, on tiny models of every shape,
 * tasks of several lengths and every reference, to {@link Closeness#TOLERANCE}.
 */
public abstract class EngineContract {
  /** The engine that is held to the contract. */
  protected abstract Engine engine(Weights weights);

  private Experiment is(RandomCase c) {
    return engine(c.weights).prepare(c.task);
  }

  private static Experiment should(RandomCase c) {
    return new SlowEngine(c.weights).prepare(c.task);
  }

  @Property(tries = 100)
  void cleanRunsAndReferences(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    Experiment is = is(c);
    Experiment should = should(c);

    assertThat(is.graph().edges()).isEqualTo(should.graph().edges());
    Closeness.assertClose("clean", is.clean(), should.clean());
    Closeness.assertClose("ablated", is.ablated(), should.ablated());
    for (int i = 0; i < c.prompts.size(); i++) {
      for (int u = 0; u < c.graph.writers().size(); u++) {
        String what = c.graph.writer(u) + " of " + i + ", " + c.task.reference().name();
        Closeness.assertClose(what, is.output(u, i), should.output(u, i));
        Closeness.assertClose(what, is.reference(u, i), should.reference(u, i));
      }
      for (Component head : heads(c)) {
        Closeness.assertClose(
            "pattern of " + head,
            is.pattern(head.layer(), head.head(), i),
            should.pattern(head.layer(), head.head(), i));
      }
    }
  }

  @Property(tries = 200)
  void circuits(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    List<Mask> masks = c.masks();

    Closeness.assertClose("run", is(c).run(masks), should(c).run(masks));
  }

  @Property(tries = 50)
  void circuitsUnderAnotherMetric(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    List<Mask> masks = c.masks();
    Metric another = c.metric();

    Closeness.assertClose("run", is(c).run(masks, another), should(c).run(masks, another));
  }

  @Property(tries = 100)
  void injections(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    List<Mask> masks = c.masks();

    Closeness.assertClose("inject", is(c).inject(masks), should(c).inject(masks));
  }

  @Property(tries = 50)
  void edgeEffects(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);

    Closeness.assertClose("edges", is(c).edgeEffects(), should(c).edgeEffects());
  }

  @Property(tries = 30)
  void edgeEffectsByPosition(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);

    Closeness.assertClose(
        "edges", is(c).edgeEffectsByPosition(), should(c).edgeEffectsByPosition());
  }

  @Property(tries = 100)
  void writerEffects(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);

    Closeness.assertClose("writers", is(c).writerEffects(), should(c).writerEffects());
  }

  @Property(tries = 200)
  void pathEffects(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    int sender = c.writer();
    List<Integer> receivers = c.receivers();

    Closeness.assertClose(
        c.graph.writer(sender) + " to " + receivers,
        is(c).pathEffect(sender, receivers),
        should(c).pathEffect(sender, receivers));
  }

  @Property(tries = 40)
  void maskGradients(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    double[][] keep = {c.keep(), c.keep()};

    Experiment.MaskGradients is = is(c).maskGradients(keep);
    Experiment.MaskGradients should = should(c).maskGradients(keep);

    Closeness.assertClose("metric", is.metric(), should.metric());
    Closeness.assertClose("slopes", is.slopes(), should.slopes());
  }

  @Property(tries = 60)
  void gradients(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed);
    List<Point> points = List.of(c.point(), c.point());
    Backward rules = c.rules();
    Map<String, double[][]> should = seen(c, should(c), points, rules);

    Map<String, double[][]> is = seen(c, is(c), points, rules);

    assertThat(is.keySet()).isEqualTo(should.keySet());
    for (Map.Entry<String, double[][]> entry : should.entrySet()) {
      String what = points + " " + rules + " " + entry.getKey();
      Closeness.assertClose(
          what, is.getOrDefault(entry.getKey(), new double[0][]), entry.getValue());
    }
  }

  /** Everything that an engine says about gradients, by what it is about. */
  private static Map<String, double[][]> seen(
      RandomCase c, Experiment experiment, List<Point> points, Backward rules) {
    Map<String, double[][]> seen = new TreeMap<>();
    Set<String> rows = new HashSet<>();
    experiment.gradients(
        points,
        rules,
        gradients -> {
          for (int row = 0; row < gradients.rows(); row++) {
            String at = "point " + gradients.point() + ", example " + gradients.example(row) + ": ";
            assertThat(rows.add(at)).as("%s comes once", at).isTrue();
            see(c, gradients, row, at, seen);
          }
        });
    return seen;
  }

  private static void see(
      RandomCase c, Gradients gradients, int row, String at, Map<String, double[][]> seen) {
    int positions = gradients.positions();
    int width = c.weights.config().dModel();
    seen.put(at + "metric", new double[][] {{gradients.metric(row)}});
    for (int v = 0; v < c.graph.readers().size(); v++) {
      int reader = v;
      seen.put(
          at + c.graph.reader(v),
          table(positions, width, (p, d) -> gradients.atReader(reader, row, p, d)));
    }
    for (int u = 0; u < c.graph.writers().size(); u++) {
      int writer = u;
      String name = at + c.graph.writer(u);
      seen.put(
          name + " slope",
          table(positions, width, (p, d) -> gradients.atWriter(writer, row, p, d)));
      seen.put(
          name + " output", table(positions, width, (p, d) -> gradients.output(writer, row, p, d)));
    }
    for (Component head : heads(c)) {
      int l = head.layer();
      int h = head.head();
      seen.put(
          at + head + " pattern",
          table(positions, positions, (q, k) -> gradients.pattern(l, h, row, q, k)));
      seen.put(
          at + head + " pattern slope",
          table(
              positions,
              positions,
              (q, k) -> c.sees(q, k) ? gradients.atPattern(l, h, row, q, k) : 0));
    }
    seen.put(at + "products", ofRow(gradients.edgeProducts(), gradients, row));
    double[][] change =
        gradients.edgeProducts(
            (u, r, p, d) -> Math.sin(u + 2.0 * p) * gradients.output(u, r, p, d));
    seen.put(at + "products with another change", ofRow(change, gradients, row));
  }

  private static double[][] ofRow(double[][] products, Gradients gradients, int row) {
    int rows = gradients.rows();
    return table(products.length, gradients.positions(), (e, p) -> products[e][p * rows + row]);
  }

  private interface Cell {
    double at(int row, int column);
  }

  private static double[][] table(int rows, int columns, Cell cell) {
    double[][] table = new double[rows][columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) table[r][c] = cell.at(r, c);
    }
    return table;
  }

  private static List<Component> heads(RandomCase c) {
    return c.graph.readers().stream()
        .filter(reader -> reader.port() == Port.Q)
        .map(Reader::component)
        .toList();
  }

  /**
   * What a rotation leaves of an edge that can carry nothing is rounding, and counts as nothing.
   */
  @Property(tries = 50)
  void aRotationBringsNoDeadEdgeToLife(@ForAll long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Surgery.Halves halves = Surgery.halves(RandomWeights.tiny(random, 1), random);
    Weights rotated =
        halves.weights().rotated(Orthogonal.random(halves.weights().config().dModel(), random));
    RandomCase c = RandomCase.of(halves.weights(), random);
    Experiment before = engine(halves.weights()).prepare(c.resampled());
    Experiment after = engine(rotated).prepare(c.resampled());
    double[][] keep = {c.keep()};

    double[][] effects = after.edgeEffects();
    double[][] slopes = after.maskGradients(keep).slopes();

    Closeness.assertClose("effects", effects, before.edgeEffects());
    for (int e : halves.dead()) {
      assertThat(effects[e]).containsOnly(0.0);
      assertThat(slopes[0][e]).isZero();
    }
    after.gradients(
        List.of(Point.clean()),
        Backward.EXACT,
        gradients -> {
          double[][] products = gradients.edgeProducts();
          for (int e : halves.dead()) assertThat(products[e]).containsOnly(0.0);
        });
  }

  @Example
  void aPromptThatIsNoSequenceOfTheModelIsRefused() {
    RandomCase c = RandomCase.of(1);
    int nCtx = c.weights.config().nCtx();
    int[][][] illegal = {{{c.weights.config().dVocab()}}, {{-1}}, {{}}, {new int[nCtx + 1]}};
    for (int[][] prompts : illegal) {
      Task task = new Task(new Prompts(prompts, prompts), new Reference.Zero(), c.task.metric());
      assertThatThrownBy(() -> engine(c.weights).prepare(task))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
