package orrery.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.model.Orthogonal;
import orrery.model.RandomWeights;
import orrery.model.Weights;

/** The plain-Java engine answers what the oracle answers. */
class JavaEngineProperties extends EngineContract {
  @Override
  protected Engine engine(Weights weights) {
    return new JavaEngine(weights, 2);
  }

  /** More examples than fit into one chunk, more rows than into one batch. */
  @Property(tries = 3)
  void manyExamples(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed, 700);
    List<Mask> masks = List.of(c.mask(), c.maskByPosition());
    Experiment is = engine(c.weights).prepare(c.resampled());
    Experiment should = new SlowEngine(c.weights).prepare(c.resampled());

    Closeness.assertClose("run", is.run(masks), should.run(masks));
    Closeness.assertClose("writers", is.writerEffects(), should.writerEffects());
  }

  @Property(tries = 4)
  void threadsDoNotChangeABit(@ForAll long seed) {
    RandomCase c = RandomCase.of(seed, 700);
    List<Mask> masks = c.masks();
    double[][] keep = {c.keep(), c.keep()};
    Experiment one = new JavaEngine(c.weights, 1).prepare(c.task);
    Experiment three = new JavaEngine(c.weights, 3).prepare(c.task);

    assertThat(three.run(masks)).isDeepEqualTo(one.run(masks));
    assertThat(three.edgeEffects()).isDeepEqualTo(one.edgeEffects());
    assertThat(three.maskGradients(keep).slopes()).isDeepEqualTo(one.maskGradients(keep).slopes());
    assertThat(three.cost()).isEqualTo(one.cost());
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
}
