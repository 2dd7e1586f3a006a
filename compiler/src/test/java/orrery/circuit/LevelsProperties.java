package orrery.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.artifact.Samples;
import orrery.model.Activations;
import orrery.model.Matrix;
import orrery.model.ReferenceTransformer;
import orrery.model.Site;
import orrery.passes.Passes;

/** The levels of the ground truth are true of the weights. */
class LevelsProperties {
  /** Rotated float32 weights: their rounding, times the largest weight that reads. */
  private static final double ROUNDING = 1e-5;

  /** A random model; a sample where the program that was drawn is too large. */
  private static CompiledModel random(long seed) {
    return Samples.random(new Random(seed)).orElseGet(() -> Samples.compile(Samples.REVERSE));
  }

  private static CompiledModel rotated(CompiledModel model) {
    return Passes.apply(model, Passes.parse("rotate:seed=7"));
  }

  @Property(tries = 60)
  void structuralHoldsProgramAndComesOutOfTheWeightsAgain(@ForAll long seed) {
    CompiledModel model = random(seed);
    CompiledModel turned = rotated(model);
    SortedMap<Edge, SortedSet<String>> edges = model.structural().edges();

    assertThat(edges.keySet()).containsAll(model.program().edges().keySet());
    assertThat(StructuralCircuit.of(model.weights()).edges()).isEqualTo(edges);
    assertThat(StructuralCircuit.ofFloat32(model.weights().toFloat32()).edges()).isEqualTo(edges);
    assertThat(StructuralCircuit.of(turned.weights()).edges()).isEqualTo(edges);
    assertThat(StructuralCircuit.ofFloat32(turned.weights().toFloat32()).edges()).isEqualTo(edges);
  }

  /** What each component writes on one input, {@code [position, dModel]}. */
  private static Map<Component, Matrix> written(CompiledModel model, Random random) {
    int[] input = model.meaning().inputs().sample(1, random).get(0);
    Activations run =
        new ReferenceTransformer(model.weights()).run(model.vocabulary().ids(input, input.length));
    Map<Component, Matrix> written = new TreeMap<>();
    for (Component c : WeightMatrices.writers(model.weights()).keySet()) {
      Site site =
          switch (c.kind()) {
            case EMBED -> Site.of(Site.Kind.EMBED);
            case POS_EMBED -> Site.of(Site.Kind.POS_EMBED);
            case HEAD -> Site.of(Site.Kind.RESULT, c.layer(), c.head());
            case MLP -> Site.of(Site.Kind.MLP_OUT, c.layer());
            case LOGITS -> throw new AssertionError("logits write nothing");
          };
      written.put(c, run.at(site));
    }
    return written;
  }

  @Property(tries = 60)
  void anAbsentEdgeCarriesExactlyNothing(@ForAll long seed) {
    CompiledModel model = random(seed);
    Map<Component, Matrix> written = written(model, new Random(seed));

    WeightMatrices.readers(model.weights())
        .forEach(
            (end, reader) ->
                written.forEach(
                    (from, output) -> {
                      Edge edge = new Edge(from, end.to(), end.port());
                      if (from.time() < end.to().time()
                          && !model.structural().edges().containsKey(edge)) {
                        assertThat(output.times(reader).nonZeros()).as("%s", edge).isZero();
                      }
                    }));
  }

  /** Found by the property: a unit writes two dimensions that cancel where m2 reads them. */
  @Example
  void rowsThatCancelAreCarriedWhole() {
    theDirectionsOfAnEdgeCarryAllOfIt(-27);
  }

  @Property(tries = 40)
  void theDirectionsOfAnEdgeCarryAllOfIt(@ForAll long seed) {
    CompiledModel model = random(seed);
    carryAll(model, new Random(seed), 0);
    carryAll(rotated(model), new Random(seed), ROUNDING);
  }

  private static void carryAll(CompiledModel model, Random random, double tolerance) {
    DirectionLevel level = new DirectionLevel(model);
    assertThat(level.isAlongAxes()).isEqualTo(tolerance == 0);
    Map<Component, Matrix> written = written(model, random);
    WeightMatrices.readers(model.weights())
        .forEach(
            (end, reader) ->
                written.forEach(
                    (from, output) -> {
                      Edge edge = new Edge(from, end.to(), end.port());
                      if (from.time() >= end.to().time()) return;
                      Matrix basis = level.structural(edge).basis();
                      Matrix inside = output.times(basis.transpose()).times(basis);
                      Matrix outside = output.plus(inside.map(v -> -v));
                      assertThat(largest(outside.times(reader)))
                          .as("%s", edge)
                          .isLessThanOrEqualTo(tolerance * Math.max(1, largest(reader)));
                    }));
  }

  private static double largest(Matrix matrix) {
    double[] largest = {0};
    matrix.forEach((r, c, value) -> largest[0] = Math.max(largest[0], Math.abs(value)));
    return largest[0];
  }

  @Property(tries = 40)
  void noHeadLooksOutsideItsPairs(@ForAll long seed) {
    CompiledModel model = random(seed);
    double bound = Samples.verify(model).leakBound() + 1e-6;
    PositionLevel level = PositionLevel.of(model, 0);
    for (int[] input : model.meaning().inputs().sample(20, new Random(seed))) {
      Activations run =
          new ReferenceTransformer(model.weights())
              .run(model.vocabulary().ids(input, input.length));
      level
          .heads()
          .forEach(
              (head, pairs) -> {
                Matrix pattern = run.at(Site.of(Site.Kind.PATTERN, head.layer(), head.head()));
                for (int q = 1; q <= input.length; q++) {
                  double outside = 0;
                  for (int k = 0; k <= input.length; k++) {
                    boolean inside = pairs.byLength().get(input.length).get(q).get(k);
                    if (!inside) outside += pattern.get(q, k);
                  }
                  assertThat(outside).as("%s", head).isLessThan(bound);
                }
              });
    }
  }
}
