package orrery.components;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import orrery.causal.CausalModel;
import orrery.causal.InputSpace;
import orrery.truth.Coverage;

/**
 * A program's inputs, parted into those that training may see and those that it may not.
 *
 * <p>Where a program has at most 1,000 inputs both sides are all of them: a model is then judged on
 * everything that it will ever be asked, nothing is left to generalise to, and nothing can leak.
 * Else the sides have no input in common. Half of the inputs held out are drawn from all alike, the
 * other half from the answers in turn, so that rare answers are judged as well; the same holds of
 * what {@link PairSampler} draws. An answer or a length that fewer than 40 inputs have is not held
 * out: a model cannot be asked to guess what it was never shown.
 */
public final class InputSplit {
  private static final int SHOWN = 1000;
  private static final int LISTED = 50_000;
  private static final int MOST = 20_000;
  private static final int FEWEST = 2000;
  private static final long CELLS = 1L << 24; // of codes that a sampler keeps
  private static final int SCARCE = 40; // fewer inputs of a kind are all shown
  private static final int PART = 4; // held out: at most one in so many
  private static final String GENERATOR = "L64X128MixRandom";

  private final List<int[]> train;
  private final List<int[]> heldOut;
  private final int uniform;
  private final Coverage coverage;
  private final Set<IntBuffer> forbidden = new HashSet<>();

  private InputSplit(List<int[]> train, List<int[]> heldOut, int uniform, Coverage coverage) {
    this.train = List.copyOf(train);
    this.heldOut = List.copyOf(heldOut);
    this.uniform = uniform;
    this.coverage = coverage;
    if (coverage == Coverage.SAMPLED) heldOut.forEach(w -> forbidden.add(IntBuffer.wrap(w)));
  }

  /**
   * The split of a program's inputs that a seed makes.
   *
   * @param heldOut how many inputs to hold out; a quarter where there are fewer than four times as
   *     many
   * @throws IllegalArgumentException where the program has no legal input that can be found
   */
  public static InputSplit of(CausalModel program, long seed, int heldOut) {
    RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
    InputSpace space = program.inputs();
    WordPool pool = new WordPool(program);
    boolean listed = space.isAtMost(LISTED);
    int most = most(program);
    if (listed) {
      space.forEachBatch(batch -> pool.add(List.of(batch.rows())));
    } else {
      pool.add(space.sample(most + heldOut, random));
    }
    int drawn = pool.words().size();
    if (drawn == 0) {
      throw new IllegalArgumentException("no legal input of `%s` found".formatted(program.name()));
    }
    if (listed && drawn <= SHOWN) {
      return new InputSplit(pool.words(), pool.words(), drawn, Coverage.EXHAUSTIVE);
    }
    if (!listed) RareAnswers.enlarge(pool, space, random);
    return new Parting(pool, drawn, random).part(Math.min(heldOut, drawn / PART), most);
  }

  private static int most(CausalModel program) {
    long cells = (long) program.inputs().maxLength() * (program.variables().size() + 1);
    return (int) Math.max(FEWEST, Math.min(MOST, CELLS / cells));
  }

  /** What training may see, each input once. */
  public List<int[]> train() {
    return train;
  }

  /**
   * What a model is judged on, each input once: first {@link #uniform()} inputs drawn from all
   * alike, then those drawn for their answers.
   */
  public List<int[]> heldOut() {
    return heldOut;
  }

  /** How many of the inputs held out, the first ones, were drawn from all alike. */
  public int uniform() {
    return uniform;
  }

  /** Whether both sides are all inputs, or parts of a sample without a common input. */
  public Coverage coverage() {
    return coverage;
  }

  /** Whether training must not see an input; never where both sides are everything. */
  public boolean forbids(int[] input) {
    return forbidden.contains(IntBuffer.wrap(input));
  }

  /** Parts a pool at random. */
  private static final class Parting {
    private final WordPool pool;
    private final RandomGenerator random;
    private final List<Integer> order = new ArrayList<>(); // of what was drawn from all alike
    private final BitSet taken = new BitSet();
    private final BitSet scarce = new BitSet();
    private final List<int[]> out = new ArrayList<>();

    Parting(WordPool pool, int drawn, RandomGenerator random) {
      this.pool = pool;
      this.random = random;
      for (int i = 0; i < drawn; i++) order.add(i);
      shuffle(order);
    }

    private void shuffle(List<Integer> numbers) {
      for (int i = numbers.size() - 1; i > 0; i--) {
        Collections.swap(numbers, i, random.nextInt(i + 1));
      }
    }

    InputSplit part(int heldOut, int most) {
      markScarce();
      List<Integer> open = order.stream().filter(i -> !scarce.get(i)).toList();
      int uniform = Math.min((heldOut + 1) / 2, open.size() / PART);
      open.subList(0, uniform).forEach(this::hold);
      List<List<Integer>> groups = new ArrayList<>();
      for (List<Integer> own : pool.byAnswer().values()) {
        List<Integer> shuffled = new ArrayList<>(own);
        shuffle(shuffled);
        groups.add(shuffled);
      }
      byAnswer(groups, heldOut);
      return new InputSplit(train(groups, most), out, uniform, Coverage.SAMPLED);
    }

    /** Finds what must be shown because there is hardly anything like it. */
    private void markScarce() {
      List<List<Integer>> kinds = new ArrayList<>(pool.byAnswer().values());
      SortedMap<Integer, List<Integer>> byLength = new TreeMap<>();
      for (int i = 0; i < pool.words().size(); i++) {
        byLength.computeIfAbsent(pool.words().get(i).length, l -> new ArrayList<>()).add(i);
      }
      kinds.addAll(byLength.values());
      for (List<Integer> own : kinds) if (own.size() < SCARCE) own.forEach(scarce::set);
    }

    private void hold(int number) {
      taken.set(number);
      out.add(pool.words().get(number));
    }

    /** Holds out from each answer's inputs in turn, never more than its quarter. */
    private void byAnswer(List<List<Integer>> groups, int heldOut) {
      boolean more = true;
      for (int turn = 0; more && out.size() < heldOut; turn++) {
        more = false;
        for (List<Integer> own : groups) {
          if (turn >= own.size() / PART || out.size() >= heldOut) continue;
          more = true;
          int number = own.get(turn);
          if (!taken.get(number) && !scarce.get(number)) hold(number);
        }
      }
    }

    /** What is not held out: rare answers first, then what was drawn, up to so many. */
    private List<int[]> train(List<List<Integer>> groups, int most) {
      List<Integer> wanted = new ArrayList<>();
      for (List<Integer> own : groups) {
        wanted.addAll(own.subList(0, Math.min(own.size(), 2 * RareAnswers.RARE)));
      }
      wanted.addAll(order);
      for (int i = order.size(); i < pool.words().size(); i++) wanted.add(i);
      List<int[]> train = new ArrayList<>();
      for (int i = 0; i < wanted.size() && train.size() < most; i++) {
        if (taken.get(wanted.get(i))) continue;
        taken.set(wanted.get(i));
        train.add(pool.words().get(wanted.get(i)));
      }
      return train;
    }
  }
}
