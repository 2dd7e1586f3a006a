package orrery.siit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import orrery.causal.CausalModel;
import orrery.circuit.CompiledModel;
import orrery.components.Accepting;
import orrery.components.ComponentModel;
import orrery.components.HeldOutInputs;
import orrery.components.InputSplit;
import orrery.components.PairSampler;
import orrery.components.Subspaces;
import orrery.verify.Acceptance;

/**
 * What a model is shown, and what it is judged by: one split of a program's inputs for all tries.
 */
final class Schooling {
  /** Inputs that are never trained on, where there are enough. */
  static final int HELD_OUT = 2_000;

  private final InputSplit split;
  private final long subspaceSeed;

  /** The schooling of a plan's seed. */
  Schooling(CausalModel program, long seed) {
    this.split = InputSplit.of(program, Seeds.of(seed, HeldOutInputs.SEED), HELD_OUT);
    this.subspaceSeed = Seeds.of(seed, Subspaces.SEED);
  }

  /** Where variables are to live, if a recipe asks for it. */
  Optional<Subspaces> subspaces(CompiledModel skeleton, Recipe recipe) {
    if (recipe.subspaces() == 0) return Optional.empty();
    int dModel = skeleton.weights().config().dModel();
    return Optional.of(new Subspaces(ComponentModel.of(skeleton), dModel, subspaceSeed));
  }

  /** The components of a model in training by number. */
  Places places(CompiledModel skeleton, ComponentModel meaning, Recipe recipe) {
    return new Places(
        skeleton.weights().config(), meaning, skeleton.program(), subspaces(skeleton, recipe));
  }

  InputSplit split() {
    return split;
  }

  /** A model in training from its initial weights, until its looks are good. */
  Job job(CompiledModel skeleton, ComponentModel meaning, Places places, Recipe recipe, long seed) {
    return job(skeleton, meaning, places, recipe, seed, weights -> true);
  }

  /** A model in training from its initial weights. */
  Job job(
      CompiledModel skeleton,
      ComponentModel meaning,
      Places places,
      Recipe recipe,
      long seed,
      Job.Judge judge) {
    PairSampler pairs = new PairSampler(meaning, split.train(), options(Seeds.of(seed, "train")));
    PairSampler judged = new PairSampler(meaning, split.heldOut(), options(Seeds.of(seed, "look")));
    List<int[][]> looked = new ArrayList<>();
    judged
        .draw(0, recipe.heldOutPairs(), PairSampler.NodePlan.none())
        .swaps()
        .forEach(s -> looked.add(new int[][] {s.base(), s.source()}));
    HeldOut heldOut = new HeldOut(meaning, places, recipe, looked, Seeds.of(seed, "sets"));
    return new Job(
        skeleton,
        meaning,
        places,
        recipe,
        step -> lesson(step, meaning, places, recipe, pairs, Seeds.of(seed, "silent")),
        heldOut,
        judge);
  }

  /** The certificate of a trained model, by what was held out. */
  Acceptance accept(CompiledModel model, Recipe recipe, long seed) {
    return Accepting.accept(model, split.heldOut(), terms(recipe, seed), subspaces(model, recipe));
  }

  /** Whether a model would get its certificate. */
  boolean passes(CompiledModel model, Recipe recipe, long seed) {
    return Accepting.screen(model, split.heldOut(), terms(recipe, seed), subspaces(model, recipe))
        .passed();
  }

  private static Acceptance.Terms terms(Recipe recipe, long seed) {
    Acceptance.Terms terms = Acceptance.Terms.standard(seed);
    if (recipe.edgeStrict() > 0) {
      terms = terms.requiring(Acceptance.Kind.EDGE_STRICT, Acceptance.Kind.EDGE_STRICT_JOINT);
    }
    if (recipe.positions() > 0) terms = terms.requiring(Acceptance.Kind.IIA_POSITION);
    if (recipe.ports() > 0) terms = terms.requiring(Acceptance.Kind.IIA_PORT);
    if (recipe.subspaces() > 0) {
      terms = terms.requiring(Acceptance.Kind.IIA_SUBSPACE, Acceptance.Kind.STRICT_SUBSPACE);
    }
    if (recipe.zeros() > 0) terms = terms.under(Acceptance.Ablation.ZERO);
    return terms;
  }

  /** As the certificate draws them: one source of ten may be of another length. */
  private static PairSampler.Options options(long seed) {
    return PairSampler.Options.of(seed);
  }

  private static Lesson lesson(
      long step,
      ComponentModel meaning,
      Places places,
      Recipe recipe,
      PairSampler pairs,
      long seed) {
    PairSampler.Draw draw = pairs.draw(step, recipe.batch(), Exchanged.of(meaning, recipe));
    int[][] bases = draw.swaps().stream().map(ComponentModel.NodeSwap::base).toArray(int[][]::new);
    int[][] sources =
        draw.swaps().stream().map(ComponentModel.NodeSwap::source).toArray(int[][]::new);
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(Seeds.of(seed, "step " + step));
    BitSet[] silent = new BitSet[bases.length];
    boolean[] zeroed = new boolean[bases.length];
    BitSet[] readings = new BitSet[bases.length];
    BitSet[] beside = new BitSet[bases.length];
    BitSet readers = first(places.readings.size());
    BitSet nodes = first(places.beside.size());
    for (int i = 0; i < bases.length; i++) {
      silent[i] = some(places.silent, recipe.sampling(), random);
      zeroed[i] = random.nextDouble() < recipe.zeros();
      readings[i] = some(readers, recipe.sampling(), random);
      beside[i] = some(nodes, recipe.sampling(), random);
    }
    return new Lesson(
        bases,
        sources,
        draw.swaps().stream().map(ComponentModel.NodeSwap::nodes).toArray(BitSet[]::new),
        draw.swaps().stream().map(ComponentModel.NodeSwap::positions).toArray(BitSet[]::new),
        silent,
        zeroed,
        beside,
        readings,
        meaning.answers(bases),
        meaning.answers(sources),
        draw.answers());
  }

  private static BitSet first(int count) {
    BitSet all = new BitSet();
    all.set(0, count);
    return all;
  }

  private static BitSet some(BitSet all, Recipe.Sampling sampling, RandomGenerator random) {
    return switch (sampling) {
      case ALL -> all;
      case INDIVIDUAL -> one(all, random);
      case SAMPLE_ALL -> half(all, random);
      case MIXED -> random.nextBoolean() ? all : half(all, random);
    };
  }

  private static BitSet one(BitSet all, RandomGenerator random) {
    BitSet one = new BitSet();
    if (all.isEmpty()) return one;
    int which = random.nextInt(all.cardinality());
    one.set(all.stream().skip(which).findFirst().orElseThrow());
    return one;
  }

  private static BitSet half(BitSet all, RandomGenerator random) {
    BitSet half = new BitSet();
    all.stream().filter(c -> random.nextBoolean()).forEach(half::set);
    return half;
  }
}
