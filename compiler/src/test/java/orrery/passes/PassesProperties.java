package orrery.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import orrery.Compiler;
import orrery.circuit.CompiledModel;
import orrery.circuit.Placement;
import orrery.model.Matrix;
import orrery.model.ReferenceTransformer;
import orrery.model.Transformer;
import orrery.model.Weights;
import orrery.verify.Certificate;

/** Every pass keeps a model's meaning, its alignment and its circuits true. */
class PassesProperties {
  /** float32 sums over some hundred rotated terms, times a head's sharpness, keep two digits. */
  private static final double CLEAR = 0.95;

  static CompiledModel model(int number, boolean pack) {
    List<String> names = List.copyOf(Meanings.ALL.keySet());
    String name = names.get(Math.floorMod(number, names.size()));
    return Meanings.compiled(Meanings.ALL.get(name), pack);
  }

  /** A random list of passes in their order, each with random settings; no noise. */
  static List<Pass> draw(CompiledModel model, Random random) {
    List<Pass> passes = new ArrayList<>();
    if (random.nextBoolean()) passes.add(new Distract(1 + random.nextInt(3), random.nextLong()));
    redundant(model, random).ifPresent(passes::add);
    if (random.nextBoolean()) passes.add(new Copy(placed(model, random)));
    if (random.nextBoolean()) passes.add(split(model, random));
    if (random.nextBoolean()) passes.add(new Negative(headed(model, random), 0.7));
    if (random.nextBoolean()) {
      int heads = random.nextInt(3);
      passes.add(
          new Pad(
              heads,
              random.nextInt(5),
              random.nextInt(4),
              random.nextBoolean(),
              random.nextLong()));
    }
    if (random.nextBoolean() && admits(Passes.apply(model, passes), new Superpose(0.8, 1))) {
      passes.add(new Superpose(0.8, 1));
    }
    if (random.nextBoolean()) passes.add(new Permute(random.nextLong()));
    if (random.nextBoolean()) passes.add(new Logits(5, random.nextDouble() / 2, 1));
    if (random.nextBoolean()) passes.add(new Rotate(random.nextLong()));
    return passes;
  }

  private static String placed(CompiledModel model, Random random) {
    var all = List.copyOf(model.alignment().placements().keySet());
    return all.get(random.nextInt(all.size())).name();
  }

  private static String headed(CompiledModel model, Random random) {
    return model.heads().get(random.nextInt(model.heads().size())).variable().name();
  }

  /** One of those whose variable admits it, if there is any. */
  private static Optional<Pass> redundant(CompiledModel model, Random random) {
    Redundant.By[] ways = Redundant.By.values();
    Pass pass = new Redundant(headed(model, random), ways[random.nextInt(ways.length)]);
    return admits(model, pass) ? Optional.of(pass) : Optional.empty();
  }

  private static boolean admits(CompiledModel model, Pass pass) {
    try {
      pass.apply(model);
      return true;
    } catch (PassRefusal refusal) {
      return false;
    }
  }

  private static Pass split(CompiledModel model, Random random) {
    var role = model.heads().get(random.nextInt(model.heads().size()));
    Matrix wO =
        model.weights().layers().get(role.head().layer()).heads().get(role.head().head()).wO();
    Split.By by = wO.nonZeros() > 1 && random.nextBoolean() ? Split.By.VALUES : Split.By.SHARES;
    return new Split(role.variable().name(), by, 0.1 + 0.8 * random.nextDouble());
  }

  @Property(tries = 150)
  void anyPassesInOrderKeepWhatTheModelClaims(
      @ForAll @IntRange(max = 4) int number, @ForAll boolean pack, @ForAll long seed) {
    CompiledModel before = model(number, pack);
    List<Pass> passes = draw(before, new Random(seed));

    CompiledModel after = Passes.apply(before, passes);

    Certificate certificate = Compiler.verify(after);
    assertThat(certificate.first()).as("%s", passes).isEmpty();
    assertThat(certificate.passed()).isTrue();
    double clear = passes.stream().anyMatch(p -> p instanceof Superpose) ? CLEAR / 2 : CLEAR;
    double smooth = passes.stream().anyMatch(p -> p instanceof Logits) ? 0.5 : 0;
    assertThat(certificate.margin()).as("%s", passes).isGreaterThan(clear - smooth);
    assertThat(certificate.leak()).isLessThan(1.001 * certificate.leakBound());
    assertThat(after.structural().edges().keySet()).containsAll(after.program().edges().keySet());
    assertThat(after.build().passes()).hasSameSizeAs(passes);
    assertThat(after.alignment().labels()).hasSize(after.weights().config().dModel());
  }

