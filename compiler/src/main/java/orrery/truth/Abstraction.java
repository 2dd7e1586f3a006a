package orrery.truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;

/**
 * Whether a program is a causal abstraction of its weights: wherever variables are given the values
 * that they have on another input, in their subspaces, the model answers as the program does.
 *
 * <p>Source: Geiger et al. 2021, "Causal Abstractions of Neural Networks" (interchange
 * interventions), and 2024, "Causal Abstraction: A Theoretical Foundation for Mechanistic
 * Interpretability" (interchange intervention accuracy, IIA). Unlike there, the alignment is known
 * and the pairs are all that there are, where they are few. Interventions beyond what the program
 * defines are counted and left out.
 *
 * @param passed whether every intervention came out as in the program
 * @param entries one for each variable, then for each set of variables
 * @param shared the variables without a subspace of their own: exchanged with what they are read
 *     from
 * @param seed of all samples
 * @param first the first intervention that came out otherwise
 */
public record Abstraction(
    boolean passed,
    List<Entry> entries,
    List<String> shared,
    long seed,
    Optional<Counterexample> first) {
  /**
   * One set of variables, exchanged together.
   *
   * @param variables their names
   * @param coverage which pairs of inputs were tried
   * @param cases how many interventions were tried, those without an answer not counted
   * @param undefined how many had no answer
   * @param informative in how many the program's answer changed
   * @param agreeing in how many the model answered as the program
   * @param accuracy the interchange accuracy (IIA), {@code agreeing / cases}
   */
  public record Entry(
      List<String> variables,
      Coverage coverage,
      long cases,
      long undefined,
      long informative,
      long agreeing,
      Proportion accuracy) {}

  /**
   * An intervention on which model and program differ; {@link #replay} does it again.
   *
   * @param where the intervention
   * @param output the output's name
   * @param position where in the input, BOS not counted
   * @param expected the program's answer
   * @param got the model's
   */
  public record Counterexample(
      InterchangeCase where, String output, int position, String expected, String got) {}

  /**
   * How much to try.
   *
   * @param most interventions a set: all are tried where there are at most so many, else so many
   *     are drawn; fewer, but at least {@link #FEWEST}, where a model is so large that they would
   *     cost more than {@link #MOST_WORK}
   * @param size up to which sets of variables are tried as a matter of course
   * @param sets how many sets of each such size are tried at most, and how many larger ones
   * @param seed of all samples
   */
  public record Options(int most, int size, int sets, long seed) {
    /** The most multiplications that a set may cost. */
    static final double MOST_WORK = 5e8;

    /** The fewest interventions that are drawn. */
    static final int FEWEST = 60;

    /** Up to 2,000 interventions a set, 40 pairs, 40 larger sets. */
    public static final Options DEFAULT = new Options(2_000, 2, 40, 0);

    public Options {
      if (most < 1 || size < 1 || sets < 0) {
        throw new IllegalArgumentException(most + " cases of " + sets + " sets of " + size);
      }
    }
  }

  /**
   * The certificate of a model, on the float32 weights that are shipped.
   *
   * @throws IllegalArgumentException where the subspaces of its variables are not known
   */
  public static Abstraction certify(CompiledModel model, Options options) {
    return certify(model, options, (done, all) -> {});
  }

  /** Hears how many sets of variables have been tried, of how many. */
  @FunctionalInterface
  public interface Progress {
    void at(long done, long all);
  }

  /** The certificate of a model. */
  public static Abstraction certify(CompiledModel model, Options options, Progress progress) {
    Exchangeable.requireSubspaces(model);
    List<Variable> own = Exchangeable.of(model);
    List<List<Variable>> sets =
        VariableSets.of(own, options.size(), options.sets(), options.seed());
    Exchanges exchanges = new Exchanges(model.meaning().inputs(), own);
    Interchange machine = new Interchange(model);
    int most = affordable(model, options);
    List<Entry> entries = new ArrayList<>();
    Optional<Counterexample> first = Optional.empty();
    for (int s = 0; s < sets.size(); s++) {
      Tally tally = new Tally(exchanges.of(sets.get(s), most, options.seed()));
      tally.run(machine, sets.get(s));
      entries.add(tally.entry(sets.get(s)));
      if (first.isEmpty()) first = tally.first;
      progress.at(s + 1L, sets.size());
    }
    List<String> shared =
        model.meaning().variables().stream()
            .filter(v -> !own.contains(v))
            .map(Variable::name)
            .toList();
    return new Abstraction(first.isEmpty(), entries, shared, options.seed(), first);
  }

  private static int affordable(CompiledModel model, Options options) {
    double length = model.weights().config().nCtx();
    double heads = model.heads().size();
    double work =
        2
            * length
            * (model.weights().nonZeros() + heads * length * model.weights().config().dHead());
    return (int) Math.min(options.most(), Math.max(Options.FEWEST, Options.MOST_WORK / work));
  }

  /**
   * Does an intervention again.
   *
   * @return what is different, if anything is
   * @throws IllegalArgumentException if the model has no such variables, or they have no subspace
   *     of their own, or an input is not legal
   */
  public static Optional<Counterexample> replay(CompiledModel model, InterchangeCase where) {
    List<Variable> own = Exchangeable.of(model);
    List<Variable> set = new ArrayList<>();
    for (String name : where.variables()) {
      set.add(
          own.stream()
              .filter(v -> v.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the model has no subspace of a variable `" + name + "`")));
    }
    for (int[] input : List.of(where.base(), where.source())) {
      boolean tokens = Arrays.stream(input).allMatch(t -> t >= 0 && t < model.vocabulary().bos());
      if (!tokens || !model.meaning().inputs().isLegal(input)) {
        throw new IllegalArgumentException("no legal input: " + Arrays.toString(input));
      }
    }
    return new Interchange(model).run(set, List.of(where)).get(0).counterexample(where);
  }

  /** Counts what became of one set's cases. */
  private static final class Tally {
    private static final int CHUNK = 2048;

    private final Exchanges.Selection selection;
    private long cases;
    private long informative;
    private long agreeing;
    private Optional<Counterexample> first = Optional.empty();

    Tally(Exchanges.Selection selection) {
      this.selection = selection;
    }

    void run(Interchange machine, List<Variable> set) {
      List<InterchangeCase> all = selection.cases();
      for (int from = 0; from < all.size(); from += CHUNK) {
        List<InterchangeCase> part = all.subList(from, Math.min(all.size(), from + CHUNK));
        List<Interchanged> results = machine.run(set, part);
        for (int i = 0; i < results.size(); i++) add(results.get(i), part.get(i));
      }
    }

    private void add(Interchanged result, InterchangeCase where) {
      if (!result.legal()) return;
      cases++;
      if (result.informative()) informative++;
      if (result.agrees()) agreeing++;
      if (first.isEmpty()) first = result.counterexample(where);
    }

    Entry entry(List<Variable> set) {
      boolean sampled = selection.coverage() == Coverage.SAMPLED;
      return new Entry(
          set.stream().map(Variable::name).toList(),
          selection.coverage(),
          cases,
          selection.cases().size() - cases,
          informative,
          agreeing,
          sampled ? Proportion.sampled(agreeing, cases) : Proportion.exact(agreeing, cases));
    }
  }
}
