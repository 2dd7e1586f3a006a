package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.circuit.CompiledModel;
import orrery.circuit.Vocabulary;
import orrery.components.ComponentModel;
import orrery.engine.Processor;
import orrery.engine.Torch;
import orrery.model.ActivationFunction;
import orrery.model.Activations;
import orrery.model.AttentionDirection;
import orrery.model.Matrix;
import orrery.model.Normalization;
import orrery.model.RandomWeights;
import orrery.model.ReferenceTransformer;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/**
 * The batched pass says what the specification says of each sequence alone, without PAD, whatever
 * is overwritten.
 */
class StackedPassProperties {
  /**
   * In float32: some hundred roundings of 6e-8 each, of activations near 1 which layers enlarge; as
   * {@code TransformerProperties}.
   */
  private static final double TOLERANCE = 2e-4;

  private static final CompiledModel FRACTION = Pupils.compiled(Pupils.FRACTION);
  private static final Vocabulary VOCABULARY = FRACTION.vocabulary();
  private static final int POSITIONS = 5;

  /** Two models of a shape, some inputs each, and the machines that say what is right. */
  private record Case(
      Random random, TransformerConfig config, List<Weights> models, Places places) {
    static Case of(long seed) {
      Random random = new Random(seed);
      TransformerConfig config =
          new TransformerConfig(
              random.nextInt(0, 4),
              random.nextInt(1, 4),
              random.nextInt(1, 7),
              random.nextInt(1, 4),
              random.nextInt(0, 5),
              POSITIONS,
              VOCABULARY.size(),
              random.nextInt(1, 5),
              one(random, ActivationFunction.values()),
              one(random, AttentionDirection.values()),
              one(random, Normalization.values()));
      List<Weights> models = new ArrayList<>();
      for (int m = 0; m < 2; m++) models.add(RandomWeights.full(config, random, 0.9).toFloat32());
      Places places = Case.places(config);
      return new Case(random, config, models, places);
    }

    private static <T> T one(Random random, T[] all) {
      return all[random.nextInt(all.length)];
    }

    private static Places places(TransformerConfig config) {
      return new Places(config, ComponentModel.of(FRACTION), FRACTION.program(), Optional.empty());
    }

    boolean causal() {
      return config.attentionDirection() == AttentionDirection.CAUSAL;
    }

    int[] input(int length) {
      return random.ints(length, 0, VOCABULARY.alphabet().size()).toArray();
    }

    int[][] inputs(int rows) {
      int[][] inputs = new int[rows][];
      for (int r = 0; r < rows; r++) inputs[r] = input(random.nextInt(1, POSITIONS));
      return inputs;
    }

    BitSet components() {
      BitSet some = new BitSet();
      for (int c = 0; c < places.count(); c++) some.set(c, random.nextBoolean());
      return some;
    }

    Parameters parameters(Native memory) {
      ParameterLayout layout = new ParameterLayout(config);
      float[] flat = new float[models.size() * layout.size()];
      for (int m = 0; m < models.size(); m++) {
        System.arraycopy(layout.flat(models.get(m)), 0, flat, m * layout.size(), layout.size());
      }
      return new Parameters(layout, memory.array(flat, models.size(), layout.size()));
    }

    /** Compares a row's logits, {@code [model, logit, position, row]}, where it has tokens. */
    void requireClose(float[] all, int rows, int model, int row, Matrix expected) {
      double largest = 1;
      for (int p = 0; p < expected.rows(); p++) {
        for (double x : expected.rowToArray(p)) largest = Math.max(largest, Math.abs(x));
      }
      for (int p = 0; p < expected.rows(); p++) {
        for (int o = 0; o < config.dVocabOut(); o++) {
          assertThat(all[((model * config.dVocabOut() + o) * POSITIONS + p) * rows + row])
              .as("%s: model %d, row %d, position %d, logit %d", config, model, row, p, o)
              .isCloseTo((float) expected.get(p, o), within((float) (TOLERANCE * largest)));
        }
      }
    }
  }

  @Property(tries = 60)
  void everyRowSaysWhatItSaysAlone(@ForAll long seed) {
    Case c = Case.of(seed);
    List<int[][]> inputs = List.of(c.inputs(4), c.inputs(4));
    try (NDManager owner = Torch.start(Processor.CPU);
        Native memory = new Native(owner)) {
      StackedPass pass = new StackedPass(c.config(), memory, c.parameters(memory));
      StackedPass.Inputs in =
          Columns.groups(c.config(), VOCABULARY, POSITIONS, inputs, 1).inputs(memory, c.causal());
      float[] logits = pass.run(in, Optional.empty()).logits().toFloatArray();
      for (int m = 0; m < 2; m++) {
        ReferenceTransformer reference = new ReferenceTransformer(c.models().get(m));
        for (int r = 0; r < 4; r++) {
          int[] ids = Slow.ids(VOCABULARY, inputs.get(m)[r]);
          c.requireClose(logits, 4, m, r, reference.run(ids).logits());
        }
      }
    }
  }

