package orrery.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
}