  @Property(tries = 40)
  void paddingChangesNoBitOfALogit(
      @ForAll @IntRange(max = 4) int number, @ForAll boolean random, @ForAll long seed) {
    CompiledModel before = model(number, false);
    CompiledModel after = new Pad(2, 3, 4, random, seed).apply(before);

    int[][] inputs = inputs(before, new Random(seed));
    assertThat(fast(after, inputs)).isDeepEqualTo(fast(before, inputs));
    for (int[] input : inputs) {
      assertThat(exact(after, input)).isEqualTo(exact(before, input));
    }
    boolean reads = after.weights().nonZeros() > before.weights().nonZeros();
    assertThat(reads).isEqualTo(random);
    assertThat(after.weights().layers().get(0).heads())
        .hasSize(before.weights().layers().get(0).heads().size() + 2);
  }

  @Property(tries = 40)
  void rotatingPermutingAndSplittingMoveLogitsByRoundingOnly(
      @ForAll @IntRange(max = 4) int number, @ForAll long seed) {
    CompiledModel before = model(number, false);
    for (Pass pass :
        List.of(new Rotate(seed), new Permute(seed), split(before, new Random(seed)))) {
      CompiledModel after = pass.apply(before);
      for (int[] input : inputs(before, new Random(seed))) {
        Matrix moved = exact(after, input).plus(exact(before, input).map(x -> -x));
        moved.forEach((r, c, v) -> assertThat(Math.abs(v)).as("%s", pass).isLessThan(1e-9));
      }
    }
  }

  @Property(tries = 40)
  void theStructuralCircuitOfARotatedModelIsTheOneReadOffItsWeights(
      @ForAll @IntRange(max = 4) int number, @ForAll boolean pack, @ForAll long seed) {
    CompiledModel after =
        Passes.apply(
            model(number, pack),
            List.of(new Distract(2, seed), new Permute(seed), new Rotate(seed)));

    assertThat(after.structural()).isEqualTo(orrery.circuit.StructuralCircuit.of(after.weights()));
  }

  @Property(tries = 60)
  void distractorsAreVerifiedAndWithoutThemEveryLogitIsTheSame(
      @ForAll @IntRange(max = 4) int number, @ForAll boolean pack, @ForAll long seed) {
    CompiledModel before = model(number, pack);
    CompiledModel after = new Distract(4, seed).apply(before);

    Certificate certificate = Compiler.verify(after);
    assertThat(certificate.first()).isEmpty();
    assertThat(certificate.passed()).isTrue();
    List<Placement> decoys =
        after.alignment().placements().entrySet().stream()
            .filter(e -> e.getKey().annotations().decoy())
            .flatMap(e -> e.getValue().stream())
            .toList();
    assertThat(decoys).hasSizeGreaterThanOrEqualTo(4);
    int[][] inputs = inputs(before, new Random(seed));
    for (Placement decoy : decoys) {
      Weights without = Ablation.of(after.weights(), decoy.readout().directions());
      assertThat(without.nonZeros()).isLessThan(after.weights().nonZeros());
      assertThat(new Transformer(without).run(ids(after, inputs)))
          .isDeepEqualTo(fast(after, inputs));
    }
    assertThat(reachable(after)).noneMatch(label -> label.startsWith("decoy."));
  }

  /** What the edges into the logits carry, and so on backwards. */
  private static List<String> reachable(CompiledModel model) {
    return model.program().edges().entrySet().stream()
        .filter(e -> e.getKey().to().equals(orrery.circuit.Component.LOGITS))
        .flatMap(e -> e.getValue().stream())
        .toList();
  }

  @Property(tries = 30)
  void smallNoiseIsBorneAndLargeNoiseIsFound(
      @ForAll @IntRange(max = 4) int number, @ForAll boolean zeros, @ForAll long seed) {
    CompiledModel model = model(number, false);
    double small = zeros ? 1e-6 : 1e-4; // of a mean square that the weights against PAD dominate

    assertThat(Compiler.verify(new Noise(small, true, zeros, seed).apply(model)).passed()).isTrue();
    assertThat(Compiler.verify(new Noise(3, true, zeros, seed).apply(model)).passed()).isFalse();
  }

  @Property(tries = 30)
  void logitsKeepTheirOrderAndTheStatedMargin(
      @ForAll @IntRange(max = 4) int number, @ForAll long seed) {
    CompiledModel after = new Logits(7, 0.6, seed).apply(model(number, false));

    Certificate certificate = Compiler.verify(after);
    assertThat(certificate.passed()).isTrue();
    assertThat(certificate.margin()).isGreaterThan(0.4 - 1e-3);
  }

  static int[][] inputs(CompiledModel model, Random random) {
    return model.meaning().inputs().sample(20, random).toArray(int[][]::new);
  }

  static int[][] ids(CompiledModel model, int[][] inputs) {
    int[][] ids = new int[inputs.length][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = model.vocabulary().ids(inputs[i], inputs[i].length);
    }
    return ids;
  }

  static float[][][] fast(CompiledModel model, int[][] inputs) {
    return new Transformer(model.weights()).run(ids(model, inputs));
  }

  static Matrix exact(CompiledModel model, int[] input) {
    return new ReferenceTransformer(model.weights())
        .run(model.vocabulary().ids(input, input.length))
        .logits();
  }
}