  /** Sources as long as their bases, as lessons draw them. */
  @Property(tries = 60)
  void outputsAreOverwrittenBySourcesOrZeroRowByRow(@ForAll long seed) {
    Case c = Case.of(seed);
    List<int[][]> bases = List.of(c.inputs(3), c.inputs(3));
    List<int[][]> sources = new ArrayList<>();
    for (int[][] own : bases) {
      int[][] other = new int[own.length][];
      for (int r = 0; r < own.length; r++) other[r] = c.input(own[r].length);
      sources.add(other);
    }
    BitSet[][] components = new BitSet[2][6];
    BitSet[][] positions = new BitSet[2][6];
    try (NDManager owner = Torch.start(Processor.CPU);
        Native memory = new Native(owner)) {
      Masks masks = new Masks(List.of(c.places(), c.places()), POSITIONS, 2, 3, false);
      for (int m = 0; m < 2; m++) {
        for (int r = 0; r < 3; r++) {
          components[m][r] = c.components();
          positions[m][r] = BitSet.valueOf(new long[] {c.random().nextInt(1 << POSITIONS)});
          masks.exchange(m, 0, r, components[m][r], positions[m][r]);
          components[m][3 + r] = c.components();
          masks.zero(m, 1, r, components[m][3 + r]);
        }
      }
      float[] logits = run(c, memory, bases, sources, masks, 2);
      for (int m = 0; m < 2; m++) {
        ReferenceTransformer reference = new ReferenceTransformer(c.models().get(m));
        for (int r = 0; r < 3; r++) {
          int[] base = Slow.ids(VOCABULARY, bases.get(m)[r]);
          Activations source = reference.run(Slow.ids(VOCABULARY, sources.get(m)[r]));
          var taken = Slow.taken(c.places(), components[m][r], source, positions[m][r]);
          c.requireClose(logits, 6, m, r, reference.run(base, taken).logits());
          var zeroed = Slow.zeroed(c.places(), components[m][3 + r]);
          c.requireClose(logits, 6, m, 3 + r, reference.run(base, zeroed).logits());
        }
      }
    }
  }

  @Property(tries = 40)
  void masksWithoutPositionsOverwriteEverywhere(@ForAll long seed) {
    Case c = Case.of(seed);
    List<int[][]> bases = List.of(c.inputs(2), c.inputs(2));
    List<int[][]> sources = new ArrayList<>();
    for (int[][] own : bases) {
      sources.add(new int[][] {c.input(own[0].length), c.input(own[1].length)});
    }
    BitSet overwritten = c.components();
    try (NDManager owner = Torch.start(Processor.CPU);
        Native memory = new Native(owner)) {
      Masks masks = new Masks(List.of(c.places(), c.places()), 1, 2, 2, false);
      masks.exchange(1, 0, 1, overwritten, new BitSet()); // not asked where
      masks.zero(0, 1, 0, overwritten);
      float[] logits = run(c, memory, bases, sources, masks, 2);
      for (int m = 0; m < 2; m++) {
        ReferenceTransformer reference = new ReferenceTransformer(c.models().get(m));
        for (int r = 0; r < 2; r++) {
          int[] base = Slow.ids(VOCABULARY, bases.get(m)[r]);
          Activations source = reference.run(Slow.ids(VOCABULARY, sources.get(m)[r]));
          BitSet first = m == 1 && r == 1 ? overwritten : Slow.NOTHING;
          var taken = Slow.taken(c.places(), first, source, Slow.everywhere());
          c.requireClose(logits, 4, m, r, reference.run(base, taken).logits());
          var zeroed = Slow.zeroed(c.places(), m == 0 && r == 0 ? overwritten : Slow.NOTHING);
          c.requireClose(logits, 4, m, 2 + r, reference.run(base, zeroed).logits());
        }
      }
    }
  }

  private static float[] run(
      Case c, Native memory, List<int[][]> bases, List<int[][]> sources, Masks masks, int groups) {
    StackedPass pass = new StackedPass(c.config(), memory, c.parameters(memory));
    StackedPass.Inputs of =
        Columns.groups(c.config(), VOCABULARY, POSITIONS, sources, 1).inputs(memory, c.causal());
    StackedPass.Outputs outputs = pass.run(of, Optional.empty()).outputs();
    if (c.random().nextBoolean()) outputs = outputs.detached();
    StackedPass.Inputs in =
        Columns.groups(c.config(), VOCABULARY, POSITIONS, bases, groups).inputs(memory, c.causal());
    return pass.run(in, Optional.of(masks.swaps(memory, outputs))).logits().toFloatArray();
  }
}
