package orrery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import orrery.model.Site.Kind;

/** The fast transformer computes what the reference says, and its hooks do what they say. */
class TransformerProperties {
  /**
   * Relative to the largest activation: three layers of sums of at most 12 terms keep some 40
   * roundings of 2^-24 each, and attention can magnify them by the size of the scores.
   */
  private static final double TOLERANCE = 2e-4;

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Property
  void everySiteAgreesWithTheReference(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.02, max = 1) double density,
      @ForAll boolean ofAnyKind) {
    Weights drawn =
        ofAnyKind
            ? RandomWeights.tiny(random(seed), density)
            : RandomWeights.small(random(seed), density);
    Weights weights = drawn.toFloat32();
    int[][] tokens = RandomWeights.tokens(random(seed), weights.config(), 20);

    Map<Site, Map<Long, Matrix>> seen = observe(new Transformer(weights, 2), weights, tokens);

    for (int s = 0; s < tokens.length; s++) {
      Activations expected = new ReferenceTransformer(weights).run(tokens[s]);
      assertThat(seen.keySet()).isEqualTo(expected.sites());
      for (Site site : expected.sites()) {
        assertClose(
            site,
            Objects.requireNonNull(seen.getOrDefault(site, Map.of()).get((long) s)),
            expected.at(site));
      }
    }
  }

  @Property
  void anInterventionDoesWhatItDoesToTheReference(@ForAll long seed) {
    Weights weights = RandomWeights.small(random(seed), 0.6).toFloat32();
    int[][] tokens = RandomWeights.tokens(random(seed), weights.config(), 5);
    List<Site> sites = Site.all(weights);
    Site site = sites.get(random(seed).nextInt(sites.size()));
    int where = random(seed).nextInt(weights.config().nCtx()); // masked keys too
    double[] written = random(seed).doubles(16, -1, 1).map(x -> (float) x).toArray();

    Hooks overwrite =
        Hooks.at(
            site,
            values -> {
              for (int row = 0; row < values.rows(); row++) {
                for (int i = 0; i < values.width(); i++) {
                  values.set(row, where % values.positions(), i, (float) written[i]);
                }
              }
            });
    float[][][] logits = new Transformer(weights, 1).run(tokens, overwrite);

    ReferenceTransformer.Patch patch =
        (at, value) -> {
          if (!at.equals(site)) {
            return value;
          }
          MatrixBuilder replaced = Matrix.builder(value.rows(), value.columns());
          value.forEach(replaced::set);
          for (int i = 0; i < value.columns(); i++) {
            replaced.set(where % value.rows(), i, written[i]);
          }
          return replaced.build();
        };
    for (int s = 0; s < tokens.length; s++) {
      Matrix expected = new ReferenceTransformer(weights).run(tokens[s], patch).logits();
      assertClose(site, Matrix.of(toDouble(logits[s])), expected);
    }
  }

  @Property(tries = 100)
  void writingWhatIsThereChangesNothing(@ForAll long seed) {
    Weights weights = RandomWeights.small(random(seed), 0.5);
    int[][] tokens = RandomWeights.tokens(random(seed), weights.config(), 12);
    Transformer transformer = new Transformer(weights, 1);

    Hooks rewrite =
        hooksAtAll(
            weights,
            (site, values) -> {
              for (int row = 0; row < values.rows(); row++) {
                for (int p = 0; p < values.positions(); p++) {
                  values.write(row, p, values.read(row, p));
                }
              }
            });

    assertThat(transformer.run(tokens, rewrite)).isDeepEqualTo(transformer.run(tokens));
  }

  @Property(tries = 100)
  void whatIsWrittenChangesNothingBefore(@ForAll long seed) {
    Weights weights = RandomWeights.small(random(seed), 0.7);
    int[][] tokens = RandomWeights.tokens(random(seed), weights.config(), 4);
    List<Site> sites = Site.all(weights);
    int index = random(seed).nextInt(sites.size());
    Transformer transformer = new Transformer(weights, 1);

    Map<Site, Map<Long, Matrix>> clean = observe(transformer, weights, tokens);
    Hooks change = Hooks.at(sites.get(index), values -> values.set(0, 0, 0, 1234.5f));
    Map<Site, Map<Long, Matrix>> changed = observe(transformer, weights, tokens, change);

    for (Site before : sites.subList(0, index)) {
      assertThat(changed.get(before)).as("%s", before).isEqualTo(clean.get(before));
    }
    assertThat(changed.get(sites.get(index))).isNotEqualTo(clean.get(sites.get(index)));
  }

  @Property(tries = 50)
  void neitherBatchesNorThreadsChangeABit(@ForAll long seed) {
    Weights weights = RandomWeights.small(random(seed), 0.5);
    int[][] tokens = RandomWeights.tokens(random(seed), weights.config(), 600);
    float[][][] together = new Transformer(weights, 2).run(tokens);
    Transformer alone = new Transformer(weights, 1);

    for (int s = 0; s < tokens.length; s += 37) {
      assertThat(alone.run(tokens[s])[0]).isDeepEqualTo(together[s]);
    }
  }

  @Property(tries = 50)
  void aHookAtOnePositionSeesThatPosition(@ForAll long seed) {
    Weights weights = RandomWeights.small(random(seed), 0.7);
    int[][] tokens = RandomWeights.tokens(random(seed), weights.config(), 3);
    Site logits = Site.of(Kind.LOGITS);
    int position = weights.config().nCtx() - 1;

    float[][][] clean = new Transformer(weights, 1).run(tokens);
    float[][][] changed =
        new Transformer(weights, 1)
            .run(tokens, Hooks.at(logits.at(position), v -> v.set(0, 0, 0, 77)));

    for (int s = 0; s < tokens.length; s++) {
      for (int p = 0; p < tokens[s].length - 1; p++) {
        assertThat(changed[s][p]).isEqualTo(clean[s][p]);
      }
    }
    boolean reached = Arrays.stream(tokens).anyMatch(t -> t.length == position + 1);
    assertThat(Arrays.stream(changed).anyMatch(c -> c[c.length - 1][0] == 77)).isEqualTo(reached);
  }

  private static Map<Site, Map<Long, Matrix>> observe(
      Transformer transformer, Weights weights, int[][] tokens) {
    return observe(transformer, weights, tokens, Hooks.none());
  }

  private static Map<Site, Map<Long, Matrix>> observe(
      Transformer transformer, Weights weights, int[][] tokens, Hooks change) {
    Map<Site, Map<Long, Matrix>> seen = new ConcurrentHashMap<>();
    Hooks observe =
        hooksAtAll(
            weights,
            (site, values) -> {
              for (int row = 0; row < values.rows(); row++) {
                float[][] matrix = new float[values.positions()][];
                for (int p = 0; p < matrix.length; p++) {
                  matrix[p] = values.read(row, p);
                }
                seen.computeIfAbsent(site, s -> new ConcurrentHashMap<>())
                    .put(values.sequence(row), Matrix.of(toDouble(matrix)));
              }
            });
    transformer.run(tokens, change.then(observe));
    return seen;
  }

  private static Hooks hooksAtAll(Weights weights, BiConsumer<Site, ActivationBatch> action) {
    Map<Site, Consumer<ActivationBatch>> hooks =
        new TreeMap<>(Comparator.comparing(Site::toString));
    for (Site site : Site.all(weights)) {
      hooks.put(site, values -> action.accept(site, values));
    }
    return Hooks.of(hooks);
  }

  private static void assertClose(Site site, Matrix actual, Matrix expected) {
    double[][] is = rows(actual);
    double[][] should = rows(expected);
    double largest =
        Arrays.stream(should)
            .flatMapToDouble(Arrays::stream)
            .map(Math::abs)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    assertThat(is.length).isEqualTo(should.length);
    for (int p = 0; p < is.length; p++) {
      for (int i = 0; i < should[p].length; i++) {
        assertThat(is[p][i])
            .as("%s at position %d, index %d", site, p, i)
            .isCloseTo(should[p][i], within(TOLERANCE * Math.max(1, largest)));
      }
    }
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][];
    Arrays.setAll(rows, matrix::rowToArray);
    return rows;
  }

  private static double[][] toDouble(float[][] values) {
    double[][] doubles = new double[values.length][];
    for (int r = 0; r < values.length; r++) {
      doubles[r] = new double[values[r].length];
      for (int c = 0; c < values[r].length; c++) {
        doubles[r][c] = values[r][c];
      }
    }
    return doubles;
  }
}
